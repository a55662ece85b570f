"""The places of a document as rows of a form."""

from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from directory.choices import Precision
from directory.curate.fields import row_of
from directory.documents import DocumentError
from directory.documents.pins import PinError, country_of_pin
from directory.models import Country
from sinet.common.languages import country_name

MOST: Final = 60
_PLAIN: Final = ("country", "city", "address", "precision")
_COLUMNS: Final = {
    "country": gettext_lazy("Country"),
    "city": gettext_lazy("Town"),
    "address": gettext_lazy("Address"),
    "latitude": gettext_lazy("Latitude"),
    "longitude": gettext_lazy("Longitude"),
    "precision": gettext_lazy("How exact"),
}


def rows_of(places: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The places, then an empty row for one more."""
    rows = [{"number": number, "place": place} for number, place in enumerate(places)]
    return [*rows, {"number": len(places), "place": {}}]


def countries() -> list[tuple[str, str]]:
    page = get_language() or "en"
    codes = Country.objects.values_list("code", flat=True)
    return sorted(((code, country_name(code, page)) for code in codes), key=lambda pair: pair[1])


def precisions() -> list[tuple[str, str]]:
    return [(str(one.value), str(one.label)) for one in Precision]


def were_sent(post: QueryDict) -> bool:
    return any(name.startswith("place-") for name in post)


def places_from(post: QueryDict, before: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The places that were sent. A row that still names the same town keeps its region and its number in GeoNames."""
    made = []
    main = post.get("place-main", "")
    for number in range(min(MOST, len(before) + 1)):
        typed = {name: post.get(f"place-{number}-{name}", "").replace("\0", "").strip() for name in _PLAIN}
        point = {name: _degrees(post.get(f"place-{number}-{name}", "")) for name in ("latitude", "longitude")}
        if f"place-{number}-remove" in post or not (any(typed.values()) or point["latitude"] is not None):
            continue
        old = before[number] if number < len(before) else {}
        stays = old and (old["country"], old["city"]) == (typed["country"], typed["city"])
        made.append(
            {
                **typed,
                **point,
                "region": old.get("region") if stays else None,
                "geoname": old.get("geoname") if stays else None,
                "main": main == str(number),
                "hidden": f"place-{number}-hidden" in post,
            }
        )
    return made


def settle_pins(places: list[dict[str, Any]], before: list[dict[str, Any]]) -> None:
    """Give a new pin without a country the one it lies in; what was there before stays as it is.

    Raises `DocumentError` for pins that were put where no place of their country can be.
    """
    known = [_pin(place) for place in before]
    errors = {}
    for number, place in enumerate(places):
        country, latitude, longitude = pin = _pin(place)
        if pin in known or not (_is_within(latitude, 90) and _is_within(longitude, 180)):
            continue
        try:
            place["country"] = country_of_pin(country, latitude, longitude)
        except PinError as error:
            errors[f"places.{number}.latitude"] = [str(error)]
    if errors:
        raise DocumentError(errors)


def _pin(place: dict[str, Any]) -> tuple[str, Any, Any]:
    return place.get("country") or "", place.get("latitude"), place.get("longitude")


def _is_within(degrees: Any, most: int) -> bool:
    """Whether it is a number that the document will take; it says itself what is wrong with any other."""
    return isinstance(degrees, float) and -most <= degrees <= most


def _degrees(text: str) -> Any:
    """A number of degrees, also with a decimal comma; what is none is passed on, for the document to refuse it."""
    text = text.strip().replace(",", ".")
    try:
        return float(text) if text else None
    except ValueError:
        return text


def anchor_of(path: str) -> str:
    """The input of a row that an error of the document is about."""
    found = row_of(path, "places")
    return f"#place-{found[0]}-{found[1] or 'city'}" if found else "#main"


def name_of(path: str) -> str:
    """The place and the column that an error of the document is about; empty for any other path."""
    found = row_of(path, "places")
    if not found:
        return ""
    words = _("Place %(number)s") % {"number": found[0] + 1}
    return f"{words}, {_COLUMNS[found[1]]}" if found[1] in _COLUMNS else words


def choices() -> dict[str, Any]:
    """What the template of the rows needs beside them."""
    return {"countries": [("", _("Choose")), *countries()], "precisions": [("", _("No point")), *precisions()]}
