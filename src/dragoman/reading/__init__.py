"""Reports in, one module for each family of formats."""

from dragoman.reading.sources import read_sources

__all__ = ["read_sources"]
