"""From what a source calls a country to its ISO 3166-1 code."""

from collections.abc import Iterable

from sinet.common.text import fold

_LONG_NAME = 6
"""Names of countries with fewer letters begin other words too ("Chad", "Oman")."""
_SPELLINGS = """
AT austria osterreich | BE belgium belgique belgie | BG bulgaria българия | HR croatia hrvatska
CY cyprus cypres κυπροσ | CZ czech_republic czechia cesko ceska_republika | DE germany deutschland
DK denmark danmark | EE estonia eesti | ES spain espana | FI finland suomi | FR france frace
GB uk united_kingdom great_britain england scotland wales northern_ireland aberdeen
GR greece ελλαδα hellas | HU hungary magyarorszag | IE ireland eire | IM isle_of_man | IT italy italia italu
LT lithuania lietuva | LV latvia latvija | MT malta | PL poland polska | PT portugal portogallo
RO romania | RS serbia srbija србија | RU russia | SE sweden sverige | SI slovenia slovenija | SK sr slovakia slovensko
GH ghana | UG uganda | KE kenya | US usa united_states | CI cote_d'ivoire | CD democratic_republic_of_the_congo
TZ tanzania | LA laos | VN vietnam viet_nam | SY syria | IR iran | BO bolivia | VE venezuela | PS palestine
MD moldova | KR south_korea | BN brunei | GM the_gambia gambia | CV cabo_verde cape_verde | SZ eswatini swaziland
US united_states_of_america | NL netherlands the_netherlands nederland | PS palestine_state
SZ eswatini_(fmr._'swaziland')
CG congo_(congo-brazzaville) | CZ czechia_(czech_republic) | SX sint_maarten_(dutch_part) | VG virgin_islands,_british
VI virgin_islands,_u.s. | BQ caribbean_netherlands | MF saint_martin_(french_part) | FK falkland_islands_(malvinas)
SH saint_helena,_ascension_and_tristan_da_cunha | VA holy_see | CC cocos_(keeling)_islands
MK north_macedonia macedonia | TL timor-leste east_timor | MM myanmar burma | XK kosovo
"""


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    code = ""
    for word in _SPELLINGS.replace("|", " ").split():
        if len(word) == 2 and word.isupper():
            code = word
        else:
            table[fold(word.replace("_", " "))] = code
    return table


class Countries:
    """The countries of GeoNames with the spellings that the sources use.

    `SR` is Slovakia (Slovenská republika) here: the SUSY partner in Bratislava wrote it (ISO gives it to
    Suriname, which no source names); what is a true ISO code, `is_code` tells.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        rows = list(names)
        self._codes = {code for code, _ in rows}
        self._long_names = {fold(name): code for code, name in rows if len(name) >= _LONG_NAME}
        self._by_name = {fold(name): code for code, name in rows} | _table()

    def named_in(self, text: str) -> set[str]:
        """The countries whose English name begins a word of a text ("Lithuanian customs": Lithuania)."""
        folded = f" {fold(text)}"
        return {code for name, code in self._long_names.items() if f" {name}" in folded or f"({name}" in folded}

    def is_code(self, text: str) -> bool:
        return text in self._codes

    def code(self, text: object) -> str | None:
        """The code of a country name or code in any spelling known here, else None."""
        if not isinstance(text, str):
            return None
        folded = fold(" ".join(text.split()))
        if folded in self._by_name:
            return self._by_name[folded]
        return folded.upper() if folded.upper() in self._codes else None
