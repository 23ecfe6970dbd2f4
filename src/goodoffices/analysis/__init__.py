"""Exact analysis of a dispute: the zone, the frontier, the solutions, the deadlock."""

from goodoffices.analysis.caching import see_to_cache

# Before anything here loads numba.
see_to_cache()
