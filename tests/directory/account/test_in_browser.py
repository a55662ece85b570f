"""Passkeys and the pages of an account in Chromium, under our policy, with a made-up authenticator."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect

from directory.actions.invitations import invite
from directory.models import Mail
from tests.browsers import violations
from tests.factories.people import centre, person

pytestmark = [pytest.mark.browser, pytest.mark.enable_socket, pytest.mark.django_db(transaction=True)]
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(chromium, live_server) -> Iterator[Page]:
    """At the end no script may have failed and nothing may have broken our policy."""
    wrong: list[str] = []
    # Browsers refuse passkeys on a bare number.
    context = chromium.new_context(base_url=live_server.url.replace("127.0.0.1", "localhost"), locale="en")
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", lambda said: wrong.append(said.text) if "Security Policy" in said.text else None)
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()
    assert wrong == []


def test_from_the_invitation_to_a_passkey_that_signs_in_alone(page):
    cache.clear()
    link = "/en/account/invitation/"
    invite(email="kim@example.org", centre=centre(), role="editor", by=None, link=link, language="en")
    page.goto(Mail.objects.get().context["link"])
    page.fill("#id_name", "Kim Larsen")
    page.click("text=Accept and sign in")
    page.goto("/en/account/second-factor/")

    page.click("text=Set up a passkey")
    page.fill("#id_name", "Laptop")
    page.click("main button:has-text('Set up')")
    expect(page.locator(".account-codes li")).to_have_count(10)

    page.goto("/en/account/")
    page.click("main button:has-text('Sign out')")
    page.click("text=Use a passkey")
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.goto("/en/account/second-factor/")
    expect(page.locator(".alert-success")).to_be_visible()
    expect(page.locator(".account-list strong")).to_have_text("Laptop")


def test_a_passkey_that_is_not_there_gets_a_message(page):
    cache.clear()
    page.goto("/en/account/sign-in/")

    page.click("text=Use a passkey")

    expect(page.locator("[data-passkey-error]")).to_be_visible()


def test_the_pages_of_an_account_have_no_barriers_and_fit_a_phone(page):
    cache.clear()
    person("op@example.org", is_staff=True)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/en/account/sign-in/")
    _check(page)
    page.fill("input[type=email]", "op@example.org")
    page.click("text=Send me a code")
    page.fill("#id_code", "WRONG")
    page.click("main button:has-text('Sign in')")
    expect(page.locator(".error-summary")).to_be_focused()
    _check(page)
    page.fill("#id_code", Mail.objects.get().context["code"])
    page.click("main button:has-text('Sign in')")
    for path in ("/en/account/", "/en/account/second-factor/", "/en/account/second-factor/app/"):
        page.goto(path)
        _check(page)


def _check(page: Page) -> None:
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert (page.url, violations(page), wide) == (page.url, [], False)
