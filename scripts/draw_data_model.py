"""Draws docs/reference/data-model.svg out of the models themselves: `python -m scripts.draw_data_model`.

Groups and their places are set here; the boxes and their fields come from the code, and a test fails when the
committed drawing is not the present one. Colours are those of the page around it (currentColor, Furo's variables).
"""

import os
import sys
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import django
from django.db import models

TARGET = Path(__file__).resolve().parent.parent / "docs" / "reference" / "data-model.svg"
WIDTH = 1280
GAP = 24
PAD = 14
ROW = 17
HEAD = 26
DESCRIPTION = (
    "Entry stands in the middle. Above it: vocabularies and origin, centres and people, history. Below it: the five "
    "kinds, what an entry has any number of, what is derived for search, and the gazetteer. At the bottom, apart "
    "from entries: proposals and their course, reports and mails, "
    "the desk of a centre; then funding: calls and funders, grants, introductions. "
    "The tables on this page say the same."
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" fill="currentColor"'
    ' aria-labelledby="model-title model-description" font-family="system-ui, sans-serif" font-size="12">'
)


@dataclass(frozen=True)
class Box:
    """One model: its name and its fields, a pointer written as `name → Model`."""

    name: str
    rows: list[str]

    @property
    def height(self) -> int:
        return HEAD + ROW * len(self.rows) + 8


@dataclass
class Group:
    """Models that stand together, in columns, with one line to Entry; its words stand beside the line."""

    title: str
    columns: list[list[str]]
    width: int
    tie: str = ""
    boxes: list[list[Box]] = field(default_factory=list)

    @property
    def height(self) -> int:
        tallest = max(sum(box.height for box in column) + PAD * (len(column) - 1) for column in self.boxes)
        return HEAD + PAD + tallest + PAD


ABOVE = [
    Group(
        "What entries refer to",
        [["Vocabulary", "Source"], ["Term"], ["Tag", "TaggedEntry"]],
        532,
        "terms, tags, one source",
    ),
    Group("Who is responsible", [["Centre"], ["CentreMember", "User"]], 340, "at most one centre"),
    Group("History, append-only", [["ChangeSet", "Change"], ["Revision"]], 380, "every change"),
]
BELOW = [
    Group(
        "One for each entry, by its kind",
        [["Organisation", "Event"], ["Project", "Publication"], ["Case"]],
        400,
        "one to one",
    ),
    Group(
        "Any number for each entry",
        [["EntryPlace"], ["EntryText"], ["Relation", "FormerSlug"]],
        412,
        "many to one",
    ),
    Group(
        "Derived, for search and counts",
        [["FacetRow", "Notice"], ["SearchRow", "FacetValue", "Word", "NameRow"]],
        270,
        "at most one",
    ),
    Group("Gazetteer", [["City", "Country"]], 160),
]
REVIEW = [
    Group(
        "From a proposal to a decision",
        [["Proposal"], ["ProposalEvent", "Token", "ContactPerson"], ["Submitter", "Fingerprint", "Picture"]],
        560,
    ),
    Group("Reports, messages, mails, alerts", [["Report"], ["Message", "Mail", "Alert"]], 380),
    Group(
        "The desk of a centre",
        [["Criterion", "CannedReply", "SavedView"], ["Batch", "Decision"], ["Invitation", "Tally", "Erasure"]],
        560,
    ),
]
FUNDING = [
    Group("Calls and funders", [["Call"], ["FunderProfile"], ["Opportunity", "Match"]], 480),
    Group("Grants, as their publishers tell them", [["Grant"], ["GrantImport"], ["GrantParty", "GrantCandidate"]], 600),
    Group("Introductions", [["Introduction"]], 174),
]


def box(model: type[models.Model]) -> Box:
    """Every column of the model in its order, the automatic key left out; then what lies in tables between."""
    rows = []
    for column in (*model._meta.concrete_fields, *model._meta.local_many_to_many):
        if column.name == "id" or (model.__name__ == "User" and column.name not in _OF_USERS):
            continue
        target = column.remote_field.model.__name__ if column.remote_field else ""
        rows.append(f"{column.name} → {target}" if target else column.name)
    return Box(model.__name__, rows)


_OF_USERS = {"email", "first_name", "last_name", "is_staff", "is_active"}
"""What the admin shows of an account; the rest is Django's own."""


def draw() -> str:
    """The whole drawing as SVG."""
    from django.apps import apps

    of_apps = (apps.get_app_config(app).get_models() for app in ("directory", "funding"))
    boxes = {model.__name__: box(model) for models_of_app in of_apps for model in models_of_app}
    for group in (*ABOVE, *BELOW, *REVIEW, *FUNDING):
        group.boxes = [[boxes.pop(name) for name in column] for column in group.columns]
    entry = boxes.pop("Entry")
    if boxes:
        sys.exit(f"No place in the drawing for: {', '.join(boxes)}. Name them in {Path(__file__).name}.")
    parts: list[str] = []
    top = max(group.height for group in ABOVE)
    entry_top = top + 46
    parts += _band(ABOVE, bottom=top)
    parts += _ties(ABOVE, y_from=top, y_to=entry_top)
    rows = -(-len(entry.rows) // 5)
    entry_height = HEAD + ROW * rows + 12
    parts += _entry(entry, entry_top, entry_height, rows)
    below_top = entry_top + entry_height + 46
    parts += _ties(BELOW, y_from=below_top, y_to=entry_top + entry_height)
    parts += _band(BELOW, top=below_top)
    review_top = below_top + max(group.height for group in BELOW) + GAP
    parts += _band(REVIEW, top=review_top)
    funding_top = review_top + max(group.height for group in REVIEW) + GAP
    parts += _band(FUNDING, top=funding_top)
    height = funding_top + max(group.height for group in FUNDING) + 2
    return "\n".join(
        [
            SVG.format(width=WIDTH, height=height),
            '<title id="model-title">The data model of sinet</title>',
            f'<desc id="model-description">{escape(DESCRIPTION)}</desc>',
            *parts,
            "</svg>",
            "",
        ]
    )


def _rect(x: int, y: int, width: int, height: int, look: str) -> str:
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}" {look}/>'


def _text(x: int, y: int, words: str, look: str = "") -> str:
    return f'<text x="{x}" y="{y}"{look and f" {look}"}>{escape(words)}</text>'


def _band(groups: list[Group], *, top: int | None = None, bottom: int = 0) -> list[str]:
    """Groups side by side, standing on `bottom` or hanging from `top`."""
    parts = []
    x = 1
    for group in groups:
        y = top if top is not None else bottom - group.height
        parts.append(_rect(x, y, group.width, group.height, 'rx="8" fill-opacity="0.05"'))
        parts.append(_text(x + PAD, y + 22, group.title, 'font-size="13" font-weight="600"'))
        width = (group.width - PAD * (len(group.boxes) + 1)) // len(group.boxes)
        for number, column in enumerate(group.boxes):
            box_y = y + HEAD + PAD
            for one in column:
                parts += _box(one, x + PAD + number * (width + PAD), box_y, width)
                box_y += one.height + PAD
        x += group.width + GAP // 2
    return parts


def _box(one: Box, x: int, y: int, width: int) -> list[str]:
    look = 'rx="4" fill="var(--color-background-primary, none)" stroke="currentColor" stroke-opacity="0.55"'
    rows = [_text(x + 8, y + HEAD + 11 + ROW * number, row, 'font-size="11.5"') for number, row in enumerate(one.rows)]
    return [_rect(x, y, width, one.height, look), _text(x + 8, y + 18, one.name, 'font-weight="700"'), *rows]


def _entry(entry: Box, y: int, height: int, rows: int) -> list[str]:
    """The wide box in the middle, its fields in columns of `rows`."""
    look = 'rx="6" fill="var(--color-background-secondary, none)" stroke="currentColor" stroke-width="2"'
    column = (WIDTH - 40) // 5
    fields = [
        _text(16 + column * (number // rows), y + HEAD + 12 + ROW * (number % rows), row)
        for number, row in enumerate(entry.rows)
    ]
    head = _text(16, y + 20, "Entry", 'font-size="14" font-weight="700"')
    return [_rect(1, y, WIDTH - 2, height, look), head, *fields]


def _ties(groups: list[Group], *, y_from: int, y_to: int) -> list[str]:
    """A line from the middle of each group to Entry, with its words."""
    parts = []
    x = 1
    for group in groups:
        if group.tie:
            middle = x + group.width // 2
            parts.append(f'<path d="M{middle} {y_from}V{y_to}" stroke="currentColor" stroke-width="1.5"/>')
            parts.append(_text(middle + 8, (y_from + y_to) // 2 + 4, group.tie, 'font-style="italic"'))
        x += group.width + GAP // 2
    return parts


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sinet.settings")
    os.environ.setdefault("SINET_MODE", "test")
    django.setup()
    TARGET.write_text(draw(), encoding="utf-8")


if __name__ == "__main__":
    main()
