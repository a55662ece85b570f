"""Writing to an initiative by a form that shows no address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from directory.access.limits import TRAP, refusal
from directory.access.links import Lost, absolute, private
from directory.actions import ActionError
from directory.actions.messages import (
    confirm_message,
    find_message,
    find_received,
    receiver_of,
    report_message,
    write_message,
)
from directory.contact.forms import MessageForm
from directory.contact.reports import public_entry, status_link


@private
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The form, for entries whose people have left an address; else there is no such page."""
    entry = public_entry(kind, slug)
    if not receiver_of(entry)[0]:
        raise Http404
    form = MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in ("sender_name", "sender_email", "text")}
        message = refusal(request, what="message", email=values["sender_email"]) or refusal(
            request, what="message-to", email=str(entry.uid)
        )
        if not message:
            link = absolute(reverse("contact:confirm-message", args=["-"])[:-1])
            write_message(entry=entry, language=get_language() or "en", confirm_link=link, **values)
            return redirect(f"{request.path}?sent=1")
        form.add_error(None, message)
    context = {
        "heading": _("Write to them"),
        "entry": entry,
        "form": form,
        "errors": form.problems(),
        "trap": TRAP,
        "sent": "sent" in request.GET and request.method != "POST",
    }
    return render(request, "contact/write.html", context, status=422 if form.is_bound else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of the link in the mail. Its button sends the message; looking at it, as scanners do, does not."""
    message = find_message(secret=secret)
    if message is None:
        raise Lost
    error = ""
    if request.method == "POST":
        try:
            confirm_message(secret=secret, report_link=absolute(reverse("contact:report-message", args=["-"])[:-1]))
        except ActionError as problem:
            error = str(problem)
        else:
            return redirect(request.path)
    context = {"message": message, "errors": [{"text": error, "href": "#main"}] if error else []}
    return render(request, "contact/confirm_message.html", context, status=409 if error else 200)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, secret: str) -> HttpResponse:
    """Who got a message says that it is spam or abuse."""
    message = find_received(secret=secret)
    if message is None:
        raise Lost
    if request.method == "POST":
        link = status_link()
        _report, private_secret = report_message(secret=secret, language=get_language() or "en", status_link=link)
        return redirect("contact:report-status", private_secret)
    return render(request, "contact/report_message.html", {"message": message, "errors": []})
