"""The pictures that a document names: which, as what, in which words. The files are `directory.models.Picture`."""

from typing import Annotated, Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from pydantic import AfterValidator, StringConstraints

from directory.choices import PictureRole
from directory.documents.parts import Part
from directory.documents.values import Line

MOST_PICTURES: Final = 6
"""Beside the logo."""
LONGEST_ALTERNATIVE: Final = 250
DERIVED: Final = frozenset({"url", "width", "height", "sizes"})
"""What the API adds to each picture for its readers."""


def _said(text: str) -> str:
    if not text:
        raise ValueError(_("Say what the picture shows, for those who cannot see it."))
    return text


class NamedPicture(Part):
    picture: UUID
    role: PictureRole = PictureRole.PICTURE
    alternative_text: Annotated[Line, StringConstraints(max_length=LONGEST_ALTERNATIVE), AfterValidator(_said)]
    credit: Annotated[Line, StringConstraints(max_length=200)] = ""


def in_order(pictures: list[NamedPicture]) -> list[NamedPicture]:
    """The logo first. Refuses a picture that stands here twice, a second logo, and more than `MOST_PICTURES`."""
    if len({one.picture for one in pictures}) < len(pictures):
        raise ValueError(_("The same picture stands here twice."))
    others = [one for one in pictures if one.role != PictureRole.LOGO]
    if len(pictures) - len(others) > 1:
        raise ValueError(_("An entry has one logo at most."))
    if len(others) > MOST_PICTURES:
        raise ValueError(
            _("At most %(max_length)s are possible here; there are %(actual_length)s.")
            % {"max_length": MOST_PICTURES, "actual_length": len(others)}
        )
    return [*(one for one in pictures if one.role == PictureRole.LOGO), *others]


def without_derived(pictures: Any) -> Any:
    """Pictures as a document holds them, without what the API adds; what is no list of objects stays as it is."""
    if not isinstance(pictures, list):
        return pictures
    return [
        {key: value for key, value in one.items() if key not in DERIVED} if isinstance(one, dict) else one
        for one in pictures
    ]
