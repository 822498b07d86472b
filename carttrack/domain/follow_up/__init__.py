"""Visits after the infusion: protocol, schedule, windows."""
