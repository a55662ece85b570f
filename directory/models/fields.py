"""Field types of the directory's own."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Least, Left, Length
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext_lazy as _

PARTIAL_DATE = r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$"
ASK_PARTIAL_DATE = _("Write a year, a month or a day: 2019, 2019-05 or 2019-05-17.")


class PartialDateField(models.CharField[str, str]):
    """A day, a month or only a year as ISO 8601 text ("2019-05-17", "2019-05", "2019"), "" when unknown.

    Sources often know no more than the year; as text nothing is made up, and it still sorts by time.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        kwargs.setdefault("db_collation", "C")
        super().__init__(*args, **kwargs)
        self.validators.append(RegexValidator(PARTIAL_DATE, ASK_PARTIAL_DATE))


def partial_dates_in_order(first: str, last: str) -> models.Q:
    """True where either is unknown, or `first` does not lie after `last` as far as both are known."""
    shorter = Least(Length(first), Length(last))
    unknown = models.Q(**{first: ""}) | models.Q(**{last: ""})
    return unknown | models.Q(LessThanOrEqual(Left(first, shorter), Left(last, shorter)))


def partial_date_is_valid(name: str) -> models.Q:
    return models.Q(**{name: ""}) | models.Q(**{f"{name}__regex": PARTIAL_DATE})


class TransactionIdField(models.Field[int, int]):
    """PostgreSQL's xid8: the 64-bit number of the transaction that wrote a row."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)

    def get_prep_value(self, value: Any) -> str | None:
        return None if value is None else str(value)


class CurrentTransactionId(models.Func):
    """The number of the running transaction."""

    function = "pg_current_xact_id"
    output_field = TransactionIdField()
