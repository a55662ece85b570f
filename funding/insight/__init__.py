"""The face of those who want to see where the money goes, and where it does not."""
