"""Made-up records for tests. Nothing here is a real organisation."""

from tests.factories.entries import document, publish, reference, source, towns

__all__ = ["document", "publish", "reference", "source", "towns"]
