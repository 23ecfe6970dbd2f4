"""How many packages give every party enough: counted exactly where that can be, otherwise estimated with an error.

`lattice` counts by dynamic programming, `halves` by meeting in the middle, `sampled` estimates; `choosing` chooses.
"""
