"""What medicine and the clinic's rules say: frozen values, enums, functions; no I/O, no clock."""
