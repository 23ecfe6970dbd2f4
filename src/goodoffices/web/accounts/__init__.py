"""Who can sign in: accounts, invitations, second factors, and how often one may try."""
