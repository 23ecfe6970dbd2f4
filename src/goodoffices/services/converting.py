"""Convert between the file formats."""

from goodoffices.interchange import Converted, convert

__all__ = ["Converted", "convert"]
