"""Geometry of the pictures: where each line, mark and label stands; the templates draw them."""
