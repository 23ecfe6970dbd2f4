"""Affected people say something, and say what may become of it; those who listen pass on what they may."""
