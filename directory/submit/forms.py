"""The forms of the steps. They show, name and keep what is typed; they decide nothing about it."""

from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from directory.choices import Kind
from directory.models import Term
from directory.submit.answers import Answers
from directory.submit.asks import OPEN_TOPICS, Ask, asks_of
from directory.submit.choices import choices_of

_INPUTS: Final[dict[str, dict[str, Any]]] = {
    "line": {},
    "url": {"inputmode": "url", "autocomplete": "url", "spellcheck": "false"},
    "day": {"inputmode": "numeric", "class": "input-short", "autocomplete": "off"},
    "time": {"inputmode": "numeric", "class": "input-short", "autocomplete": "off"},
}


YES: Final = "yes"
"""What a ticked box says."""


class AnyChoice(forms.ChoiceField):
    """A list; whether what was chosen exists is for the document to say."""

    def valid_value(self, value: Any) -> bool:
        return True


class AnyChoices(forms.MultipleChoiceField):
    def valid_value(self, value: Any) -> bool:
        return True


class StepForm(forms.Form):
    """The questions of one step, filled with what was typed. Errors are put in from the document's rules."""

    use_required_attribute = False

    def __init__(self, kind: Kind, step: str, answers: Answers, notes: dict[str, str]) -> None:
        super().__init__(data=_data(answers), auto_id="id_%s", error_class=_Errors)
        self.kind, self.step = kind, step
        for ask in asks_of(kind, step):
            field = _field(ask, kind, answers)
            if field is not None:
                self.fields[ask.name] = field
        self.notes = notes
        self.full_clean()

    @property
    def shown(self) -> list[dict[str, Any]]:
        """The fields that stand in no fold."""
        return [row for row in self.rows if not row["ask"].fold]

    @property
    def folds(self) -> list[dict[str, Any]]:
        """The fields that stand together in folds: {title, rows, open}; open is what says something."""
        found: dict[str, list[dict[str, Any]]] = {}
        for row in self.rows:
            if row["ask"].fold:
                found.setdefault(str(row["ask"].fold), []).append(row)
        return [
            {"title": title, "rows": rows, "open": any(row["field"].value() or row["field"].errors for row in rows)}
            for title, rows in found.items()
        ]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields with what their template needs: look, limit, a centre's note."""
        rows = []
        for ask in asks_of(self.kind, self.step):
            if ask.name in self.fields:
                note = self.notes.get(ask.name, "")
                folded = ask.step == "themes" and ask.look == "checks" and ask.name not in OPEN_TOPICS
                rows.append({"field": self[ask.name], "ask": ask, "note": note, "folded": folded})
        return rows


class _Errors(forms.utils.ErrorList):
    """Errors stand in our own markup."""


def _data(answers: Answers) -> Any:
    data = QueryDict(mutable=True)
    for name, value in answers.values.items():
        data.setlist(name, [value] if isinstance(value, str) else value)
    return data


def _field(ask: Ask, kind: Kind, answers: Answers) -> forms.Field | None:
    """The field of a question; None where its list is empty."""
    common: dict[str, Any] = {"label": ask.label_for(kind), "help_text": ask.hint, "required": False}
    if ask.look in ("text", "lines"):
        attrs: dict[str, Any] = {"rows": ask.rows}
        if ask.limit:
            attrs["data-limit"] = ask.limit
        return forms.CharField(widget=forms.Textarea(attrs), strip=False, **common)
    if ask.look in _INPUTS:
        return forms.CharField(widget=forms.TextInput(_INPUTS[ask.look]), strip=False, **common)
    if ask.look == "tick":
        return AnyChoices(choices=[(YES, _("Yes"))], widget=forms.CheckboxSelectMultiple, **common)
    choices = choices_of(ask.choices, answers.many(ask.name))
    if not choices:
        return None
    if ask.look == "checks":
        return AnyChoices(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    if ask.look == "radios":
        return AnyChoice(choices=choices, widget=forms.RadioSelect, **common)
    empty = [] if ask.choices in ("languages", "time-zones") else [("", _("Choose"))]
    return AnyChoice(choices=[*empty, *choices], widget=forms.Select, **common)


def methods_by_element(answers: Answers) -> list[dict[str, Any]]:
    """The steps of the process, each with its support methods, and which of them are ticked."""
    elements, methods = answers.many("element"), answers.many("method")
    found = list(Term.objects.current().filter(vocabulary="method").select_related("broader"))
    return [
        {
            "key": element.key,
            "label": element.label(),
            "definition": element.definition(),
            "ticked": element.key in elements,
            "methods": [
                {"key": method.key, "label": method.label(), "ticked": method.key in methods}
                for method in found
                if method.broader_id == element.pk
            ],
        }
        for element in Term.objects.current().filter(vocabulary="element")
    ]
