"""The nearest words to one that nothing was found by."""

from collections.abc import Sequence
from typing import Final

from django.db import connection

from directory.search.limits import TookTooLong, limited
from sinet.common.text import fold

# `%%` is the trigram operator, at its usual threshold of 0.3.
_ALIKE: Final = """
SELECT word FROM directory_word WHERE word %% %(word)s
GROUP BY word ORDER BY similarity(word, %(word)s) DESC, word LIMIT 30
"""
_SHORTEST: Final = 3
_LONGEST: Final = 40


def words_like(word: str, most: int = 3) -> list[str]:
    """Words of titles and summaries with the fewest letters changed, nearest first; none for a word that is there."""
    folded = fold(word)
    if not _SHORTEST <= len(folded) <= _LONGEST:
        return []
    try:
        with limited(), connection.cursor() as cursor:
            cursor.execute(_ALIKE, {"word": folded})
            found = [row[0] for row in cursor.fetchall()]
    except TookTooLong:
        return []
    if folded in found:
        return []
    furthest = 1 + len(folded) // 5
    ranked = sorted((distance(folded, other), position) for position, other in enumerate(found))
    return [found[position] for changed, position in ranked if changed <= furthest][:most]


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """How many letters are changed, added, left out or swapped with their neighbour (optimal string alignment)."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, start=1):
        row = [i]
        for j, against in enumerate(other, start=1):
            least = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                least = min(least, rows[-2][j - 2] + 1)
            row.append(least)
        rows.append(row)
    return rows[-1][-1]
