"""GENIUS 10.4: domains and profiles in XML, in and out."""

from goodoffices.interchange.genius.folder import read, recognises
from goodoffices.interchange.genius.writing import write

__all__ = ["read", "recognises", "write"]
