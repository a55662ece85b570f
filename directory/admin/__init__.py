"""/admin/ for operators: vocabularies, sources, centres, accounts, jobs. Entries and revisions are read-only."""
