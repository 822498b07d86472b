"""The screens: the only part of the windows that meets the services."""
