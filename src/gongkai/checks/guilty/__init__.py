"""Which figure is wrong where figures do not add up, what it should be, and how sure that is."""
