"""What visitors do, in Chromium over a live server, on a part of the real demo data."""
