"""The rounds of the talks, who is in each delegation, and who comes to which round."""
