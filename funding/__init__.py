"""Money: funder profiles, calls, grants. Builds on the directory."""
