"""The terms of an agreement in the mediators' working case, and what is found of them."""
