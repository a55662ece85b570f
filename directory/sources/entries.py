"""The blocks that the documents of all sources share."""

import re
from collections import defaultdict
from typing import Any

from directory.sources.cleaning import MAX_TITLE, cut, one_line
from sinet.common.text import fold, slugify

Document = dict[str, Any]

SCHEMA_VERSION = 1
MAX_TAGS = 30
MAX_TAG = 60

_SMALL = frozenset(
    "a al and as at au aux con cu da das de dei del della delle der des di die do dos du e el en et for för i in la "
    "las le les los na o och og of on per por pour si să the to und v van von vom w y z zu è și s".split()
)
_KEPT = frozenset("CIC CIO ABC BAR USL INPS SSE SOS UK EU AMAI IDEMA CIC".split())
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’][^\W\d_]+)*")


def document(kind: str, uid: str, title: str, *, language: str, source: dict[str, Any]) -> Document:
    """An entry with nothing but its name: the other keys are set where the source says something."""
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": kind,
        "uid": uid,
        "slug": "",
        "state": "published",
        "language": language,
        "title": cut(title, MAX_TITLE),
        "summary": "",
        "description": "",
        "website": "",
        "links": [],
        "terms": {},
        "tags": [],
        "places": [],
        "relations": [],
        "texts": {},
        "source": source,
        "provenance": {},
        "verified_on": None,
        "merged_into": None,
        "notes": [],
        kind: {},
    }


def source_block(origin: dict[str, Any], record: str) -> dict[str, Any]:
    """Whence a record comes, on which terms; `origin` is its source's item of `sources.json`."""
    return {
        "key": origin["key"],
        "record": record,
        "licence": origin["licence"],
        "credit": origin["credit"],
        "retrieved_on": origin["retrieved_on"],
    }


def relate(subject: Document, role: str, target: Document, *, starts_on: str | None = None) -> None:
    """Add a relation to its subject, once."""
    relation = {"role": role, "object": target["uid"], "starts_on": starts_on, "ends_on": None}
    if relation not in subject["relations"]:
        subject["relations"].append(relation)


def note(entry: Document, field: str, text: str) -> None:
    entry["notes"].append({"field": field, "text": text})


def set_terms(entry: Document, vocabulary: str, keys: list[str]) -> None:
    """Give terms, once each and in the order given; none leaves the vocabulary out."""
    if keys:
        entry["terms"][vocabulary] = list(dict.fromkeys(keys))


def set_tags(entry: Document, tags: list[str]) -> None:
    """Give tags: one line each, without those that differ only in case or accents, at most thirty."""
    seen: dict[str, str] = {}
    for tag in tags:
        clean = one_line(tag).strip(" .,;:-")
        if 2 <= len(clean) <= MAX_TAG:
            seen.setdefault(fold(clean), clean)
    entry["tags"] = list(seen.values())[:MAX_TAGS]


def set_provenance(entry: Document, confirmed_on: str | None) -> None:
    """Say of each field that holds something that this source gave it, and the day of its last change there."""
    source = {"source": entry["source"]["key"], "confirmed_on": confirmed_on}
    fields = [key for key in ("title", "summary", "description", "website", "links", "tags", "places") if entry[key]]
    fields += [f"terms.{key}" for key in entry["terms"]]
    fields += [f"texts.{language}" for language in entry["texts"]]
    fields += [f"{entry['kind']}.{key}" for key, value in entry[entry["kind"]].items() if value]
    if entry["relations"]:
        fields.append("relations")
    entry["provenance"] = {field: dict(source) for field in fields}


def without_shouting(title: str) -> str:
    """Write a name of several words in capitals as names are written; leave short names and abbreviations.

    "DUNDEE INTERNATIONAL WOMEN’S CENTRE" changes; "INKOTA", "SOS FAIM", "BIOS C.I.C." stay. A Greek name stays:
    its capitals carry no accents, which could not be given back.
    """
    words = [re.sub(r"\W", "", word) for word in title.split()]
    lengths = sorted((len(word) for word in words if word.isalpha() and "." not in word), reverse=True)
    several = len(lengths) >= 2 and (lengths[1] >= 4 or (len(words) >= 3 and lengths[0] >= 6))
    if not title.isupper() or not several or any("Ͱ" <= character <= "Ͽ" for character in title):
        return title

    def lowered(match: re.Match[str]) -> str:
        word = match[0]
        dotted = title[match.end() : match.end() + 1] == "." and len(word) <= 4
        if word in _KEPT or dotted or title[match.start() - 1 : match.start()] == ".":
            return word
        if match.start() > 0 and match.end() < len(title) and fold(word) in _SMALL:
            return word.lower()
        return word[0] + word[1:].lower()

    return _WORD.sub(lowered, title)


def give_slugs(documents: list[Document]) -> None:
    """Give each document a readable address that no other has: the title, then a number."""
    used: dict[str, int] = defaultdict(int)
    for entry in documents:
        base = slugify(entry["title"])
        slug = base
        while slug in used:
            used[base] += 1
            slug = f"{base}-{used[base]}"
        used[slug] = max(used[slug], 1)
        entry["slug"] = slug


def same_name_pairs(documents: list[Document]) -> list[tuple[str, str, str]]:
    """Pairs of entries of one kind with the same folded name and town, or country where there is no town."""
    groups: dict[tuple[str, str, str], list[Document]] = defaultdict(list)
    for entry in documents:
        places = entry["places"] or [{"city": "", "country": None}]
        where = fold(places[0]["city"] or places[0]["country"] or "")
        groups[entry["kind"], name_key(entry["title"]), where].append(entry)
    return [
        (first["slug"], second["slug"], "same name and town" if where else "same name")
        for (_, _, where), group in sorted(groups.items())
        for position, first in enumerate(group)
        for second in group[position + 1 :]
    ]


def name_key(name: str) -> str:
    """The letters and digits of a folded name: how two spellings of one name are found."""
    return " ".join(re.findall(r"\w+", fold(name)))
