"""The inputs of a form: what each kind of field looks like filled in, and its value back from what was sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from directory.curate.picking import Pick
from directory.documents.validate import ASK_MOMENT
from directory.extensions import Field
from directory.models import Term

MOST: Final = 300
"""Rows of one list."""
_NOTHING: Final[tuple[object, ...]] = ("", None, False, [])


@dataclass(slots=True)
class Input:
    """One field of the form: how its input looks, and `value` as that shows it.

    `look`: line, text, lines (a text of which each line is one of a list), select, checks, tick, pick or rows.
    """

    name: str
    label: str
    look: str
    value: Any = ""
    choices: list[tuple[str, str]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    hint: str = ""

    @property
    def anchor(self) -> str:
        """What a link to it names: of a list its last row, where one more is written."""
        return self.value[-1].inputs[0].anchor if self.look == "rows" else f"#id-{self.name}"


@dataclass(slots=True)
class Row:
    """One record of a list; the last is empty, for one more."""

    inputs: list[Input]
    is_new: bool = False
    errors: list[str] = field(default_factory=list)


def input_of(name: str, one: Field, value: Any, sent: QueryDict, *, kind: str = "") -> Input:
    """The input of a field. `sent`: what was typed, for names of entries; `kind`: the only one that is picked."""
    made = Input(name, str(one.label), "line", "" if value is None else value, hint=str(one.hint))
    if one.look == "entry":
        made.look, made.value = "pick", Pick.of(name, sent, kind=kind, uid=value or "")
    elif one.look == "records":
        made.look, made.value = "rows", _rows(name, one.columns, value or [], sent)
    elif one.look == "tick":
        made.look, made.value = "tick", bool(value)
    elif one.look == "checks":
        made.look, made.value, made.choices = "checks", list(value or []), _terms(one.vocabulary, value or [])
    elif one.choices:
        made.look, made.choices = "select", [("", _("Not said")), *one.choices()]
    elif one.look == "lines":
        made.look, made.value, made.hint = "lines", "\n".join(value or []), _("One in a line.")
    elif one.look == "text":
        made.look = "text"
    elif one.look == "moment":
        made.hint = str(ASK_MOMENT)
    return made


def was_sent(one: Input, post: QueryDict) -> bool:
    """Whether the form had this input. What was not ticked is not sent: a form has all its ticks, or none is read."""
    if one.look == "rows":
        return any(True for _number in _numbers(one.name, post))
    return one.name in post or one.look in ("checks", "tick") or f"{one.name}-object" in post


def value_of(name: str, one: Field, post: QueryDict) -> Any:
    """What was sent for a field, as documents have it."""
    text = post.get(name, "").replace("\0", "")
    if one.look == "tick":
        return name in post
    if one.look == "checks":
        return post.getlist(name)
    if one.look == "entry":
        return post.get(f"{name}-object", "").replace("\0", "").strip() or None
    if one.look in ("moment", "number"):
        return text.strip() or None
    if one.look == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if one.look == "records":
        return [record for _number, record in _records(name, one.columns, post)]
    return text.strip()


def _terms(vocabulary: str, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """The terms of a vocabulary, with what is chosen."""
    choices = [(term.key, term.label()) for term in Term.objects.current().filter(vocabulary=vocabulary)]
    return with_chosen(choices, chosen)


def with_chosen(choices: list[tuple[str, str]], chosen: Sequence[str]) -> list[tuple[str, str]]:
    """The choices, and those that were made though they are no longer among them."""
    known = {key for key, _label in choices}
    return choices + [(key, key) for key in chosen if key not in known]


# --- rows of a list -------------------------------------------------------------------------------
def _rows(name: str, columns: Sequence[Field], records: Sequence[Mapping[str, Any]], sent: QueryDict) -> list[Row]:
    """The records in their order, then a row for one more; each with the name of an entry that was typed in it."""
    kept = [number for number, _record in _records(name, columns, sent)] or list(range(len(records)))
    left = (number for number in _numbers(name, sent) if number not in kept and f"{name}-{number}-remove" not in sent)
    added = next(left, -1)
    rows = []
    for place, (was, record) in enumerate([*zip(kept, records, strict=False), (added, {})]):
        inputs = [input_of(f"{name}-{was}-{one.name}", one, record.get(one.name), sent) for one in columns]
        for one in inputs:
            one.name = one.name.replace(f"{name}-{was}-", f"{name}-{place}-", 1)
            if one.look == "pick":
                one.value.name = one.name
        rows.append(Row(inputs, is_new=place == len(records)))
    return rows


def _records(name: str, columns: Sequence[Field], sent: QueryDict) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows that say something and were not ticked to be taken out, with the numbers that they had."""
    for number in _numbers(name, sent):
        record = {one.name: value_of(f"{name}-{number}-{one.name}", one, sent) for one in columns}
        if f"{name}-{number}-remove" not in sent and any(value not in _NOTHING for value in record.values()):
            yield number, record


def _numbers(name: str, sent: QueryDict) -> list[int]:
    begin = f"{name}-"
    found = {key.removeprefix(begin).partition("-")[0] for key in sent if key.startswith(begin)}
    return sorted(int(number) for number in found if number.isdecimal() and len(number) < 4)[: MOST + 1]
