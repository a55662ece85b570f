"""How a private page is entered, and what surrounds it: the secret of the link is the only key.

No cookie and no session has a part in it, so there is nothing that another site could make a browser send along:
who does not know the secret can forge no request, and who knows it has no need to. That is why these views are
exempt from the CSRF token, which would expire while somebody writes. A browser that says that a form was sent from
another site is refused all the same.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, Final, ParamSpec, cast
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from directory.actions import ActionError
from directory.actions.proposals import find_token
from directory.actions.secrets import hash_of
from directory.choices import ProposalState
from directory.models import Proposal, Token

log = logging.getLogger(__name__)
P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
_OWN: Final = frozenset({"same-origin", "none"})
_BETWEEN: Final = "~"
"""Between the secret of a mail's link to all proposals and the identifier of one of them."""


class Lost(Exception):
    """The link leads to no proposal, or not any more."""


def find_proposal(secret: str) -> Proposal:
    """The proposal of a private link: of its own, or of the mailed link to all of one's proposals ("secret~uid").

    Raises `Lost`.
    """
    all_mine, between, uid = secret.partition(_BETWEEN)
    found = Proposal.objects.select_related("entry", "base", "revision", "centre", "submitter")
    proposal = _of_submitter(all_mine, uid) if between else found.filter(secret_hash=hash_of(secret)).first()
    if proposal is None or proposal.state == ProposalState.EXPIRED:
        raise Lost
    return proposal


def _of_submitter(secret: str, uid: str) -> Proposal | None:
    token = find_token(secret=secret, purpose=Token.Purpose.MINE)
    try:
        identifier = UUID(uid)
    except ValueError:
        return None
    return Proposal.objects.filter(uid=identifier, submitter=token.submitter_id).first() if token else None


def is_lasting(secret: str) -> bool:
    """Whether the link is the proposal's own, and not one that ends after a day."""
    return _BETWEEN not in secret


def link_of(mine_secret: str, proposal: Proposal) -> str:
    return f"{mine_secret}{_BETWEEN}{proposal.uid}"


def private(view: View[P]) -> View[P]:
    """Keep a page out of caches, search engines and the Referer; and never lose what was typed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return cast("View[P]", csrf_exempt(guarded))


def _answer(view: View[P], request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
    if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "none") not in _OWN:
        return unsaved(request, _("This form was sent from another site."), status=403)
    try:
        return view(request, *args, **kwargs)
    except Lost:
        return unsaved(request, _("This link leads nowhere, or not any more."), status=404)
    except ActionError as error:
        return unsaved(request, str(error), status=409)
    except (Http404, PermissionDenied):
        raise
    except Exception:
        if request.method != "POST":
            raise
        log.exception("a form could not be saved")
        return unsaved(request, _("Something went wrong here, and this was not saved."), status=503, again=True)


def unsaved(request: HttpRequest, message: str, *, status: int, again: bool = False) -> HttpResponse:
    """Say what happened, and give back every word that came with the request."""
    post = request.POST if request.method == "POST" else QueryDict()
    values = [(name, value) for name in post for value in post.getlist(name)]
    context = {
        "message": message,
        "again": again,
        "values": values,
        "texts": [value for name, value in values if len(value.strip()) > 2 and name != "altcha"],
        "action": request.path,
        "alternates": [],
    }
    return render(request, "submit/unsaved.html", context, status=status)
