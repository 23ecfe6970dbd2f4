"""Documents of what is on the table and of what was agreed: made, looked at, taken away, each copy with its mark."""
