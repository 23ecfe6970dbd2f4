"""The channels: what passes between a party and the mediators, one column each; and a delegation's own."""
