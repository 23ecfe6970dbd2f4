"""NegMAS: domains and utility functions in YAML or JSON, in and out."""

from goodoffices.interchange.negmas.folder import read, recognises
from goodoffices.interchange.negmas.writing import write

__all__ = ["read", "recognises", "write"]
