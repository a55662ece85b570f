"""From the files of a source to documents: one module per source, pure Python without models.

Each source module offers `build(folder, gazetteer, report)` which gives the documents of that source
(schema version 1, see `directory.documents`) and writes into the report what became of every row.
Only `directory.management` uses this package; its tools stand in the dependency group `data`.
"""
