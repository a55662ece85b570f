"""Alerts by mail without an account: asking, confirming, changing and stopping."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.access.limits import TRAP, refusal
from directory.access.links import Lost, absolute, private
from directory.actions import ActionError
from directory.actions.alerts import (
    ask_alert,
    change_rhythm,
    confirm_alert,
    find_alert,
    reader_of,
    stop_alerts,
)
from directory.alerting import label_of, label_of_search
from directory.contact.forms import AlertForm
from directory.contact.reports import public_entry
from directory.extensions import Finder, registry
from directory.models import Alert, Entry
from directory.search import is_tracking

_VIEW = frozenset({"sort", "page", "cursor", "view"})
"""What of an address says how results are shown, not which."""
_MOST_QUERY = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wish:
    """What somebody wants to be told of."""

    label: str
    """What the mails are about."""
    name: str
    """What stands under the heading of the form."""
    back: str
    entry: Entry | None = None
    query: str = ""
    finder: Finder[Any] | None = None


@private
@require_http_methods(["GET", "HEAD", "POST"])
def of_search(request: HttpRequest) -> HttpResponse:
    """The form for the search in the address: tell me what it finds anew."""
    query = _search_in(request.GET)
    language = get_language() or "en"
    label = label_of_search(query, language) if len(query) <= _MOST_QUERY else ""
    if not label:
        text = _("There is no such search. Go back to the list, choose again, and follow the link below it.")
        return _none(request, text, reverse("directory:search"))
    back = f"{reverse('directory:search')}?{query}"
    return _asked(request, _Wish(label=label, name=label, back=back, query=query))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def of_answers(request: HttpRequest) -> HttpResponse:
    """The form for the answers in the address: tell me of new calls that fit."""
    finder = registry.answers
    if finder is None:
        raise Http404
    query = finder.read(request.GET)
    if not query or len(query) > _MOST_QUERY:
        text = _("There are no such answers. Go back to the questions and answer at least one of them.")
        return _none(request, text, finder.url(""), finder)
    wish = _Wish(
        label=finder.heading(query), name=finder.name(query), back=finder.url(query), query=query, finder=finder
    )
    return _asked(request, wish)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def of_entry(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The form for one entry: tell me when it changes."""
    entry = public_entry(kind, slug)
    return _asked(request, _Wish(label=entry.title, name=entry.title, back=entry.get_absolute_url(), entry=entry))


@private
@require_http_methods(["GET", "HEAD", "POST"])
def of_finds(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The form for what is found for one entry: tell me of new calls that fit it."""
    entry = public_entry(kind, slug)
    finder = registry.finder(kind)
    if finder is None:
        raise Http404
    over = finder.over(entry, timezone.now())
    if over:
        return _none(request, over, entry.get_absolute_url(), finder)
    wish = _Wish(
        label=finder.heading(entry), name=finder.name(entry), back=finder.url(entry), entry=entry, finder=finder
    )
    return _asked(request, wish)


def _none(request: HttpRequest, text: str, href: str, finder: Finder[Any] | None = None) -> HttpResponse:
    """Say why nothing can be told of this, with the way to where something can be chosen."""
    context = {"errors": [{"text": text, "href": href}], "finder": finder}
    return render(request, "contact/alert.html", context, status=422)


def _asked(request: HttpRequest, wish: _Wish) -> HttpResponse:
    form = AlertForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "name": wish.name,
        "back": wish.back,
        "entry": wish.entry,
        "finder": wish.finder,
        "falls_due": wish.entry is not None and registry.falls_due(wish.entry, timezone.now()),
    }
    if request.method == "POST" and form.is_valid():
        message = refusal(request, what="alert", email=form.cleaned_data["email"]) or _kept(form, wish)
        if not message:
            return render(request, "contact/alert.html", context | {"sent": True})
        form.add_error(None, message)
    context |= {"form": form, "errors": form.problems(), "trap": TRAP, "action": request.get_full_path()}
    return render(request, "contact/alert.html", context, status=422 if form.is_bound else 200)


def _kept(form: AlertForm, wish: _Wish) -> str:
    """Keep the alert until it is confirmed; what is in the way of it, else empty."""
    try:
        ask_alert(
            email=form.cleaned_data["email"],
            rhythm=form.cleaned_data["rhythm"],
            label=wish.label,
            entry=wish.entry,
            query=wish.query,
            finds=wish.finder is not None,
            language=get_language() or "en",
            confirm_link=absolute(reverse("contact:confirm-alert", args=["-"])[:-1]),
        )
    except ActionError as error:
        return str(error)
    return ""


def _search_in(params: QueryDict) -> str:
    """The search of an address in one form, whatever the order and the marks of trackers in it."""
    kept = QueryDict(mutable=True)
    for word in sorted(params):
        if word not in _VIEW and not is_tracking(word):
            kept.setlist(word, [value for value in params.getlist(word) if value])
    return kept.urlencode()


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of the link in the mail. Its button begins the alert; looking at it, as scanners do, does not."""
    alert = find_alert(secret=secret)
    if alert is None:
        raise Lost
    if request.method == "POST":
        confirm_alert(secret=secret)
        return redirect(request.path)
    return render(request, "contact/confirm_alert.html", {"alert": alert, "label": label_of(alert), "errors": []})


@private
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, key: str) -> HttpResponse:
    """All alerts of a person. A bare POST stops all of them: so mail programs unsubscribe (RFC 8058)."""
    reader = reader_of(key)
    if reader is None:
        raise Lost
    if request.method == "POST":
        if request.POST.get("List-Unsubscribe") == "One-Click":  # mail programs follow no redirect (RFC 8058, 3.1)
            stop_alerts(submitter=reader, uid="")
            return render(request, "contact/alerts.html", {"alerts": [], "errors": []})
        uid, rhythm = request.POST.get("uid", ""), request.POST.get("rhythm", "")
        known = str(uid) in {str(alert.uid) for alert in reader.alerts.all()}
        if uid and rhythm in Alert.Rhythm.values and known:
            change_rhythm(submitter=reader, uid=uid, rhythm=rhythm)
        elif not uid or known:
            stop_alerts(submitter=reader, uid=uid)
        return redirect(request.path)
    alerts = [{"alert": alert, "label": label_of(alert)} for alert in reader.alerts.select_related("entry")]
    context = {"alerts": alerts, "rhythms": Alert.Rhythm.choices, "errors": []}
    return render(request, "contact/alerts.html", context)
