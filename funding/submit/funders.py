"""The questions of the form about an organisation that gives."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from directory.choices import Kind
from directory.extensions import FormPart, Typed
from directory.submit.answers import Answers
from directory.submit.asks import Ask, Words
from directory.submit.forms import YES
from funding.submit.lines import read_money, typed_money

_KINDS: Final = frozenset({Kind.ORGANISATION})
_FOLD: Final = _("It gives funding or other support")
_LISTS: Final = {"funding": "funding", "themes": "theme", "elements": "element", "applicants": "applicant"}
_TEXTS: Final = ("how_to_apply", "apply_url", "support_note", "currency")


def _ask(name: str, look: str, label: Words, hint: Words = "", choices: str = "") -> Ask:
    path = f"funder.{name}" if name != "gives" else "funder"
    return Ask(
        f"funder_{name}",
        "evidence",
        path,
        look,
        label,
        hint,
        kinds=_KINDS,
        choices=choices,
        plain=False,
        fold=_FOLD,
    )


ASKS: Final = (
    _ask("gives", "tick", _("Does it give funding or other support?"), _("Then it stands in the list of funders.")),
    _ask("funding", "checks", _("Kinds of support"), choices="funding"),
    _ask("themes", "checks", _("Themes it funds"), choices="theme"),
    _ask("elements", "checks", _("Process steps it funds"), choices="element"),
    _ask("applicants", "checks", _("Who may apply"), choices="applicant"),
    _ask(
        "territories",
        "line",
        _("Countries it gives in"),
        _("Their codes of two letters with blanks between them, such as SE DK LV. Leave it empty if it is not known."),
    ),
    _ask("everywhere", "tick", _("It gives everywhere")),
    _ask("amount_min", "line", _("Least amount"), _("A number, such as 20 000.")),
    _ask("amount_max", "line", _("Largest amount"), _("A number, such as 20 000.")),
    _ask("currency", "line", _("Currency"), _("Its code of three letters, such as EUR or SEK.")),
    _ask("cofunding_share", "line", _("Own share in percent"), _("What the applicant has to bring.")),
    _ask("how_to_apply", "text", _("How to apply")),
    _ask("apply_url", "url", _("Address for applying")),
    _ask("support_note", "text", _("Other support")),
)


def typed_of(document: Mapping[str, Any]) -> Typed:
    """An organisation → the answers about it as a giver."""
    funder = document.get("funder")
    if funder is None:
        return {}
    return {
        "funder_gives": YES,
        **{f"funder_{name}": list(funder.get(name) or []) for name in _LISTS},
        "funder_territories": " ".join(funder.get("territories") or []),
        "funder_everywhere": YES if funder.get("everywhere") else "",
        **{f"funder_{name}": typed for name, typed in typed_money(funder).items()},
        **{f"funder_{name}": funder.get(name) or "" for name in _TEXTS},
    }


def put(document: dict[str, Any], answers: Answers) -> None:
    """The answers into the document. Whoever says anything of it says that it gives."""
    said = any(answers.text(ask.name).strip() for ask in ASKS if ask.name != "funder_gives")
    if YES not in answers.many("funder_gives") and not said:
        document["funder"] = None
        return
    document["funder"] = {
        **{name: answers.many(f"funder_{name}") for name in _LISTS},
        "territories": answers.text("funder_territories").replace(",", " ").split(),
        "everywhere": YES in answers.many("funder_everywhere"),
        **read_money(answers, "funder_"),
        **{name: answers.text(f"funder_{name}") for name in _TEXTS},
    }


FORM: Final = FormPart(kind=Kind.ORGANISATION, asks=ASKS, typed_of=typed_of, put=put, whole="")
