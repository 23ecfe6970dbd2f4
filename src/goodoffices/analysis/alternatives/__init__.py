"""Alternatives to agreement: what each side does without one, what a deal must beat, and how the zone hangs on it.

`curve` moves one party's reservation value along its scale; `alternatives` derives these values from what is said of
alternatives, and puts the answer together.
"""
