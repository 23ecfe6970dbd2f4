"""Spaces where what one issue is worth depends on another: too large to be enumerated, and not to be folded.

`worths` says what packages are worth, `searching` finds the frontier with a constraint solver.
"""
