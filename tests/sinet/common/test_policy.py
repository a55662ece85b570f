"""The content security policy of answers."""

from csp.constants import NONCE, SELF
from csp.decorators import csp_exempt, csp_update
from django.http import HttpResponse

from sinet.common.policy import PolicyMiddleware

HEADER = "Content-Security-Policy"


def answer(rf, view):
    return PolicyMiddleware(view)(rf.get("/"))


def test_an_answer_has_the_policy_of_the_settings(rf, settings):
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"default-src": [SELF]}}

    assert answer(rf, lambda request: HttpResponse())[HEADER] == "default-src 'self'"


def test_a_policy_that_is_there_stays(rf):
    assert answer(rf, lambda request: HttpResponse(headers={HEADER: "sandbox"}))[HEADER] == "sandbox"


def test_a_view_can_change_the_policy_or_do_without(rf):
    changed = csp_update({"img-src": ["https://example.org"]})(lambda request: HttpResponse())

    assert "https://example.org" in answer(rf, changed)[HEADER]
    assert "https://example.org" not in answer(rf, lambda request: HttpResponse())[HEADER]
    assert HEADER not in answer(rf, csp_exempt()(lambda request: HttpResponse()))


def test_the_nonce_of_a_page_stands_in_its_policy(rf, settings):
    settings.CONTENT_SECURITY_POLICY = {"DIRECTIVES": {"script-src": [SELF, NONCE]}}
    response = answer(rf, lambda request: HttpResponse(str(request.csp_nonce)))

    assert f"'nonce-{response.content.decode()}'" in response[HEADER]
