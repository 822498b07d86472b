"""Exit codes; 2 is argparse's own for a misused command line."""

DONE, REFUSED = 0, 1
