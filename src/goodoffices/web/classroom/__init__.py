"""Classes that rehearse talks: the instructor's page, the tables, and what came of them."""
