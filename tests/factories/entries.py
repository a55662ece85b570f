from typing import Any

from directory.actions import apply_bulk
from directory.actions.reference import load_cities, load_sources, load_vocabularies
from directory.choices import Channel
from directory.models import Country, Entry, Source
from sinet.common.ids import uuid7

VOCABULARIES: list[dict[str, Any]] = [
    {
        "key": "element",
        "title": {"en": "Process step", "sv": "Processteg", "da": "Procestrin"},
        "terms": [
            {"key": key, "labels": {"en": label, "sv": f"{label} (sv)", "da": f"{label} (da)"}}
            for key, label in [
                ("identify", "Identify"),
                ("mobilise", "Mobilise"),
                ("ideate", "Ideate"),
                ("realise", "Realise"),
                ("change", "Change"),
            ]
        ],
    },
    {
        "key": "method",
        "title": {"en": "Support method"},
        "terms": [
            {"key": "realise:acceleration", "labels": {"en": "Accelerator"}, "broader": "element:realise"},
            {"key": "ideate:incubation", "labels": {"en": "Incubation"}, "broader": "element:ideate"},
        ],
    },
    {
        "key": "theme",
        "title": {"en": "Theme", "sv": "Tema", "da": "Tema"},
        "terms": [
            {"key": "health", "labels": {"en": "Health", "sv": "Hälsa", "da": "Sundhed"}},
            {"key": "mental-health", "labels": {"en": "Mental health"}, "broader": "health"},
            {"key": "work", "labels": {"en": "Employment", "sv": "Arbete", "da": "Arbejde"}},
        ],
    },
    {
        "key": "type",
        "title": {"en": "Type"},
        "terms": [
            {"key": "ngo", "labels": {"en": "Association"}},
            {"key": "public", "labels": {"en": "Public body"}},
        ],
    },
    {"key": "status", "title": {"en": "Status"}, "terms": [{"key": "running", "labels": {"en": "Running"}}]},
    {"key": "challenge", "title": {"en": "Challenge"}, "terms": []},
]
COUNTRIES = {
    "SE": ("SWE", "Sweden"),
    "DK": ("DNK", "Denmark"),
    "FI": ("FIN", "Finland"),
    "FR": ("FRA", "France"),
    "LV": ("LVA", "Latvia"),
}
TOWNS = """geonameid,name,country,admin1,latitude,longitude,population,timezone,alternate_names
2692969,Malmö,SE,27,55.60587,13.00073,301706,Europe/Stockholm,Malmo|Málmey
2618425,Copenhagen,DK,17,55.67594,12.56553,1153615,Europe/Copenhagen,København|Köpenhamn|Kobenhavn
2988507,Paris,FR,11,48.85341,2.3488,2138551,Europe/Paris,Parigi
"""


def reference() -> None:
    """Two sources, five countries and a few terms, so that documents have something to name."""
    load_sources(
        rows=[
            {"key": key, "title": f"The {key} list", "licence": "CC0-1.0", "credit": f"By {key}"}
            for key in ("first", "second")
        ]
    )
    load_vocabularies(rows=VOCABULARIES)
    Country.objects.bulk_create(
        (Country(code=code, code3=code3, name=name, continent="EU") for code, (code3, name) in COUNTRIES.items()),
        ignore_conflicts=True,
    )


def towns() -> None:
    """Three towns; their countries are there already."""
    load_cities(lines=iter(TOWNS.splitlines(keepends=True)))


def source(key: str = "first", **fields: Any) -> dict[str, Any]:
    return {
        "key": key,
        "record": "1",
        "licence": "CC0-1.0",
        "credit": "By first",
        "retrieved_on": "2024-05-17",
        **fields,
    }


def document(kind: str = "organisation", title: str = "Example kitchen", **fields: Any) -> dict[str, Any]:
    """A small valid document; fields replace or add."""
    return {
        "schema_version": 1,
        "kind": kind,
        "uid": str(uuid7()),
        "language": "en",
        "title": title,
        "summary": "A kitchen that people share.",
        "source": source(),
        **fields,
    }


def publish(kind: str = "organisation", title: str = "Example kitchen", **fields: Any) -> Entry:
    """An entry made public by the same action as every other."""
    if not Source.objects.filter(key="first").exists():
        reference()
    made = document(kind, title, **fields)
    apply_bulk(documents=[made], channel=Channel.IMPORT, by=None, title="Test")
    return Entry.objects.get(uid=made["uid"])
