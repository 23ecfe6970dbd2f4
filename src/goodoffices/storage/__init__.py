"""The append-only store of events, on SQLite (default) and PostgreSQL, encrypted at rest.

`port` says what a store is; `sqlite` and `postgres` are one each; `vault` keeps the keys; `history` puts them together.
"""
