"""Observers and guarantors: what they were told, and how the lead mediators tell them."""
