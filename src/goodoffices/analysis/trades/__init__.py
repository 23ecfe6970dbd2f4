"""Trades: from a package, moves that help one side at least cost to the others, step by step to the frontier.

Raiffa's post-settlement settlement (*Negotiation Journal* 1(1), 1985, pp. 9-12) asks what would be better for all than
what is on the table; logrolling (Froman and Cohen, *Behavioral Science* 15(2), 1970, pp. 180-183; Pruitt, *Negotiation
Behavior*, 1981, ch. 5) finds it by giving on what matters little and getting on what matters much. Here both are exact.
"""
