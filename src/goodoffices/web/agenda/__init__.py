"""The agenda: the issues and options on the table, what each side asks for, and whether all agree to it."""
