"""A party's own affairs: its mandate, its preferences, who decides at home, and what its delegation notes."""
