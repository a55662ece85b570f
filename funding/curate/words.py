"""What verdicts and the reading of files say, in sentences."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from funding.sources.verdicts import What

VERDICTS: Final[dict[str, Promise]] = {
    What.MISSING: _("The standard wants a value here."),
    What.NO_NUMBER: _("This is no number."),
    What.NEGATIVE: _("An amount is not negative."),
    What.TOO_LARGE: _("An amount this large cannot be right."),
    What.NO_DAY: _("This is no day: write 2015-06-10, 10/06/2015 or 06/2015."),
    What.NO_CURRENCY: _("This is no currency of ISO 4217."),
    What.NO_OBJECT: _("The standard wants something else here."),
    What.TOO_LONG: _("This is too long."),
    What.TWICE: _("This identifier stood in an earlier row; the first counts."),
    What.TWO_RECIPIENTS: _("A grant goes to an organisation or to a person, not to both."),
    What.UNKNOWN_COLUMN: _("The standard has no such column; left out."),
    What.NOT_KEPT: _("Not used here; left out."),
    What.PERSONAL: _("About persons, or where exactly somebody is; left out."),
    What.LETTERS: _("Broken quotes or dashes were mended."),
    What.ADDRESS: _("An e-mail address in the text was taken out."),
    What.MONTH_ONLY: _("The month is known, the day is not."),
    What.ZERO: _("The amount is 0; taken over as it is."),
    What.LEFT_OUT: _("Means nothing in this column; left out."),
    What.REWRITTEN: _("Written in the form of the standard."),
    What.SEVERAL: _("Several organisations; the first is shown, all are passed on."),
}
FILES: Final[dict[str, Promise]] = {
    "bytes": _("The file is too large."),
    "rows": _("The file has too many rows."),
    "columns": _("The file has too many columns."),
    "json": _("The file is no valid JSON."),
    "no-grants": _("The file holds no grants: JSON has a list “grants”, a spreadsheet a column “Identifier”."),
    "csv": _("The file is no valid CSV."),
    "empty": _("The file is empty."),
}


def sentence_of_file_error(error: str) -> str:
    """An error as `FileError` writes it, in words with its detail."""
    what, _colon, detail = error.partition(": ")
    return f"{FILES.get(what, what)} ({detail})" if detail else str(FILES.get(what, what))
