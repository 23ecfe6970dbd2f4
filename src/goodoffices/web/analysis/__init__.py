"""What the mediators' working case comes to: deadlock, frontier, trades, the next question, decision bodies."""
