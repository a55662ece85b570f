"""The forms, with messages that say what to do."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from directory.access.limits import TRAP
from directory.models import Alert, Report

REASONS = [(reason.value, reason.label) for reason in Report.Reason if reason != Report.Reason.SPAM_MESSAGE]
_ADDRESS = _("Write an e-mail address like name@example.org.")


class GuardedForm(forms.Form):
    """A form with the field that nobody sees and a program fills in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[TRAP] = forms.CharField(required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        if self.cleaned_data.get(TRAP):
            self.add_error(TRAP, _("Leave the field “Nickname” empty: it is there to catch programs."))
        return self.cleaned_data

    def problems(self) -> list[dict[str, str]]:
        """For the summary above the form."""
        return [
            {"text": str(text), "href": f"#id_{name}" if name != "__all__" else "#main"}
            for name, texts in self.errors.items()
            for text in texts
        ]


class ReportForm(GuardedForm):
    """Regulation (EU) 2022/2065, Art. 16(2): why, where, by whom, in good faith."""

    reason = forms.ChoiceField(
        label=_("What is the matter?"), choices=REASONS, error_messages={"required": _("Choose what is the matter.")}
    )
    place = forms.CharField(
        label=_("Where on the page is it?"),
        required=False,
        max_length=250,
        help_text=_("For instance: in the summary, the second picture."),
    )
    text = forms.CharField(
        label=_("What is wrong, and why?"),
        min_length=10,
        max_length=5000,
        help_text=_("If you think that it is unlawful, say which law, as far as you know."),
        error_messages={"required": _("Say what is wrong and why."), "min_length": _("Say what is wrong and why.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        help_text=_("We send you the decision. Those who are reported do not get to know it."),
        error_messages={"invalid": _ADDRESS},
    )
    good_faith = forms.BooleanField(
        label=_("To the best of my knowledge what I write here is right and complete."),
        error_messages={"required": _("Tick the box to say that what you write is right, as far as you know.")},
    )


class MessageForm(GuardedForm):
    sender_name = forms.CharField(
        label=_("Your name"), max_length=200, error_messages={"required": _("Write your name.")}
    )
    sender_email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We mail you a link to confirm the message. Who gets the message sees your address, to answer."),
        error_messages={"required": _("Write your e-mail address."), "invalid": _ADDRESS},
    )
    text = forms.CharField(
        label=_("Your message"),
        min_length=10,
        max_length=5000,
        error_messages={
            "required": _("Write your message."),
            "min_length": _("Write at least %(limit_value)d characters."),
        },
    )


class AlertForm(GuardedForm):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("We mail you a link to confirm. The address serves for this alone; every mail has a link to stop."),
        error_messages={"required": _("Write your e-mail address."), "invalid": _ADDRESS},
    )
    rhythm = forms.ChoiceField(
        label=_("How often?"),
        choices=Alert.Rhythm.choices,
        initial=Alert.Rhythm.WEEKLY,
        help_text=_("At most one mail, and none when nothing is new."),
        error_messages={"required": _("Choose how often."), "invalid_choice": _("Choose how often.")},
    )
