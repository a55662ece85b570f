"""The terms of all vocabularies with the names that pages show for them."""

from collections.abc import Mapping
from dataclasses import dataclass

from directory.models import Term
from directory.models.vocabulary import in_language


@dataclass(frozen=True, slots=True)
class TermName:
    """A term as pages show it."""

    vocabulary: str
    key: str
    labels: Mapping[str, str]
    alternatives: tuple[str, ...]
    position: int
    depth: int
    broader: str | None
    retired: bool

    def label(self, language: str | None = None) -> str:
        """In this language, or in that of the page when none is given."""
        return in_language(self.labels, language) or self.key


def read_terms() -> dict[tuple[str, str], TermName]:
    """By vocabulary and key, in the order of vocabularies, and of terms in each."""
    rows = list(Term.objects.order_by("vocabulary__position", "vocabulary_id", "position", "key"))
    by_pk = {row.pk: row for row in rows}
    found = {}
    for row in rows:
        depth, above = 0, row
        while above.broader_id in by_pk and depth < 8:
            depth, above = depth + 1, by_pk[above.broader_id]
        names = [name for names in row.alternatives.values() for name in ([names] if isinstance(names, str) else names)]
        found[row.vocabulary_id, row.key] = TermName(
            vocabulary=row.vocabulary_id,
            key=row.key,
            labels=row.labels,
            alternatives=tuple(names),
            position=row.position,
            depth=depth,
            broader=by_pk[row.broader_id].key if row.broader_id in by_pk else None,
            retired=row.retired_at is not None,
        )
    return found
