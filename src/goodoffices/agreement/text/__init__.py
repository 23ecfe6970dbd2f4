"""From package to text: a clean text from the single negotiating text, articles from terms, versions compared."""
