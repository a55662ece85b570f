"""Writes search vectors: at once for one entry, beside the other writing for thousands.

Making vectors is more than half of the work of a bulk, and needs nothing from the tables. So a bulk has it done in a
second connection, in a core of its own, and takes the finished rows over by COPY, one batch later. They become public
with everything else, when the bulk's own transaction commits.
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

import orjson
import psycopg
from django.db import connection

from directory.models import SearchRow

# Each text is one row (entry, slot, language, three depths); the labels of facets are turned into vectors once for
# the whole batch and joined by number, without the marker of their language, which says that a text is written in
# it. `sinet_vector` is made by a migration.
_VECTORS: Final = """
WITH labels AS MATERIALIZED (
    SELECT number, ts_delete(sinet_concat(sinet_vector(language, label)), array_agg('=' || language)) AS vector
    FROM json_to_recordset(%(labels)s) AS l(number int, language text, label text)
    GROUP BY number
), named AS (
    SELECT entry, sinet_concat(labels.vector) AS vector
    FROM json_to_recordset(%(facets)s) AS f(entry bigint, number int) JOIN labels USING (number)
    GROUP BY entry
), texts AS (
    SELECT entry, slot, sinet_concat(sinet_vector(language, title)) AS title,
        sinet_concat(sinet_vector(language, summary)) AS summary, sinet_concat(sinet_vector(language, rest)) AS rest
    FROM json_to_recordset(%(texts)s)
        AS t(entry bigint, slot bigint, language text, title text, summary text, rest text)
    GROUP BY entry, slot
)
SELECT entry, slot, title, title || summary, title || summary || rest || coalesce(named.vector, ''::tsvector)
FROM texts LEFT JOIN named USING (entry)
"""
_COLUMNS: Final = "directory_searchrow (entry_id, slot, title, summary, text)"

# Words that stand in no title or summary yet; tagged stems and numbers are none.
_WORDS: Final = """
INSERT INTO directory_word (word)
SELECT DISTINCT lexeme FROM directory_searchrow, unnest(tsvector_to_array(summary)) AS lexeme
WHERE entry_id = ANY(%s) AND length(lexeme) BETWEEN 3 AND 40 AND lexeme !~ '[-/=0-9]'
    AND NOT EXISTS (SELECT FROM directory_word WHERE word = lexeme)
"""
_FEW: Final = 200
"""So few entries are done sooner than a second connection is opened."""


class Texts(NamedTuple):
    """What the vectors of some entries are made from, each a JSON list of records."""

    entries: tuple[int, ...]
    texts: str
    labels: str
    facets: str

    @property
    def values(self) -> dict[str, str]:
        return {"texts": self.texts, "labels": self.labels, "facets": self.facets}


def records(rows: Iterable[tuple[object, ...]], *names: str) -> str:
    """Rows as one JSON value, which is far quicker to send than arrays."""
    return orjson.dumps([dict(zip(names, row, strict=True)) for row in rows]).decode()


def write_vectors(texts: Texts, beside: "Beside | None" = None) -> None:
    """Write the search rows of these entries; with `beside`, no later than when it is finished."""
    SearchRow.objects.filter(pk__in=texts.entries).delete()
    if beside is not None and len(texts.entries) >= _FEW:
        beside.write(texts)
        return
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_COLUMNS} {_VECTORS}", texts.values)
    _write_words(texts.entries)


def _write_words(entries: Sequence[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_WORDS, [list(entries)])


class Beside:
    """Makes vectors in a second connection. Whoever opens it finishes it before reading the rows."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vectors")
        self._second: psycopg.Connection[Any] | None = None
        self._waiting: tuple[Texts, Future[list[bytes]]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.finish()
        finally:
            self._thread.shutdown(wait=True, cancel_futures=True)
            if self._second is not None:
                self._second.close()

    def write(self, texts: Texts) -> None:
        """Begin with these entries, after those before them have been taken over."""
        self.finish()
        self._waiting = texts, self._thread.submit(self._make, texts)

    def finish(self) -> None:
        """Afterwards every row is written that was begun."""
        if self._waiting is None:
            return
        texts, made = self._waiting
        self._waiting = None
        rows = made.result()
        statement = f"COPY {_COLUMNS} FROM STDIN (FORMAT BINARY)"
        with connection.cursor() as cursor, connection.wrap_database_errors, cursor.copy(statement) as copy:
            for part in rows:
                copy.write(part)
        _write_words(texts.entries)

    def _make(self, texts: Texts) -> list[bytes]:
        """The finished rows, as COPY writes and reads them. Runs in the thread."""
        if self._second is None:
            values = {**connection.get_connection_params(), "cursor_factory": psycopg.ClientCursor}
            self._second = psycopg.connect(**values, autocommit=True)
        with (
            self._second.cursor() as cursor,
            cursor.copy(f"COPY ({_VECTORS}) TO STDOUT (FORMAT BINARY)", texts.values) as copy,
        ):
            return [bytes(part) for part in copy]
