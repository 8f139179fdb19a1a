"""Reports in, one module for each family of formats."""

from dragoman.reading.item import Address
from dragoman.reading.sources import files_in, read_sources

__all__ = ["Address", "files_in", "read_sources"]
