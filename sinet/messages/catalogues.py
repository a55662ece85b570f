"""Reads, completes and compiles the catalogues `sinet/locale/<language>/LC_MESSAGES/django.po`.

Needs no Django, so that the launcher can compile before anything else starts.
"""

import os
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"
LINE_WIDTH = 110


def catalogue_paths() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))


def language_of(path: Path) -> str:
    return path.parent.parent.name


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language_of(path), abort_invalid=True)


def stale_catalogues() -> list[Path]:
    """Those whose compiled form is missing or older."""
    stale = []
    for path in catalogue_paths():
        compiled = path.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns:
            stale.append(path)
    return stale


def compile_catalogues() -> None:
    """Writes each `.mo` as a whole, so that a process that starts meanwhile reads the old or the new one."""
    for path in catalogue_paths():
        catalogue = read_catalogue(path)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            write_mo(file, catalogue)
        Path(file.name).chmod(0o644)
        os.replace(file.name, path.with_suffix(".mo"))  # noqa: PTH105 - names as they are


def untranslated(catalogue: Catalog) -> list[Message]:
    """The messages without a text, with an empty plural form, or marked as unsure."""
    return [message for message in catalogue if message.id and (message.fuzzy or not _complete(message))]


def _complete(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def update_catalogue(path: Path, template: Catalog) -> None:
    """Adds what is new in the code, drops what is gone, keeps what is translated; guesses nothing."""
    catalogue = read_catalogue(path)
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    with path.open("wb") as file:
        write_po(file, catalogue, width=LINE_WIDTH, sort_output=True, include_lineno=False, ignore_obsolete=True)
