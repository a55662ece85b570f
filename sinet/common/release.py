"""Which state of the code is running, for addresses of answers that may be kept."""

from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parent.parent.parent
_FOLDERS: Final = ("sinet", "directory", "funding", "templates")
_PATTERNS: Final = ("**/*.py", "**/*.html", "**/*.xml", "**/*.txt", "**/*.mo")


def _fingerprint() -> str:
    """A digest of names, sizes and times of the files that answers are made from."""
    files = chain.from_iterable((_ROOT / folder).glob(pattern) for folder in _FOLDERS for pattern in _PATTERNS)
    digest = blake2b(digest_size=8)
    for path in sorted(files):
        facts = path.stat()
        digest.update(f"{path.relative_to(_ROOT)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return digest.hexdigest()


RELEASE: Final = _fingerprint()
"""Changes with the code, worked out once when the process starts."""
