"""Those who follow from outside: what they were told, and how the lead mediators tell them in a line."""
