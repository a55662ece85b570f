"""What funding adds to the pages of competence centres."""
