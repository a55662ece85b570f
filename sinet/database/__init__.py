"""The embedded PostgreSQL server of the demo and the tests.

Production gives its own server in DATABASE_URL and uses nothing of this package.
"""
