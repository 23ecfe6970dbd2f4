"""The desk: who takes part and sees what, the case without files, and everything to take away."""
