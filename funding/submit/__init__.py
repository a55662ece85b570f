"""What the form asks of calls, and of organisations that give."""
