"""PDF documents with a text layer."""
