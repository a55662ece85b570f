"""The directory: entries, their revisions, search, pages and API."""
