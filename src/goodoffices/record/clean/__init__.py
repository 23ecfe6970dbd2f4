"""From the bytes of a report to its text, and what of the text is furniture of the page."""
