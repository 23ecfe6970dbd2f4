"""Every figure explains itself: its status, what it rests on, how it is computed, and what would change it."""
