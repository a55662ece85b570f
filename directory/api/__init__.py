"""The face for partner sites: the directory as JSON, read by programs."""
