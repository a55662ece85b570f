"""The fields of the 360Giving Data Standard 1.4 that are kept, with their titles in spreadsheets.

Source: https://standard.threesixtygiving.org (schema and codelists, CC BY 4.0). What the standard has and is not kept
stands in `PERSONAL` and `NOT_KEPT`, with the reason in docs/reference/grants.md.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Form(StrEnum):
    """What a value of a field is."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    LONG = "long"
    NUMBER = "number"
    AMOUNT = "amount"
    URL = "url"
    DAY = "day"
    MOMENT = "moment"
    CURRENCY = "currency"
    COUNTRY = "country"
    YES_NO = "yes-no"
    SCOPE = "scope"
    TEXTS = "texts"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its title in a spreadsheet, and what its value is, or the fields of the objects in its list."""

    title: str
    form: Form = Form.TEXT
    parts: "dict[str, Field] | None" = None
    is_list: bool = True
    """Of objects: whether there may be several."""


REQUIRED: Final = ("id", "title", "description", "currency", "amountAwarded", "awardDate", "fundingOrganization")
REQUIRED_OF_ORGANISATION: Final = ("id", "name")
SCOPES: Final = {
    "GLS010": "Global",
    "GLS020": "Supranational",
    "GLS030": "National",
    "GLS040": "Subnational region",
    "GLS050": "Local authority",
    "GLS060": "Local area",
    "GLS099": "Undefined",
}
PERSONAL: Final = frozenset(
    ("contactName", "streetAddress", "postalCode", "telephone", "email", "location", "toIndividualsDetails")
)
"""Never kept: whom to call, and where exactly: a postal code can be one house, and some of these are refuges."""
NOT_KEPT: Final = frozenset(
    ("relatedDocument", "applicationTransaction", "commitmentTransaction", "disbursementTransaction")
)
"""Of the standard, and of no use here."""
MONTH_ONLY: Final = "awardDatePrecision"
"""Our own key beside `awardDate`: "month" where the source knew no day (the standard wants one)."""

_MODIFIED: Final = Field("Last Modified", Form.MOMENT)
_ORGANISATION: Final = {
    "id": Field("Identifier", Form.IDENTIFIER),
    "name": Field("Name"),
    "department": Field("Department"),
    "charityNumber": Field("Charity Number"),
    "companyNumber": Field("Company Number"),
    "addressLocality": Field("City"),
    "addressRegion": Field("County"),
    "addressCountry": Field("Country"),
    "alternateName": Field("Alternate Name"),
    "description": Field("Description", Form.LONG),
    "organisationType": Field("Organisation Type"),
    "url": Field("Web Address", Form.URL),
    "dateModified": _MODIFIED,
}
_LOCATION: Final = {
    "id": Field("Identifier", Form.IDENTIFIER),
    "name": Field("Name"),
    "countryCode": Field("Country Code", Form.COUNTRY),
    "latitude": Field("Latitude", Form.NUMBER),
    "longitude": Field("Longitude", Form.NUMBER),
    "description": Field("Description", Form.LONG),
    "geoCode": Field("Geographic Code"),
    "geoCodeType": Field("Geographic Code Type"),
    "dateModified": _MODIFIED,
}
_EVENT: Final = {
    "title": Field("Title"),
    "startDate": Field("Start Date", Form.DAY),
    "endDate": Field("End Date", Form.DAY),
    "duration": Field("Duration (months)", Form.NUMBER),
    "description": Field("Description", Form.LONG),
    "dateModified": _MODIFIED,
}
_PROGRAMME: Final = {
    "code": Field("Code"),
    "title": Field("Title"),
    "description": Field("Description", Form.LONG),
    "url": Field("URL", Form.URL),
    "dateModified": _MODIFIED,
}
_CLASSIFICATION: Final = {
    "vocabulary": Field("Vocabulary"),
    "code": Field("Code"),
    "title": Field("Title"),
    "description": Field("Description", Form.LONG),
    "url": Field("URL", Form.URL),
    "dateModified": _MODIFIED,
}
GRANT: Final = {
    "id": Field("Identifier", Form.IDENTIFIER),
    "title": Field("Title"),
    "description": Field("Description", Form.LONG),
    "currency": Field("Currency", Form.CURRENCY),
    "amountAppliedFor": Field("Amount Applied For", Form.AMOUNT),
    "amountAwarded": Field("Amount Awarded", Form.AMOUNT),
    "amountDisbursed": Field("Amount Disbursed", Form.AMOUNT),
    "awardDate": Field("Award Date", Form.DAY),
    "url": Field("URL", Form.URL),
    "plannedDates": Field("Planned Dates", parts=_EVENT),
    "actualDates": Field("Actual Dates", parts=_EVENT),
    "fundingOrganization": Field("Funding Org", parts=_ORGANISATION),
    "recipientOrganization": Field("Recipient Org", parts=_ORGANISATION),
    "recipientIndividual": Field("Recipient Ind", parts={"id": Field("Identifier", Form.IDENTIFIER)}, is_list=False),
    "beneficiaryLocation": Field("Beneficiary Location", parts=_LOCATION),
    "grantProgramme": Field("Grant Programme", parts=_PROGRAMME),
    "fromOpenCall": Field("From An Open Call?", Form.YES_NO),
    "fundingType": Field("Funding Type", parts=_CLASSIFICATION),
    "classifications": Field("Classifications", parts=_CLASSIFICATION),
    "relatedActivity": Field("Related Activity", Form.TEXTS),
    "regrantType": Field("For Regrant Type"),
    "locationScope": Field("Location Scope", Form.SCOPE),
    "dataSource": Field("Data Source", Form.URL),
    "dateModified": _MODIFIED,
    MONTH_ONLY: Field("Award Date Precision"),
}
