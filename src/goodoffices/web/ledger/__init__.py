"""The ledger of an agreement: what is reported, verified, disputed, claimed and counted, by whom, and what follows."""
