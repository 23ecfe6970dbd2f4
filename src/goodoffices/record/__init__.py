"""The record: from the text of news reports to sourced statements."""
