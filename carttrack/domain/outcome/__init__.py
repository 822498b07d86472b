"""Response of the disease."""
