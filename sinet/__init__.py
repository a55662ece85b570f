"""The project: settings, addresses, database server, start and stop."""
