"""What is told on purpose: items, what is due to whom, and briefings: composed, looked at, released, corrected."""
