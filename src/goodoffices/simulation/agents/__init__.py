"""Who sits at the table: one strategy a file, all of one shape (`agent.Agent`).

`timed` concedes by the clock, `reciprocal` as the other side does, `micro` one step for one step. `frequency` models
what the other side wants, `mandated` has a mandate and answers to a body at home, `honest` lets a mediator choose.
`language_model` asks a server that the user has set, and none by default.
"""
