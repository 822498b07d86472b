"""CRS, ICANS, their episodes and what was given for them."""
