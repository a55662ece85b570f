"""What an operator sees: health, metrics, logs with request ids."""
