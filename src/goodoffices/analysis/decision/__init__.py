"""Questions about decision bodies: what comes out, on whom it hangs, who would have to move, who has how much power.

The rules themselves are in `model.deciding`. `tally` counts the ways in which a body adopts, `power` the indices,
`ballots` one question before one body, `coalitions` who would have to move, `decisions` puts the answer together.
"""
