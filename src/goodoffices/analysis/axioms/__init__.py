"""Axioms as objects: what each solution promises over finite sets of packages, and where it does not."""
