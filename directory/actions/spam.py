"""How much a proposal looks like spam, for the curator to see. Every point names its rule; nothing is rejected by it.

What the rules are worth was measured on entries that curators of an earlier platform deleted: docs/reference/spam.md.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models.functions import MD5
from django.utils import timezone

from directory.choices import Kind, ProposalState
from directory.models import Entry, Fingerprint, Proposal
from sinet.common.text import fold
from sinet.common.urls import display_host


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule that fired."""

    rule: str
    points: int
    text: str
    """What was found, such as the words."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


# Trades that advertise in open directories everywhere; folded, matched as whole words.
_TRADES: Final = (
    "casino betting poker jackpot viagra cialis forex bitcoin investment loan loans payday escort escorts dating seo "
    "backlinks essay assignment homework dissertation thesis writing plumber plumbing locksmith roofing cleaning "
    "carpet movers moving packers towing limo taxi cab hotel hotels resort tour tours travel packages wedding "
    "photographer dentist dental clinic botox massage spa gym fitness weight diet keto cbd vape shop store buy cheap "
    "discount coupon price prices sale services company agency software development outsourcing repair replacement "
    "rental hire install installation download apk mod hack crack followers likes instagram"
).split()
# How somebody writes who sells; folded.
_CALLS: Final = (
    "call us",
    "call now",
    "contact us",
    "buy now",
    "order now",
    "best price",
    "visit our",
    "click here",
    "we offer",
    "we are offering",
    "we provide",
    "our customers",
    "our clients",
    "your business",
    "customers",
    "leading",
    "high quality",
    "high-quality",
    "affordable",
    "number one",
    "earn money",
)
_URL: Final = re.compile(r"https?://|www\.", re.IGNORECASE)
_WORD: Final = re.compile(r"\w{2,}")
_REPEATS_FROM: Final = 12
_SHORT: Final = 80
_OFTEN: Final = 5


def score(
    document: dict[str, Any], *, but: int | None = None, accompanied: bool = False, submitter: int | None = None
) -> list[Reason]:
    """The rules that fire on a canonical document, worst first.

    `but`: the proposal itself, for the comparing rules. `accompanied`: the organisation behind a project names it
    in a document of its own, which comes along or is public. `submitter`: who sent it.
    """
    reasons = [reason for reason in text_reasons(document) if reason.rule != "nobody" or not accompanied]
    reasons += _sent_before(document, but)
    reasons += _sent_often(submitter, but)
    return sorted(reasons, key=lambda reason: (-reason.points, reason.rule))


def text_reasons(document: dict[str, Any]) -> list[Reason]:
    """The rules that look at the document alone."""
    text = " ".join([document["title"], document["summary"], document["description"]])
    return [reason for rule in TEXT_RULES for reason in rule(document, text)]


def _trade_words(_document: dict[str, Any], text: str) -> Iterator[Reason]:
    found = sorted(set(_WORD.findall(fold(text))) & set(_TRADES))
    if len(found) > 1:
        yield Reason("trade", min(30, 5 * len(found)), ", ".join(found[:8]))


def _calls_to_buy(_document: dict[str, Any], text: str) -> Iterator[Reason]:
    found = [call for call in _CALLS if call in fold(text)]
    if found:
        yield Reason("call", min(30, 10 * len(found)), ", ".join(found))


def _links(document: dict[str, Any], text: str) -> Iterator[Reason]:
    count = len(_URL.findall(text))
    if count > 1:
        yield Reason("links", min(30, 10 * (count - 1)), str(count))


def _host_in_title(document: dict[str, Any], _text: str) -> Iterator[Reason]:
    """The title is the name of a web address, or says a domain."""
    title = fold(document["title"])
    host = display_host(document["website"]) if document["website"] else ""
    if re.search(r"\b[\w-]+\.(com|net|org|info|biz|co|io|in|us|uk)\b", title) or (host and host.split(".")[0] == title):
        yield Reason("host", 10, document["title"])


def _thin(document: dict[str, Any], _text: str) -> Iterator[Reason]:
    """Almost nothing is said, or nothing but the title."""
    said = len(document["summary"]) + len(document["description"])
    if not said:
        yield Reason("empty", 5, "")
    elif said < _SHORT:
        yield Reason("short", 10, str(said))


def _shouting(document: dict[str, Any], _text: str) -> Iterator[Reason]:
    letters = [letter for letter in document["title"] if letter.isalpha()]
    if len(letters) >= _REPEATS_FROM and sum(letter.isupper() for letter in letters) > 0.8 * len(letters):
        yield Reason("capitals", 10, document["title"])


def _repetition(_document: dict[str, Any], text: str) -> Iterator[Reason]:
    """The same word again and again, as those do who write for search engines."""
    words = [word for word in _WORD.findall(fold(text)) if len(word) > 4]
    if len(words) < _REPEATS_FROM:
        return
    word = max(set(words), key=words.count)
    share = words.count(word) / len(words)
    if words.count(word) > 3 and share > 0.08:
        yield Reason("repeated", 15, word)


def _telephone(_document: dict[str, Any], text: str) -> Iterator[Reason]:
    found = re.search(r"(?:\+|\b00|\b0)\d[\d \-()]{7,}\d", text)
    if found:
        yield Reason("telephone", 10, found.group()[:20])


def _unconnected(document: dict[str, Any], _text: str) -> Iterator[Reason]:
    """Neither theme nor place nor partner: an entry that says nothing of social innovation."""
    if not (document["terms"] or document["places"] or document["relations"]):
        yield Reason("unconnected", 10, "")


def _nobody(document: dict[str, Any], _text: str) -> Iterator[Reason]:
    """A project or case with nobody behind it."""
    if document["kind"] in (Kind.PROJECT, Kind.CASE) and not document["relations"]:
        yield Reason("nobody", 15, "")


Rule = Callable[[dict[str, Any], str], Iterator[Reason]]
TEXT_RULES: Final[tuple[Rule, ...]] = (
    _trade_words,
    _calls_to_buy,
    _links,
    _host_in_title,
    _thin,
    _shouting,
    _repetition,
    _telephone,
    _unconnected,
    _nobody,
)
RULES: Final = tuple(
    "trade call links host empty short capitals repeated telephone unconnected nobody known-host same-text "
    "sent-often".split()
)


def _sent_before(document: dict[str, Any], but: int | None) -> Iterator[Reason]:
    """What was rejected before comes back: the same website, or the same text in another proposal."""
    host, text = fingerprint(document)
    others = Fingerprint.objects.exclude(pk=but) if but else Fingerprint.objects.all()
    if host and others.filter(host=host, proposal__state=ProposalState.REJECTED).exists():
        yield Reason("known-host", 30, host)
    if not text:
        return
    summary = document["summary"]
    same = Entry.objects.public().alias(md5=MD5("summary")).filter(md5=_md5(summary))
    if others.filter(text=text).exists():
        yield Reason("same-text", 20, summary[:60])
    elif same.exclude(uid=document["uid"]).exists():
        yield Reason("same-text", 10, summary[:60])


def fingerprint(document: dict[str, Any]) -> tuple[str, str]:
    """The host of the website, and a hash of the summary where it is long enough to tell proposals apart."""
    host = display_host(document["website"]) if document["website"] else ""
    summary = document["summary"]
    long_enough = len(summary) >= _SHORT
    return host[:255], hashlib.sha256(fold(summary).encode()).hexdigest() if long_enough else ""


def _md5(text: str) -> str:
    """As the index of the entries has it; nothing secret."""
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def keep_fingerprint(document: dict[str, Any], proposal: Proposal) -> None:
    """Let later proposals be compared with this one."""
    host, text = fingerprint(document)
    Fingerprint.objects.update_or_create(proposal=proposal, defaults={"host": host, "text": text})


def _sent_often(submitter: int | None, but: int | None) -> Iterator[Reason]:
    """One address sends a lot in a day."""
    if submitter is None:
        return
    yesterday = timezone.now() - timedelta(days=1)
    count = Proposal.objects.filter(submitter=submitter, received_at__gt=yesterday).exclude(pk=but or 0).count()
    if count >= _OFTEN:
        yield Reason("sent-often", 10, str(count + 1))
