"""The file from which a process starts, instead of reading the whole database: its bitmaps and where they stood.

The file is only ever a beginning: whoever reads it goes on by the change log from the snapshot that it holds. It is
not used where anything is in doubt: another format, a wrong checksum, another database, a log that does not go on from
it. It is written whole and then put in place by one rename, so a killed process leaves the former one.

    8 bytes   SINETBM and the number of the format
    16 bytes  BLAKE2b of all that follows
    the rest, compressed by zlib: a header (JSON, its length first) and the parts, in the order of `_parts`
"""

import os
import struct
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import blake2b
from logging import getLogger
from pathlib import Path
from time import time
from typing import Any, Final

import orjson
from django.db import DatabaseError, connection
from pyroaring import BitMap

from directory.search.bitmaps import Bitmaps, Table
from directory.search.changelog import Log
from directory.search.ground import CELL_SIZES

_MAGIC: Final = b"SINETBM\x01"
_MAKERS: Final = [Path(__file__).with_name(f"{name}.py") for name in ("bitmaps", "ground", "loading", "standing")]
_MADE_BY: Final = blake2b(b"".join(path.read_bytes() for path in _MAKERS), digest_size=8).hexdigest()
"""What the sets mean is written in these modules: a file that another state of them made is of no use."""
_DIGEST_SIZE: Final = 16
_QUICKEST: Final = 1
_LEFT_BEHIND: Final = 3600
"""Seconds after which the unfinished file of a process counts as left behind."""
_log = getLogger(__name__)

# The cluster, the timeline that a restore from an archive begins anew, and the database in it, which a restore from a
# dump makes anew.
_IDENTITY: Final = """
SELECT concat_ws('/', (SELECT system_identifier FROM pg_control_system()),
    substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
    (SELECT oid FROM pg_database WHERE datname = current_database()))
"""


@dataclass(frozen=True)
class Keepsake:
    """What a file holds: the bitmaps of one state of the log, and entry → slot."""

    log: Log
    bitmaps: Bitmaps
    slots: "array[int]"


class Doubt(Exception):
    """Why a file is not used."""


def database_identity() -> str:
    """Names the very database that is asked; empty where the server does not tell. Not inside a transaction."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_IDENTITY)
            return str(cursor.fetchone()[0])
    except DatabaseError:
        return ""


def read(path: Path, identity: str) -> Keepsake | None:
    """What the file holds; None where there is none, or it is not to be trusted (the log says why)."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        _log.warning("bitmaps file cannot be read: %s", error.strerror)
        return None
    try:
        return _unpacked(data, identity)
    except (Doubt, zlib.error, struct.error, ValueError, KeyError, TypeError, StopIteration) as error:
        _log.info("bitmaps file is not used: %s", error)
        return None


def pack(keepsake: Keepsake, identity: str) -> Callable[[], bytes]:
    """The bytes of a file, in two steps: what may change is copied at once, the slow rest is done when called."""
    table = keepsake.bitmaps.table
    fixed = [values.tobytes() for values in (table.entry, table.updated, table.latitude, table.longitude)]
    fixed.append(keepsake.slots.tobytes())
    header = {
        "identity": identity,
        "made_by": _MADE_BY,
        "log": {**asdict(keepsake.log), "changed_at": _written(keepsake.log.changed_at)},
        "more": [(slot, points) for slot, points in dict(table.more).items()],
    }
    sets = keepsake.bitmaps

    def finish() -> bytes:
        parts = [orjson.dumps(header), *fixed, *_parts(sets)]
        packed = zlib.compress(b"".join(piece for part in parts for piece in (_size(part), part)), _QUICKEST)
        return _MAGIC + _digest(packed) + packed

    return finish


def write(path: Path, data: bytes) -> None:
    """Put a file in place, whole or not at all. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mine = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        mine.write_bytes(data)
        mine.replace(path)
    finally:
        mine.unlink(missing_ok=True)
    for other in path.parent.glob(f"{path.name}.*.new"):
        if time() - other.stat().st_mtime > _LEFT_BEHIND:
            other.unlink(missing_ok=True)


def _unpacked(data: bytes, identity: str) -> Keepsake:
    start = len(_MAGIC) + _DIGEST_SIZE
    if data[: len(_MAGIC)] != _MAGIC:
        raise Doubt("another format")
    if data[len(_MAGIC) : start] != _digest(data[start:]):
        raise Doubt("the checksum is wrong")
    parts = _taken_apart(zlib.decompress(data[start:]))
    header = orjson.loads(next(parts))
    if not identity or header["identity"] != identity:
        raise Doubt("it belongs to another database")
    if header["made_by"] != _MADE_BY:
        raise Doubt("other code made it")
    table = Table()
    for values in (table.entry, table.updated, table.latitude, table.longitude):
        values.frombytes(next(parts))
    table.more = {slot: tuple((a, b) for a, b in points) for slot, points in header["more"]}
    slots = array("q")
    slots.frombytes(next(parts))
    return Keepsake(_log_of(header["log"]), _bitmaps(table, parts), slots)


def _parts(of: Bitmaps) -> Iterator[bytes]:
    for slots in (of.everything, of.complete, of.placed):
        yield slots.serialize()
    for sets in (of.values, of.updated, of.verified, *of.cells):
        yield array("q", sets).tobytes()
        packed = (slots.serialize() for slots in sets.values())
        yield b"".join(piece for one in packed for piece in (_size(one), one))


def _bitmaps(table: Table, parts: Iterator[memoryview]) -> Bitmaps:
    everything, complete, placed = [BitMap.deserialize(bytes(next(parts))) for _ in range(3)]
    values, updated, verified, *cells = [_sets(parts) for _ in range(3 + len(CELL_SIZES))]
    return Bitmaps(
        table=table,
        everything=everything,
        values=values,
        updated=updated,
        verified=verified,
        complete=complete,
        placed=placed,
        cells=tuple(cells),
    )


def _sets(parts: Iterator[memoryview]) -> Mapping[int, BitMap]:
    keys = array("q")
    keys.frombytes(next(parts))
    slots = (BitMap.deserialize(bytes(part)) for part in _taken_apart(next(parts)))
    return dict(zip(keys, slots, strict=True))


def _size(part: bytes) -> bytes:
    return struct.pack("<Q", len(part))


def _taken_apart(data: bytes | memoryview) -> Iterator[memoryview]:
    view, place = memoryview(data), 0
    while place < len(view):
        (size,) = struct.unpack_from("<Q", view, place)
        if place + 8 + size > len(view):
            raise Doubt("it ends too early")
        yield view[place + 8 : place + 8 + size]
        place += 8 + size


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_SIZE).digest()


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _log_of(header: dict[str, Any]) -> Log:
    moment = header["changed_at"]
    return Log(**{**header, "changed_at": datetime.fromisoformat(moment) if moment else None})
