"""Where a sweep is played: in this process, on all cores, or on a Ray cluster. Results are the same."""
