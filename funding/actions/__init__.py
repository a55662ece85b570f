"""What may happen to what funding adds; each action is one transaction."""
