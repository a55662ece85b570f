"""The one scoring function: what is compared, whether it must be met, and what it weighs (docs/reference/matching.md).

Two sides are compared. `n` is a need: what somebody does, where, and what they look for. `o` is an opportunity, a call
or a funder. A criterion is met, missed, or unknown where either side says nothing about it. A hard criterion that is
missed means that it does not fit; the score is the sum of what the met ones weigh. So meeting one more never lowers
it, and what is not said neither helps nor harms. Only terms, places, amounts and days are compared, never words.
"""

from dataclasses import dataclass
from typing import Final, Literal

Key = Literal["territory", "applicant", "theme", "challenge", "element", "support", "amount", "own_share"]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is compared. The conditions are SQL over the sides `n` and `o`."""

    key: Key
    is_hard: bool
    weight: int
    known: str
    """Whether both sides say something about it."""
    met: str
    """Whether it is met, where it is known."""


def _shared(name: str, column: str) -> tuple[str, str]:
    """Known where the opportunity names some and the need has any of the sort; met where they share one."""
    return f"o.{column} <> '{{}}' AND n.has_{name}", f"n.facets && o.{column}"


CRITERIA: Final[tuple[Criterion, ...]] = (
    Criterion(
        "territory",
        is_hard=True,
        weight=10,
        known="o.everywhere OR (o.territories <> '{}' AND n.has_territory)",
        met="o.everywhere OR n.facets && o.territories",
    ),
    Criterion("applicant", True, 10, *_shared("applicant", "applicants")),
    Criterion("theme", False, 30, *_shared("theme", "themes")),
    Criterion("challenge", False, 10, *_shared("challenge", "challenges")),
    Criterion("element", False, 15, *_shared("element", "elements")),
    Criterion("support", False, 10, known="o.support <> '{}' AND n.support <> '{}'", met="n.support && o.support"),
    Criterion(
        "amount",
        is_hard=False,
        weight=10,
        known="n.amount IS NOT NULL AND (o.amount_min IS NOT NULL OR o.amount_max IS NOT NULL)",
        met="n.amount BETWEEN coalesce(o.amount_min, 0) AND coalesce(o.amount_max, n.amount)",
    ),
    Criterion(
        "own_share",
        is_hard=False,
        weight=5,
        known="n.own_share IS NOT NULL AND o.own_share IS NOT NULL",
        met="n.own_share >= o.own_share",
    ),
)
KEYS: Final = tuple(criterion.key for criterion in CRITERIA)

# The facets of an entry (or of answers) that say something about a criterion.
SIDES: Final[dict[str, tuple[str, ...]]] = {
    "territory": ("country", "region"),
    "applicant": ("type", "applicant"),
    "theme": ("theme",),
    "challenge": ("challenge", "beneficiary", "sdg", "esf"),
    "element": ("element",),
}


def verdicts() -> str:
    """SQL: a column for each criterion, in their order: 1 met, 0 missed, NULL unknown."""
    return ", ".join(
        f"CASE WHEN {one.known} THEN (CASE WHEN {one.met} THEN 1 ELSE 0 END) END AS {one.key}" for one in CRITERIA
    )


def score() -> str:
    """SQL over the columns of `verdicts`: 0 to 100."""
    return " + ".join(f"{one.weight} * coalesce({one.key}, 0)" for one in CRITERIA)


def fits() -> str:
    """SQL over the columns of `verdicts`: whether nothing that must be met is missed."""
    return " AND ".join(f"coalesce({one.key}, 1) = 1" for one in CRITERIA if one.is_hard)
