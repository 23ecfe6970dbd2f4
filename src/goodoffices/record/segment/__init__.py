"""From text to paragraphs, sentences and words, each with its place in the text."""
