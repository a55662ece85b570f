"""Registers of organisations by their code at org-id.guide; any other code is shown as it is."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REGISTERS: Final[dict[str, str | Promise]] = {
    "SE-BLV": _("Companies Registration Office, Sweden"),
    "DK-CVR": _("Central Business Register, Denmark"),
    "GB-CHC": _("Charity Commission, England and Wales"),
    "GB-COH": _("Companies House, United Kingdom"),
}
