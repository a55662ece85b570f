"""The colours of static/css/tokens.css: every pair that stands on a page is readable in both themes (WCAG 2.2)."""

import re
from itertools import product

import pytest
from django.conf import settings

STYLES = settings.ROOT / "static" / "css"
TOKEN = re.compile(r"--([\w-]+):\s*(?:light-dark\((#\w{6}),\s*(#\w{6})\)|(#\w{6}));")
ELEMENTS = [f"element-{n}" for n in range(1, 6)]
GROUNDS = ["paper", "surface", "sunk"]

TEXT = [
    *product(["ink", "muted", "link"], GROUNDS),
    *product(["brand", "error"], ["paper", "surface"]),
    ("ink", "line"),
    ("ink", "mark"),
    *product(["on-brand"], ["brand", "brand-hover"]),
    *product(["on-berry"], ["berry", "berry-hover"]),
    *product(["on-deep", "on-deep-muted"], ["deep", "deep-raised"]),
    *product(["on-field", "on-field-muted"], ["field"]),
    *product(["surface"], ELEMENTS),
]
LINES = [
    *product(["line-strong", "bar", "edge", "brand", *ELEMENTS], ["paper", "surface"]),
    *product(["info", "success", "warning", "error"], ["surface"]),
    *product(["brand", "element-5"], ["land", "sea"]),
    ("berry", "deep"),
    ("berry", "deep-raised"),
    ("berry", "focus-edge"),
]


def tokens() -> dict[str, tuple[str, str]]:
    """Each colour in the light and in the dark theme."""
    found = TOKEN.findall((STYLES / "tokens.css").read_text())
    return {name: (light or both, dark or both) for name, light, dark, both in found}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it, 1 to 21."""
    lower, higher = sorted([luminance(one), luminance(other)])
    return (higher + 0.05) / (lower + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_stands_out_by_4_5(text: str, ground: str, theme: int) -> None:
    colours = tokens()
    assert contrast(colours[text][theme], colours[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(("line", "ground"), LINES)
def test_lines_and_signs_stand_out_by_3(line: str, ground: str, theme: int) -> None:
    colours = tokens()
    assert contrast(colours[line][theme], colours[ground][theme]) >= 3


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", [*GROUNDS, "deep", "deep-raised", "field", "brand", "land", "sea"])
def test_one_of_the_two_rings_of_the_focus_stands_out_by_3(ground: str, theme: int) -> None:
    colours = tokens()
    rings = [contrast(colours[ring][theme], colours[ground][theme]) for ring in ("berry", "focus-edge")]
    assert max(rings) >= 3


@pytest.mark.parametrize("name", ["base.css", "layout.css", "components.css", "drawings.css"])
def test_only_the_tokens_name_colours(name: str) -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", (STYLES / name).read_text()) == []


@pytest.mark.parametrize("name", ["base.css", "layout.css", "components.css", "drawings.css", "print.css"])
def test_every_token_that_is_used_is_defined(name: str) -> None:
    text = "".join(path.read_text() for path in STYLES.glob("*.css"))
    defined = set(re.findall(r"^\s*--([\w-]+):", text, re.MULTILINE))
    used = set(re.findall(r"var\(--([\w-]+)", (STYLES / name).read_text()))
    assert used - defined == set()
