"""Fuzzing: every parser is given broken, hostile and merely odd files; see `python -m tests.fuzzing --help`."""
