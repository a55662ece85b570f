"""What the gallery's components show: entries that do not exist."""

from typing import Any

from django.templatetags.static import static
from django.utils.safestring import mark_safe

from sinet.common import ego, europe
from sinet.common.cards import Card, Chip, FacetBox, Fact, Label, Option, Value
from sinet.common.pager import pager

CITIES = {
    "Malmö": (55.61, 13.0),
    "Rīga": (56.95, 24.11),
    "Paris": (48.86, 2.35),
    "Bilbao": (43.26, -2.93),
    "Athens": (37.98, 23.73),
    "Tromsø": (69.65, 18.96),
    "Dublin": (53.35, -6.26),
    "Wien": (48.21, 16.37),
}
PLACES = [(latitude, longitude, 90 // n) for n, (latitude, longitude) in enumerate(CITIES.values(), 1)]
STEPS = [
    ("Identify and analyse challenges", "Describe who is affected and what has been tried."),
    ("Mobilise actors and resources", "Bring people, money and mandates to one table."),
    ("Ideation: design, test, adapt", "Build the idea with those who will use it."),
    ("Implement and scale", "Run it, measure it, take it to the next place."),
    ("Create societal change", "Shift rules, norms and how services are bought."),
]
ENTRIES = [
    ("case", "Best-practice case", "Example kitchen", "Malmö, Sweden", [1, 1, 1, 1, 1]),
    ("organisation", "Organisation", "Example society for repair", "Rīga, Latvia", None),
    ("project", "Project", "Beispiel-Donaudampfschifffahrtsgesellschaft", "Wien, Austria", [1, 0, 1, 1, 0]),
    ("publication", "Publication", "How an example is written", "", None),
    ("event", "Event", "A meeting about examples", "Online", None),
]

SUGGESTIONS = [
    {"group": "term", "label": "Employment", "detail": "", "url": "#term"},
    {"group": "entry", "label": "Employment kitchen", "detail": "Project, Malmö", "url": "#entry"},
    {"group": "place", "label": "Empoli", "detail": "", "url": "#place"},
]


def feature(city: str, **properties: Any) -> dict[str, Any]:
    """A city as GeoJSON."""
    latitude, longitude = CITIES[city]
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


STACK = [{"title": "Example kitchen", "url": "#"}, {"title": "Second example", "url": "#"}]
POINTS = [
    feature("Rīga", title="Example society for repair", url="#", kind="organisation", place="Rīga, Latvia"),
    feature("Malmö", count=30, entries=STACK, place="Malmö, Sweden"),
    feature("Paris", count=1214, bbox=[-1.5, 44.0, 7.5, 50.5]),
]


def entries() -> list[Card]:
    """An entry of each kind, for lists and cards."""
    return [
        Card(
            kind=kind,
            kind_label=label,
            url="#",
            title=title,
            place=place,
            facts=["Since 2010", "Source: examples"] if place else [],
            steps=[bool(step) for step in steps or ()],
            text="An example of a text that says in a few sentences what is done, and where.",
            passage=mark_safe("… people cook <mark>school lunches</mark> together and learn a trade …"),
            tags=[Label("Employment", "#"), Label("Food and farming", "#")],
            note="" if steps else "Same place, 2 same topics",
            position="55.61,13.0" if "Malmö" in place else "",
        )
        for kind, label, title, place, steps in ENTRIES
    ]


def facets() -> list[FacetBox]:
    """A facet with selected values, one with colours, one with more behind a fold and a field to find, one closed."""
    kinds = [Option(str(n), entry[1], 131 // n, selected=n in (1, 3)) for n, entry in enumerate(ENTRIES, 1)]
    elements = [Option(str(n), title, 61 - 7 * n, element=n) for n, (title, _text) in enumerate(STEPS, 1)]
    cities = [Option(str(n), city, 1978 // n) for n, city in enumerate(CITIES, 1)]
    return [
        FacetBox("kind", "Kind", open=True, values=kinds),
        FacetBox("element", "Element of the process", open=True, values=elements),
        FacetBox("city", "City", True, cities[:4], cities[4:], total=len(cities), find_url="#"),
        FacetBox("language", "Language", open=False, values=[Option("1", "Finnish", 12)]),
    ]


def partners() -> list[ego.Partner]:
    """Seven partners in four roles."""
    names = [
        ("City of Example", "organisation", "partner"),
        ("Example Foundation for a Very Long Name in the North", "organisation", "funder"),
        ("University of Examples", "organisation", "evaluates"),
        ("Example on wheels", "project", "part of"),
        ("Second example", "case", "adapted from"),
        ("The example handbook", "publication", "publication"),
        ("Example day", "event", "event"),
    ]
    return [ego.Partner(title, "#", kind, role) for title, kind, role in names]


def texts() -> dict[str, Any]:
    """Facts, source, notes and messages."""
    return {
        "facts": [
            Fact("Place", [Value("Malmö, Sweden", "#")]),
            Fact("Legal form", [Value("Work-integrating social enterprise")]),
            Fact("Reaches", [Value("Young people"), Value("Women far from the labour market")]),
            Fact("Website", [Value("example.org", "https://example.org/", external=True)]),
        ],
        "source": {"name": "Examples 2017", "url": "#", "record_url": "https://example.org/1"},
        "licence": {"label": "CC0 1.0", "url": "https://example.org/licence"},
        "notes": ["An editorial reading, to be confirmed by the centre."],
        "other_languages": [
            {"code": "fi", "name": "suomi", "url": "#"},
            {"code": "el", "name": "ελληνικά", "url": "#"},
        ],
        "prose": mark_safe(
            "<p>A paragraph with a <a href='#'>link</a>, <strong>weight</strong> and <em>stress</em>.</p>"
            "<h2>Heading</h2><ul><li>One</li><li>Two</li></ul><blockquote><p>Somebody said this.</p></blockquote>"
            "<pre><code>GET /api/v1/entries/?kind=case</code></pre>"
        ),
        "errors": [{"text": "Shorten the summary to 300 characters", "href": "#q"}],
        "alert_items": ["“colour” is not a filter.", "“XX” is not a country."],
        "suggestions": [
            {"label": "Without the filter “Country: Latvia”", "url": "#", "count": 31},
            {"label": "employment", "url": "#", "count": 1214},
        ],
    }


def drawings() -> dict[str, Any]:
    """Maps, networks and bars."""
    points = [europe.project(*CITIES["Malmö"]), europe.project(*CITIES["Rīga"])]
    box = europe.window(points[:1])
    centre = ego.Partner("Example kitchen", "#", "case", "")
    hero = europe.dots(PLACES, nearest=6)
    return {
        "hero_dots": hero,
        "hero_labels": [{"x": hero[0].x + 14, "y": hero[0].y + 5, "text": "Malmö"}],
        "map_dots": europe.dots(PLACES, nearest=52, smallest=25, largest=50),
        "points": points[:1],
        "view_box": box,
        "pin": europe.pin_radius(box),
        "wide": ego.draw_wide(centre, partners()),
        "narrow": ego.draw_narrow(centre, partners()),
        "groups": [
            {
                "role": "Partners",
                "partners": [{"title": p.title, "url": p.url, "note": p.role} for p in partners()],
            }
        ],
        "rows": [
            {"label": city, "value": 1978 // n, "percent": 100 / n, "url": "#", "element": n if n < 6 else None}
            for n, city in enumerate(CITIES, 1)
        ],
    }


def picture(name: str, width: int, height: int, text: str, *, credit: str = "") -> dict[str, Any]:
    """One of our own drawings, as if somebody had sent it in."""
    src = static(f"img/{name}")
    sizes = {"src": src, "srcset": f"{src} {width}w", "sizes": f"{width}px", "largest": src}
    return {**sizes, "width": width, "height": height, "alternative_text": text, "credit": credit}


def samples() -> dict[str, Any]:
    """The whole context of components/gallery.html."""
    return {
        "section": "explore",
        "crumbs": [{"label": "Components", "url": "#"}, {"label": "Gallery"}],
        "entries": entries(),
        "logo": picture("icon-192.png", 96, 96, "Example kitchen"),
        "pictures": [picture("social.png", 1200, 630, f"Example {number}", credit="Made up") for number in (1, 2)],
        "facets": facets(),
        "chips": [Chip("Latvia", "#"), *(Chip(f"Tag {number}", "#", "Tag") for number in range(1, 14))],
        "sorts": [
            {"value": "best", "label": "Best match", "selected": True},
            {"value": "newest", "label": "Newest", "selected": False},
        ],
        "pager": pager(7, 79, lambda page: f"?page={page}"),
        "letters": [{"letter": x, "url": "" if x in "ÅÄ" else "#", "current": x == "B"} for x in "ABCÅÄÖØÞĒΩЖ"],
        "steps": [
            {"title": title, "text": text, "url": "#", "note": f"{31 - 4 * n} of 35 cases", "number": n}
            for n, (title, text) in enumerate(STEPS, 1)
        ],
        "case_steps": [
            {
                "number": n,
                "title": title,
                "html": mark_safe(f"<p>{text}</p>"),
                "tags": [{"label": "Scaling finance", "url": "#"}] if n == 4 else [],
            }
            for n, (title, text) in enumerate(STEPS, 1)
        ],
        "figures": [
            {"value": 1978, "label": "organisations, most of them first mapped long ago", "url": "#"},
            {"value": 1043, "label": "projects", "url": "#"},
            {"value": 35, "label": "best-practice cases"},
        ],
        **texts(),
        **drawings(),
    }
