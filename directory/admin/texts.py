"""Texts by language, edited one line a language."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class TextsWidget(forms.MultiWidget):
    """One input for each language that the site offers."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({code: forms.TextInput() for code, _name in settings.LANGUAGES}, attrs)

    def decompress(self, value: dict[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code, _name in settings.LANGUAGES]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        shown = self.get_context(name, value, attrs)["widget"]["subwidgets"]
        lines = [self._line(language, one, renderer) for language, one in zip(settings.LANGUAGES, shown, strict=True)]
        return format_html("<div>{}</div>", format_html_join("", "{}", ((line,) for line in lines)))

    def _line(self, language: tuple[str, Any], shown: dict[str, Any], renderer: Any) -> SafeString:
        shown["attrs"].update({"aria-label": str(language[1]), "lang": language[0], "class": "vTextField"})
        drawn = self._render(shown["template_name"], {"widget": shown}, renderer)  # type: ignore[attr-defined]  # not in the stubs
        return format_html("<p>{} <small>{}</small></p>", drawn, language[1])


class TextsField(forms.MultiValueField):
    """{"en": ..., "sv": ...}. Languages that the site does not offer are kept as they are (see `TextsForm`)."""

    widget = TextsWidget

    def __init__(self, *, required: bool = True, **kwargs: Any) -> None:
        fields = [forms.CharField(required=False) for _language in settings.LANGUAGES]
        kwargs = {name: value for name, value in kwargs.items() if name in {"label", "help_text", "initial"}}
        super().__init__(fields, required=required, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        codes = [code for code, _name in settings.LANGUAGES]
        return {code: text for code, text in zip(codes, data_list, strict=False) if text}


class TextsForm(forms.ModelForm):
    """Writes texts by language back beside those in other languages."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        offered = {code for code, _name in settings.LANGUAGES}
        for name, field in self.fields.items():
            if isinstance(field, TextsField) and name in cleaned:
                before: dict[str, str] = getattr(self.instance, name) or {}
                kept = {code: text for code, text in before.items() if code not in offered}
                cleaned[name] = {**cleaned[name], **kept}
        return cleaned
