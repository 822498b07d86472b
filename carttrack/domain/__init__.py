"""Clinical rules and those of the clinic, as frozen values and functions that read no clock."""
