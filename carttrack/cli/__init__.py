"""The same services without a screen, for tests, IT and scripts."""
