"""Data-quality rules: what is wrong in a record, where to mend it, what was accepted."""
