"""Reads of what is public: filters, full text, facets, maps, suggestions, what is alike. Below the faces."""
