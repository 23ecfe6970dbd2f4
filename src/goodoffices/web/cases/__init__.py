"""The cases in which somebody has a seat, and a new one."""
