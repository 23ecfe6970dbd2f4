"""GeniusWeb: domains and linear additive profiles in JSON, in and out."""

from goodoffices.interchange.geniusweb.folder import read, recognises
from goodoffices.interchange.geniusweb.writing import write

__all__ = ["read", "recognises", "write"]
