"""The second door: HTTP. Rules of who may see what live in `talks.visibility`; this room asks it."""
