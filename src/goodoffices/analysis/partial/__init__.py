"""Preferences known in part: all utility functions that fit what is known, and what holds for all or some of them.

`knowledge` turns preferences and the record into labelled statements about utilities; `polytope` is the set of utility
functions that fit them, and names statements that cannot be true together; `sampling` draws from the set;
`acceptance`, `efficiency` and `regret` judge packages, `products`, `rivals` and `proposals` being the programs behind
them; `robust` puts the answer together.
"""
