"""Papers as PDF: each from one value of the domain, the same bytes for the same value."""
