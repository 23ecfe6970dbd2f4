"""The talks' process and walls."""
