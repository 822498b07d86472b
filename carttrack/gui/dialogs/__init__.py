"""Dialogs: they take values of the domain and give values back; pages wire them to services."""
