"""Many runs: `plan` says which, `parts` plays some, `rows` is what is kept, `store` keeps it, `summary` adds it up.

Where the parts are played is an executor's.
"""
