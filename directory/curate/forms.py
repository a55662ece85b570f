"""The forms of a centre's own records."""

from typing import ClassVar

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from directory.models import CannedReply, Criterion
from sinet.common.ids import uuid7

_AREA = {"rows": 3}


class CriterionForm(forms.Form):
    """A criterion in each language of the site; English, or the first that is given, stands for the others."""

    use_required_attribute = False

    def __init__(self, data: QueryDict | None = None, *, instance: Criterion | None = None) -> None:
        super().__init__(data)
        self.instance = instance or Criterion()
        for code, name in settings.LANGUAGES:
            self.fields[f"label_{code}"] = forms.CharField(
                label=_("In %(language)s") % {"language": name}, max_length=150, required=False
            )
            self.fields[f"text_{code}"] = forms.CharField(
                label=_("Explained in %(language)s") % {"language": name},
                max_length=1000,
                required=False,
                widget=forms.Textarea(_AREA),
            )

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(f"label_{code}") for code, _name in settings.LANGUAGES):
            raise forms.ValidationError(_("Write the criterion in at least one language."))
        return cleaned

    def save(self) -> Criterion:
        """Put the words into the criterion, which gets its key from them when it is new."""
        criterion = self.instance
        criterion.labels = self._texts("label")
        criterion.texts = self._texts("text")
        first = next(iter(criterion.labels.values()))
        criterion.labels.setdefault(settings.LANGUAGE_CODE, first)
        if not criterion.key:
            criterion.key = f"{slugify(first)[:24] or 'criterion'}-{uuid7().hex[-6:]}"
        criterion.save()
        return criterion

    def _texts(self, name: str) -> dict[str, str]:
        found = {code: self.cleaned_data[f"{name}_{code}"] for code, _name in settings.LANGUAGES}
        return {code: text for code, text in found.items() if text}


class ReplyForm(forms.ModelForm[CannedReply]):
    use_required_attribute = False

    class Meta:
        model = CannedReply
        fields: ClassVar = ["title", "language", "text"]
        widgets: ClassVar = {"text": forms.Textarea(_AREA), "language": forms.Select(choices=settings.LANGUAGES)}
        labels: ClassVar = {"title": _("Short name"), "language": _("Language"), "text": _("Text")}
