"""What coordinators do: one function is one act, one transaction and one undo step."""
