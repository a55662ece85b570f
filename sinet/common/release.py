"""Which state of the code is running, for addresses of answers that may be kept."""

from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Final

_ROOT: Final = Path(__file__).resolve().parent.parent.parent
_FOLDERS: Final = ("sinet", "directory", "funding", "templates")
_PATTERNS: Final = ("**/*.py", "**/*.html", "**/*.xml", "**/*.txt", "**/*.mo")


def _fingerprint() -> str:
    """A digest of the files that answers are made from: the same on every machine that runs this code."""
    files = chain.from_iterable((_ROOT / folder).glob(pattern) for folder in _FOLDERS for pattern in _PATTERNS)
    digest = blake2b(digest_size=8)
    for path in sorted(files):
        digest.update(f"{path.relative_to(_ROOT)}\n".encode() + path.read_bytes())
    return digest.hexdigest()


RELEASE: Final = _fingerprint()
"""Changes with the code, worked out once when the process starts."""
