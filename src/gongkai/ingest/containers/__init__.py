"""Files of every kind, opened and laid out as lines and tables."""
