"""The command line: one file a command. Nothing of the domain is decided here."""

from goodoffices.cli.main import main

__all__ = ["main"]
