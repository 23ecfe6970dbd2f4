"""Indirect talks: what is done (`actions`), what then happened (`events`), who sees it (`visibility`).

Everything is kept in streams. A stream has one audience, and everything in it is seen by all of them or by none. What
an actor does is decided from the streams that this actor sees, and from nothing else (`lens`).
"""
