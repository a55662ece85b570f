"""What somebody without an entry answers to a few questions; all of them may stay empty."""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from directory.search.follower import reading
from funding.matching.needs import Need, need_of_answers
from funding.wording import share_in_words
from sinet.common.locales import page_locale
from sinet.common.money import currencies, display, in_euro

LISTS: Final = ("country", "applicant", "theme", "element", "challenge", "sdg", "esf")
"""Questions whose answers are terms, in their order on the page."""
_MOST_VALUES: Final = 30
_LARGEST: Final = Decimal(10) ** 12
_EURO: Final = "EUR"


@dataclass(slots=True)
class Answers:
    """What was answered, with what is wrong in it."""

    chosen: dict[str, list[str]] = field(default_factory=dict)
    support: list[str] = field(default_factory=list)
    amount: str = ""
    currency: str = _EURO
    share: str = ""
    number: Decimal | None = None
    """The amount as a number in its currency."""
    euro: Decimal | None = None
    """The amount in euro."""
    own_share: float | None = None
    errors: list[dict[str, str]] = field(default_factory=list)
    given: bool = False
    """Whether anything was answered."""

    @classmethod
    def read(cls, params: QueryDict, *, for_entry: bool = False) -> "Answers":
        """The answers in an address. For an entry only what its entry cannot say."""
        answers = cls()
        for word in () if for_entry else LISTS:
            values = answers._terms(params, word)
            if values:
                answers.chosen[word] = values
        answers.support = answers._terms(params, "funding")
        answers._read_amount(params)
        answers._read_share(params)
        answers.given = bool(answers.chosen or answers.support or answers.amount or answers.share)
        return answers

    @property
    def query(self) -> str:
        """The answers as in an address, in one form whatever the order in which they were given."""
        pairs = [(word, value) for word, values in self.chosen.items() for value in sorted(set(values))]
        pairs += [("funding", value) for value in sorted(set(self.support))]
        if self.number is not None:
            pairs += [("amount", str(self.number)), ("currency", self.currency)]
        if self.own_share is not None:
            pairs.append(("own_share", f"{self.own_share:g}"))
        return urlencode(pairs)

    def in_words(self, language: str) -> str:
        """The answers in one line: "Latvia, Health, Grant, €25,000"."""
        given = {**self.chosen, "funding": self.support}
        names = [reading().catalogue.label(word, one, language) for word, values in given.items() for one in values]
        if self.number is not None:
            names.append(display(self.number, self.currency, page_locale()))
        return ", ".join(filter(None, [*names, share_in_words(self.own_share)]))

    def need(self) -> Need:
        chosen = dict(self.chosen)
        # Organisations say their type by the terms of organisations; `applicant` has those and a few beside.
        if "applicant" in chosen:
            chosen["type"] = [key for key in chosen["applicant"] if reading().catalogue.is_valid("type", key)]
        return need_of_answers(chosen, support=self.support, amount=self.euro, own_share=self.own_share)

    def _terms(self, params: QueryDict, word: str) -> list[str]:
        values = [value for value in params.getlist(word) if value][:_MOST_VALUES]
        catalogue = reading().catalogue
        for value in values:
            if not catalogue.is_valid(word, value):
                text = _("There is no answer “%(value)s” to this question. Choose from the list.") % {
                    "value": value[:60]
                }
                self.errors.append({"text": text, "href": f"#q-{word}"})
        return [value for value in values if catalogue.is_valid(word, value)]

    def _read_amount(self, params: QueryDict) -> None:
        self.amount = (params.get("amount") or "").strip()[:30]
        self.currency = (params.get("currency") or _EURO).strip().upper()[:3]
        if not self.amount:
            return
        number = _number(self.amount)
        if number is None or not 0 < number <= _LARGEST:
            self.errors.append({"text": _("Write the amount as a number, such as 25000."), "href": "#q-amount"})
            return
        converted = in_euro(number, self.currency, timezone.localdate()) if self.currency in currencies() else None
        if converted is None:
            text = _("There is no rate for the currency “%(code)s”. Write the amount in euro.") % {
                "code": self.currency
            }
            self.errors.append({"text": text, "href": "#q-currency"})
            return
        self.number, self.euro = number, converted.amount

    def _read_share(self, params: QueryDict) -> None:
        self.share = (params.get("own_share") or "").strip().removesuffix("%").strip()[:10]
        number = _number(self.share) if self.share else None
        if self.share and (number is None or not 0 <= number <= 100):
            self.errors.append({"text": _("Write your own share as a number from 0 to 100."), "href": "#q-own_share"})
        elif number is not None:
            self.own_share = float(number)


def _number(text: str) -> Decimal | None:
    """A number as people write it: "25 000", "25.000", "25,000.50", "25000,5"."""
    digits = "".join(text.split()).replace("\u2019", "").replace("'", "")
    head, mark, tail = digits.rpartition("," if digits.rfind(",") > digits.rfind(".") else ".")
    if mark and len(tail) != 3:
        digits = head.replace(",", "").replace(".", "") + "." + tail
    else:
        digits = digits.replace(",", "").replace(".", "")
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
