"""Writes search vectors: at once for one entry, beside the other writing for thousands.

Making vectors is more than half of the work of a bulk, and needs nothing from the tables. So a bulk has it done in a
second connection, in a core of its own, and takes the finished rows over by COPY, two batches later, while Python
checks the next documents. They become public with everything else, when the bulk's own transaction commits.
"""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Final, NamedTuple, Self

import orjson
import psycopg
from django.db import connection

from sinet.common.prepared import prepared_cursor

# Each text is one row (entry, slot, language, three depths); the labels of facets are turned into vectors once for
# the whole batch and joined by number, without the marker of their language, which says that a text is written in
# it. `sinet_vector` is made by a migration.
_VECTORS: Final = """
WITH labels AS MATERIALIZED (
    SELECT number, ts_delete(sinet_concat(sinet_vector(language, label)), array_agg('=' || language)) AS vector
    FROM json_to_recordset(%(labels)s::json) AS l(number int, language text, label text)
    GROUP BY number
), named AS (
    SELECT entry, sinet_concat(labels.vector) AS vector
    FROM json_to_recordset(%(facets)s::json) AS f(entry bigint, number int) JOIN labels USING (number)
    GROUP BY entry
), texts AS (
    SELECT entry, slot, sinet_concat(sinet_vector(language, title)) AS title,
        sinet_concat(sinet_vector(language, summary)) AS summary, sinet_concat(sinet_vector(language, rest)) AS rest
    FROM json_to_recordset(%(texts)s::json)
        AS t(entry bigint, slot bigint, language text, title text, summary text, rest text)
    GROUP BY entry, slot
)
SELECT entry, slot, title, title || summary, title || summary || rest || coalesce(named.vector, ''::tsvector)
FROM texts LEFT JOIN named USING (entry)
"""
_COLUMNS: Final = "directory_searchrow (entry_id, slot, title, summary, text)"

# New words wait in a list of each index until it is full. A search reads the whole list, so it has to be short; sorting
# a long one into the index costs half as much for each entry, so a bulk lets a whole batch wait, and then sorts it in.
_FULL_LIST: Final = "512kB"
_FULL_LIST_OF_BULK: Final = "64MB"
_SET_LIST: Final = "set_config('gin_pending_list_limit', %(full)s::text, true)"
_TAKE_AWAY: Final = "DELETE FROM directory_searchrow WHERE entry_id = ANY(%s::bigint[])"
_COPY: Final = f"COPY {_COLUMNS} FROM STDIN (FORMAT BINARY)"
# Only the owner may; whoever else writes leaves it to the next one whose list is full.
_SORT_IN: Final = """
SELECT gin_clean_pending_list(oid) FROM pg_class WHERE pg_has_role(relowner, 'USAGE')
    AND oid IN ('search_row_title'::regclass, 'search_row_summary'::regclass, 'search_row_text'::regclass)
"""

# Words that stand in no title or summary yet; tagged stems and numbers are none.
_NEW_WORDS: Final = """
INSERT INTO directory_word (word)
SELECT DISTINCT lexeme FROM %s AS written, unnest(tsvector_to_array(summary)) AS lexeme
WHERE length(lexeme) BETWEEN 3 AND 40 AND lexeme !~ '[-/=0-9]'
    AND NOT EXISTS (SELECT FROM directory_word WHERE word = lexeme)
"""
_WORDS: Final = _NEW_WORDS % "(SELECT summary FROM directory_searchrow WHERE entry_id = ANY(%s))"
_INSERT: Final = f"""
WITH written AS (
    INSERT INTO {_COLUMNS} SELECT made.* FROM (SELECT {_SET_LIST}) AS setting, ({_VECTORS}) AS made RETURNING summary
) {_NEW_WORDS % "written"}
"""  # noqa: S608 - fixed parts of our own
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
    if beside is not None and len(texts.entries) >= _FEW:
        beside.write(texts)
        return
    with prepared_cursor() as cursor:
        cursor.execute(_TAKE_AWAY, [list(texts.entries)])
        cursor.execute(_INSERT, {**texts.values, "full": _FULL_LIST})


class Beside:
    """Makes vectors in a second connection. Whoever opens it finishes it before reading the rows.

    `take_over` writes them in a thread; until `wait` nothing else may use this thread's connection.
    """

    def __init__(self) -> None:
        self._maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vectors")
        self._writer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="search-rows")
        self._second: psycopg.Connection[Any] | None = None
        self._made: deque[tuple[Texts, Future[list[bytes]]]] = deque()
        self._writing: Future[None] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if error is None:
                self.finish()
        finally:
            self._maker.shutdown(wait=True, cancel_futures=True)
            self._writer.shutdown(wait=True, cancel_futures=True)
            if self._second is not None:
                self._second.close()

    def write(self, texts: Texts) -> None:
        """Begin with these entries; they are written after those before them."""
        self._made.append((texts, self._maker.submit(self._make, texts)))

    def take_over(self) -> None:
        """Begin to write the oldest rows, if the second connection has others to make meanwhile."""
        if len(self._made) > 1:
            self._begin()

    def wait(self) -> None:
        """Afterwards the connection is free again. Raises what went wrong with the rows."""
        if self._writing is not None:
            writing, self._writing = self._writing, None
            with connection.wrap_database_errors:
                writing.result()

    def finish(self) -> None:
        """Afterwards every row is written that was begun."""
        self.wait()
        while self._made:
            self._begin()
            self.wait()

    def _begin(self) -> None:
        texts, made = self._made.popleft()
        connection.ensure_connection()
        self._writing = self._writer.submit(_put, connection.connection, texts, made)

    def _make(self, texts: Texts) -> list[bytes]:
        """The finished rows, as COPY writes and reads them. Runs in a thread."""
        if self._second is None:
            values = {**connection.get_connection_params(), "cursor_factory": psycopg.ClientCursor}
            self._second = psycopg.connect(**values, autocommit=True)
        with (
            self._second.cursor() as cursor,
            cursor.copy(f"COPY ({_VECTORS}) TO STDOUT (FORMAT BINARY)", texts.values) as copy,
        ):
            return [bytes(part) for part in copy]


def _put(main: "psycopg.Connection[Any]", texts: Texts, made: "Future[list[bytes]]") -> None:
    """Write rows through the bulk's own connection. Runs in a thread."""
    rows = made.result()
    with main.cursor() as cursor:
        cursor.execute(f"SELECT {_SET_LIST}", {"full": _FULL_LIST_OF_BULK})
        cursor.execute(_TAKE_AWAY, [list(texts.entries)])
        with cursor.copy(_COPY) as copy:
            for part in rows:
                copy.write(part)
        cursor.execute(_SORT_IN)
        cursor.execute(_WORDS, [list(texts.entries)])
