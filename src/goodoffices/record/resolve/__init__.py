"""Who speaks: which party, named or not, and through whom the words came."""
