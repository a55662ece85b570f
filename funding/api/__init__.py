"""What funding adds to the API."""
