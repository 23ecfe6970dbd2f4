"""Exact analysis of a dispute: the zone, the frontier, the solutions, the deadlock."""
