"""The first page of a case, for each role: what is new, what waits, until when, and how the talks stand."""
