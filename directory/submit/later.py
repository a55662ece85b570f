"""Taking up a draft again, by a link that is mailed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from directory.access.limits import refusal
from directory.access.links import absolute, private
from directory.actions.drafts import renew_secret
from directory.actions.proposals import mail_draft
from directory.submit import rights
from directory.submit.answers import Answers
from directory.submit.doors import draft_of, is_lasting
from directory.submit.pages import page, steps_of
from directory.submit.problems import Problem


@private
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest, secret: str) -> HttpResponse:
    """Mail the private link of a draft, so that it can be taken up again."""
    proposal = draft_of(secret)
    email = request.POST.get("email", Answers.of(proposal.answers).text("email")).replace("\0", "").strip()
    problems = []
    if request.method == "POST":
        message = rights.email_problem(email) or refusal(request, what="draft-mail", email=email)
        if not message:
            if not is_lasting(secret):
                secret = renew_secret(proposal=proposal)
            proposal.language = get_language() or proposal.language
            mail_draft(proposal=proposal, email=email, link=absolute(reverse("submit:resume", args=[secret])))
            return HttpResponseRedirect(f"{reverse('submit:later', args=[secret])}?sent=1")
        problems = [Problem(steps_of(proposal)[0], "email", message)]
    first = steps_of(proposal)[0]
    sent_to = proposal.submitter.email if proposal.submitter and "sent" in request.GET else ""
    return page(
        request,
        "later",
        proposal,
        secret,
        first,
        problems,
        email=email,
        sent_to=sent_to,
        resume=reverse("submit:resume", args=[secret]),
        wrong={p.name: p.text for p in problems},
    )
