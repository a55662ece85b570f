"""What funding adds to documents: the call, and the funder profile of an organisation."""
