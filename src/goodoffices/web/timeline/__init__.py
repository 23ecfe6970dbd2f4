"""One time line of the talks, and for mediators of what the press reported."""
