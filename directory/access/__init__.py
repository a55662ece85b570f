"""What stands between a request and what it asks for: accounts and their roles, private links, limits."""
