"""Proposals: what is on the table with whom, its versions and answers; and what a delegation is asked to answer."""
