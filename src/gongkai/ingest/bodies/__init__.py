"""Names of bodies, places, titles, dates and years in Chinese text."""
