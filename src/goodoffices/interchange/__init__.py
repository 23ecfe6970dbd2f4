"""Other tools' files, in and out: GENIUS XML, GeniusWeb JSON, NegMAS YAML and JSON."""

from goodoffices.interchange.detect import convert, load_scenario
from goodoffices.interchange.loaded import Converted, Loaded

__all__ = ["Converted", "Loaded", "convert", "load_scenario"]
