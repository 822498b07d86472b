"""Item models over frozen values; they look nothing up."""
