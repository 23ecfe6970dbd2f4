"""For administrators: accounts, invitations, recovery, backup. No page here shows anything of a case."""
