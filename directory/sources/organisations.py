"""The organisations that the rows of a source name: one entry for each, however often it is named."""

from collections import Counter
from typing import Any

from directory.sources.cleaning import cut
from directory.sources.entries import Document, document, name_key, set_provenance, set_terms, source_block
from directory.sources.identity import day, stable_uid
from directory.sources.languages import UNDETERMINED

TYPE = "type"


class Organisations:
    """Gathers organisations under their folded name and country; two spellings of one name are one entry."""

    def __init__(self, origin: dict[str, Any], changed_on: str) -> None:
        self._origin = origin
        self._changed_on = changed_on
        self._found: dict[tuple[str, str], Document] = {}
        self._types: dict[tuple[str, str], Counter[str]] = {}

    def named(self, name: str, country: str | None = None, *, kind_of: str | None = None) -> Document:
        """The entry of this organisation, made when it is named for the first time.

        `kind_of` is a term of the vocabulary `type`; where the rows disagree, the organisation gets none.
        """
        key = name_key(name), country or ""
        if key not in self._found:
            record = f"organisation: {cut(name, 200)}" + (f" ({country})" if country else "")
            uid = stable_uid(self._origin["key"], "organisation\n" + "\n".join(key), day(self._changed_on))
            entry = document(
                "organisation", uid, name, language=UNDETERMINED, source=source_block(self._origin, record)
            )
            entry["organisation"] = {"founded_on": None, "registrations": [], "parent": None}
            self._found[key] = entry
            self._types[key] = Counter()
        if kind_of:
            self._types[key][kind_of] += 1
        return self._found[key]

    def finished(self) -> list[Document]:
        """Every organisation, with its type where all rows agree, and its provenance."""
        for key, entry in self._found.items():
            if len(self._types[key]) == 1:
                set_terms(entry, TYPE, [*self._types[key]])
            set_provenance(entry, self._changed_on)
        return list(self._found.values())
