"""What those need who run a server: logs, health, metrics, and what is wrong with a machine. Nothing of a case."""
