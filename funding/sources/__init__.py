"""Reading and writing the files of others. Knows no model and no framework."""
