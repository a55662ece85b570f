"""Makes up entries to measure with: N documents, the same for the same N and seed. Never mix them with real ones.

Words follow Zipf's law in each of six languages (stop words first, then words of the field, then a long made-up tail),
so that a search is as selective as in real text.
"""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from typing import Any, Final, NamedTuple
from uuid import UUID

from tests.bench.words import FIELD, LANGUAGE_OF, LANGUAGES, PLACES, STOP, SYLLABLES

CHUNK: Final = 5_000
_TAIL: Final = 20_000
_TAGS: Final = 2_000
_KINDS: Final = {"organisation": 45, "project": 40, "case": 10, "publication": 3, "event": 2}
_RANDOM_BITS: Final = 62

# The keys of terms that are shipped with the directory.
_TERMS: Final = {
    "theme": (
        "health-and-care skills-and-learning food-environment-and-climate-change migration-and-integration"
        " digital-democracy cities-and-urban-development work-and-employment culture-and-arts"
    ).split(),
    "technology": (
        "social-networks-and-social-media open-data mobile-and-web-apps open-source-technologies"
        " peer-to-peer-networks online-learning-and-moocs big-data sensors-and-internet-of-things"
    ).split(),
    "element": "identify mobilise ideate realise change".split(),
    "sdg": [str(number) for number in range(1, 18)],
}
_TYPES: Final = (
    "social-enterprise-or-non-profit for-profit-business academia-or-research grassroots-or-community-network"
    " government-or-public-sector"
).split()
_STATUS: Final = "idea pilot running scaling ended".split()


class Town(NamedTuple):
    name: str
    latitude: float
    longitude: float


@cache
def vocabulary(language: str) -> tuple[list[str], list[float]]:
    """Words of a language by rank, and their cumulated weights."""
    chance = random.Random(f"vocabulary-{language}")
    first, middle, last, endings = (part.split(" ") for part in SYLLABLES[language])
    words = [*STOP[language], *FIELD[language]]
    seen = set(words)
    while len(words) < _TAIL:
        syllables = chance.choice((1, 2, 2, 3))
        word = "".join(chance.choice(first) + chance.choice(middle) + chance.choice(last) for _ in range(syllables))
        word += chance.choice(endings)
        if word not in seen:
            seen.add(word)
            words.append(word)
    return words, list(accumulate(1 / (rank + 2) for rank in range(len(words))))


@cache
def tags() -> tuple[list[str], list[float]]:
    chance = random.Random("tags")
    found: dict[str, None] = {}
    while len(found) < _TAGS:
        found[" ".join(chance.sample(FIELD["en"], chance.choice((1, 2, 2, 2))))] = None
    return list(found), list(accumulate(1 / (rank + 1) for rank in range(_TAGS)))


@cache
def countries() -> tuple[dict[str, list[Town]], list[int]]:
    towns: dict[str, list[Town]] = {}
    weights = []
    for line in PLACES.strip().splitlines():
        code, weight, *rest = line.split()
        weights.append(int(weight) + 3)
        towns[code] = [Town(rest[i], float(rest[i + 1]), float(rest[i + 2])) for i in range(0, len(rest), 3)]
    return towns, list(accumulate(weights))


def documents(count: int, *, seed: str = "1") -> Iterator[dict[str, Any]]:
    """That many documents of entries. Chunks have chances of their own, so that a part of them is always the same."""
    for chunk in range((count + CHUNK - 1) // CHUNK):
        chance = random.Random(f"{seed}-{chunk}")
        for number in range(chunk * CHUNK, (chunk + 1) * CHUNK):
            document = _document(number, chance)
            if number < count:
                yield document


def uid(number: int) -> str:
    """The identifier of the entry with this number, of version 7."""
    chance = random.Random(f"uid-{number}").getrandbits(_RANDOM_BITS)
    return str(UUID(int=(1_700_000_000_000 + number) << 80 | 0x7 << 76 | 0b10 << 62 | chance))


def rare_word() -> str:
    """A word that a few entries in a hundred thousand have."""
    return vocabulary("en")[0][6000]


def _document(number: int, chance: random.Random) -> dict[str, Any]:
    towns, weights = countries()
    country = chance.choices(list(towns), cum_weights=weights)[0]
    own = LANGUAGE_OF.get(country)
    mostly = own and chance.random() < 0.7
    language = own if mostly else chance.choices(list(LANGUAGES), cum_weights=list(accumulate(LANGUAGES.values())))[0]
    words, ranks = vocabulary(str(language))
    lengths = chance.randint(20, 60), chance.randint(80, 200)
    text = chance.choices(words, cum_weights=ranks, k=sum(lengths))
    title = words[chance.randint(100, _TAIL - 1)].capitalize()
    title += " " + " ".join(chance.sample(FIELD[str(language)], chance.randint(1, 4)))
    kind = chance.choices(list(_KINDS), list(_KINDS.values()))[0]
    names, tag_weights = tags()
    return {
        "schema_version": 1,
        "kind": kind,
        "uid": uid(number),
        "language": language,
        "title": title,
        "summary": " ".join(text[: lengths[0]]).capitalize()[:590] + ".",
        "description": _sentences(text[lengths[0] :], chance),
        "website": f"https://entry-{number}.example.org/",
        "terms": _terms(kind, chance),
        "tags": sorted(set(chance.choices(names, cum_weights=tag_weights, k=chance.randint(0, 6)))),
        "places": [_place(country, chance.choice(towns[country]), chance)],
        "relations": _relations(number, chance),
        "verified_on": str(date(2024, 1, 1) + timedelta(days=chance.randint(0, 700))),
    }


def _sentences(words: list[str], chance: random.Random) -> str:
    sentences, at = [], 0
    while at < len(words):
        length = chance.randint(8, 22)
        sentences.append(" ".join(words[at : at + length]).capitalize() + ".")
        at += length
    return " ".join(sentences)


def _terms(kind: str, chance: random.Random) -> dict[str, list[str]]:
    terms = {
        "theme": chance.sample(_TERMS["theme"], chance.choice((1, 1, 2, 3))),
        "technology": chance.sample(_TERMS["technology"], chance.choice((0, 1, 1, 2, 3))),
        "sdg": chance.sample(_TERMS["sdg"], chance.choice((0, 0, 1, 2))),
    }
    if kind == "case":
        terms["element"] = chance.sample(_TERMS["element"], chance.choice((1, 2, 3)))
    if kind == "organisation":
        terms["type"] = [chance.choice(_TYPES)]
    if kind in {"project", "case"}:
        terms["status"] = [chance.choice(_STATUS)]
    return terms


def _place(country: str, town: Town, chance: random.Random) -> dict[str, Any]:
    return {
        "country": country,
        "city": town.name,
        "latitude": round(town.latitude + chance.gauss(0, 0.15), 5),
        "longitude": round(town.longitude + chance.gauss(0, 0.2), 5),
        "precision": "address",
        "main": True,
    }


def _relations(number: int, chance: random.Random) -> list[dict[str, str]]:
    """One entry in five has one or two partners among those before it."""
    if number == 0 or chance.random() > 0.2:
        return []
    others = {chance.randrange(number) for _ in range(chance.choice((1, 2)))}
    return [{"role": "partner", "object": uid(other)} for other in sorted(others)]
