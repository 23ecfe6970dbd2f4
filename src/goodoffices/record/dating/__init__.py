"""Dates: when a report came out, and on which day something was said."""
