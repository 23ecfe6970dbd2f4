"""If the mediator tabled this package now: what would come of it, with the range of every figure and what it hangs on.

`inputs` are the numbers that are not known, each with its range; `wants` the preferences, `floors` what no agreement is
worth, `goals` what a party holds out for, `lines` red lines, `home` those at home. `judging` says who refuses in which
draw, `following` plays on from there, `shares` turns draws into shares with their ranges, `sensing` says on what they
hang; `rehearse` puts the answer together.
"""
