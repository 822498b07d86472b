"""Charts laid out once as plain marks; screen and paper draw the same list."""
