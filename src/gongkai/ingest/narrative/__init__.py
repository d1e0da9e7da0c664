"""The text of the six sections, in paragraphs."""
