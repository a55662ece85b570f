"""Finding grants, and counting them."""
