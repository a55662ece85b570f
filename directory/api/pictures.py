"""What the API adds to the pictures that a document names: where their files are, and how large."""

from collections.abc import Iterable, Mapping
from typing import Any

from directory.models import Picture

Files = Mapping[str, Picture]


def files_of(documents: Iterable[Mapping[str, Any]]) -> Files:
    """The pictures that these documents name, by their identifier; one query where there are any, none else."""
    uids = {one["picture"] for document in documents for one in document["pictures"]}
    return {str(one.uid): one for one in Picture.objects.filter(uid__in=uids)} if uids else {}


def with_addresses(pictures: Iterable[Mapping[str, Any]], files: Files, root: str) -> list[dict[str, Any]]:
    """The pictures of a public document with `url`, `width`, `height` and `sizes`, the smallest file first."""
    return [{**one, **_added(files[one["picture"]], root)} for one in pictures if one["picture"] in files]


def _added(file: Picture, root: str) -> dict[str, Any]:
    sizes = [{"url": root + url, "width": width, "height": height} for url, width, height in file.sizes]
    return {**sizes[-1], "sizes": sizes}
