"""The door: signing in and out, invitations, and what somebody sets for themselves."""
