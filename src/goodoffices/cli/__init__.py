"""The command line: one file a command. Nothing of the domain is decided here."""

try:
    from goodoffices.cli.main import main
except KeyboardInterrupt:  # before there is anybody to say a sentence
    raise SystemExit(130) from None

__all__ = ["main"]
