"""Published outcomes: sources, figures, and how far they apply to one patient."""
