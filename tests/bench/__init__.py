"""Measures the whole stack on generated entries: `make bench`, `make bench N=1000000`."""
