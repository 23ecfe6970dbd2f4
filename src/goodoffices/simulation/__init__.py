"""Talks played out: agents at a table, protocols with and without a mediator, runs, sweeps and rehearsals.

`scenario` makes a dispute ready for play; `agents` are who sits at the table, `protocols` how they talk, `told` what
the mediators are let know; `playing` plays one run, `measures` judges it, `sweeps` plays many.
"""
