"""Reports in, one module for each family of formats."""

from dragoman.reading.item import Address
from dragoman.reading.sources import read_sources

__all__ = ["Address", "read_sources"]
