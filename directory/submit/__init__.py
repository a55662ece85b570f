"""The face of submitters: propose, correct, confirm, follow. Forms are only ways to fill in a document."""
