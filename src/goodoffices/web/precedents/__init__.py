"""How other agreements solved an issue: from a table that the mediators keep with their working case."""
