"""The pictures of public entries, at addresses that name their content; and how a page shows them."""

from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from directory.browse.texts import foreign
from directory.choices import PictureRole
from directory.models import Entry, Picture
from directory.picture_files import file_of

_YEAR: Final = 31_536_000
LOGO_BOX: Final = (224, 96)
"""The most that a logo takes in the head of a page, in CSS pixels."""
_COLUMN: Final = 720
"""About the width of the column of texts, in CSS pixels."""


@require_safe
def picture(request: HttpRequest, digest: str, width: int, ending: str) -> HttpResponse:
    """A file of a picture while a public entry names it; 410 when its entry was withdrawn, else 404.

    A browser may keep it for good, since the address changes with the content. A proxy in front asks again, and so
    forgets what was withdrawn.
    """
    found = list(Picture.objects.filter(digest=digest, format=ending))
    shown = next((one for one in found if Entry.objects.public().showing(one.uid).exists()), None)
    if shown is None:
        if any(Entry.objects.showing(one.uid).exists() for one in found):
            return render(request, "errors/410.html", status=410)
        raise Http404
    response = file_of(request, shown, width)
    response["Cache-Control"] = f"public, max-age={_YEAR}, s-maxage={settings.SHARED_CACHE_SECONDS}, immutable"
    return response


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as components/picture.html draws it, `width` and `height` in CSS pixels."""

    src: str
    srcset: str
    sizes: str
    """How wide it is shown, in the words of HTML's `sizes`."""
    width: int
    height: int
    alternative_text: str
    credit: str
    language: str
    """Of its texts, where it is not that of the page."""
    largest: str
    """The address of the largest file."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """What an entry's page shows: its logo, then the others."""

    logo: Shown | None
    others: list[Shown]


def pictures_of(entry: Entry, page: str) -> Pictures:
    """The pictures of an entry, with one query; without any where it has none."""
    if not entry.pictures:
        return Pictures(None, [])
    files = {str(one.uid): one for one in Picture.objects.filter(uid__in=[one["picture"] for one in entry.pictures])}
    language = foreign(entry.language, page)
    logo, others = None, []
    for named in entry.pictures:
        file = files.get(named["picture"])
        if file is None:
            continue
        if named["role"] == PictureRole.LOGO:
            logo = _shown(named, file, language, in_box=LOGO_BOX)
        else:
            others.append(_shown(named, file, language, in_box=(file.width, file.height)))
    return Pictures(logo, others)


def _shown(named: dict[str, Any], file: Picture, language: str, *, in_box: tuple[int, int]) -> Shown:
    scale = min(1, in_box[0] / file.width, in_box[1] / file.height)
    width = max(1, round(file.width * scale))
    sizes = file.sizes
    return Shown(
        src=next((size.url for size in sizes if size.width >= min(width, _COLUMN)), sizes[-1].url),
        srcset=", ".join(f"{size.url} {size.width}w" for size in sizes),
        sizes=f"{width}px" if in_box == LOGO_BOX else f"(max-width: 50rem) 100vw, {_COLUMN}px",
        width=width,
        height=max(1, round(file.height * scale)),
        alternative_text=named["alternative_text"],
        credit=named["credit"],
        language=language,
        largest=sizes[-1].url,
    )
