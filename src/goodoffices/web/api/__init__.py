"""The talks over HTTP, as JSON."""
