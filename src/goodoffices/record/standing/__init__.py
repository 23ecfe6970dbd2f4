"""What a statement does, and what it says of a party's stand on an issue."""
