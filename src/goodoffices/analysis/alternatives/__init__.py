"""Alternatives to agreement: what each side does without one, what a deal must beat, and how the zone hangs on it.

`deriving` draws reservation values from what is said of alternatives; `curve` moves one party's value along its scale,
step by step, `turns` follows the Nash solution on the way; `beating` says in words of the issues what a deal must beat;
`driving` what drivers do; `influence` which alternative matters most; `alternatives` puts the answer together.
"""
