"""Figures: numbers with what they count and their bound."""
