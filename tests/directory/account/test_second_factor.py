import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import override_settings

from directory.account.forms import TRIES
from directory.models import Mail
from tests.factories.people import add_app, person, sign_in

pytestmark = pytest.mark.django_db
OVERVIEW = "/en/account/second-factor/"
APP = "/en/account/second-factor/app/"
STEP_TWO = "/en/account/sign-in/second-factor/"
CODES = "/en/account/second-factor/recovery-codes/"


def code_now(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def admin_answer(client) -> tuple[int, str]:
    answer = client.get("/admin/")
    return answer.status_code, answer.get("Location", "").split("?")[0]


def test_who_decides_is_sent_to_set_up_a_second_factor_first(client):
    sign_in(client, person(is_staff=True), second_factor=False)

    assert admin_answer(client) == (302, OVERVIEW)


def test_an_app_is_set_up_and_leads_on_to_where_one_wanted_to_go(client):
    kim = person(is_staff=True)
    sign_in(client, kim, second_factor=False)
    client.get(f"{OVERVIEW}?next=/admin/directory/term/")
    page = client.get(APP)
    key_before = client.session.session_key

    answer = client.post(APP, {"code": code_now(page.context["form"].secret)})

    assert answer["Location"] == CODES
    assert client.session.session_key != key_before
    assert admin_answer(client) == (200, "")
    codes = client.get(CODES)
    assert (len(codes.context["unused_codes"]), codes.context["onward"]) == (10, "/admin/directory/term/")
    assert [mail.context["what"] for mail in Mail.objects.filter(kind="account_notice")] == []


def test_a_wrong_code_sets_up_nothing(client):
    kim = person(is_staff=True)
    sign_in(client, kim, second_factor=False)
    client.get(APP)

    answer = client.post(APP, {"code": "000000"})

    assert (answer.status_code, kim.authenticator_set.count()) == (200, 0)
    assert "This code is not right" in answer.content.decode()


def test_who_has_an_app_is_asked_for_it_after_the_mailed_code(client, sign_in_by_mail):
    secret = add_app(person("kim@example.org", is_staff=True))

    assert sign_in_by_mail("kim@example.org") == STEP_TWO
    assert "_auth_user_id" not in client.session
    client.post(STEP_TWO, {"code": code_now(secret)})

    assert admin_answer(client) == (200, "")


def test_a_code_of_the_app_works_once(client, sign_in_by_mail):
    secret = add_app(person("kim@example.org"))
    sign_in_by_mail("kim@example.org")
    code = code_now(secret)
    client.post(STEP_TWO, {"code": code})
    client.post("/en/account/sign-out/")
    sign_in_by_mail("kim@example.org")

    client.post(STEP_TWO, {"code": code})

    assert "_auth_user_id" not in client.session


def test_a_recovery_code_stands_in_for_a_lost_app_once(client, sign_in_by_mail):
    kim = person("kim@example.org", is_staff=True)
    add_app(kim)
    code = kim.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    sign_in_by_mail("kim@example.org")
    client.post(STEP_TWO, {"code": code})
    assert admin_answer(client) == (200, "")

    client.post("/en/account/sign-out/")
    sign_in_by_mail("kim@example.org")
    client.post(STEP_TWO, {"code": code})

    assert "_auth_user_id" not in client.session


def test_guessing_codes_is_stopped_in_all_processes(client, sign_in_by_mail):
    secret = add_app(person("kim@example.org"))
    sign_in_by_mail("kim@example.org")
    for _guess in range(TRIES):
        cache.clear()  # what one process counted is not known to another
        client.post(STEP_TWO, {"code": "000000"})
    cache.clear()

    answer = client.post(STEP_TWO, {"code": code_now(secret)})

    assert "tried too often" in answer.content.decode()
    assert "_auth_user_id" not in client.session


def test_what_protects_an_account_is_shown_and_changed_only_after_confirming(client):
    kim = person(is_staff=True)
    sign_in(client, kim)

    for page in (CODES, "/en/account/second-factor/app/remove/", "/en/account/second-factor/passkeys/"):
        assert client.get(page)["Location"].startswith("/en/account/second-factor/confirm/")


def test_confirming_opens_it_for_a_while(client):
    kim = person(is_staff=True)
    secret = add_app(kim)
    sign_in(client, kim)

    answer = client.post(f"/en/account/second-factor/confirm/?next={CODES}", {"code": code_now(secret)})

    assert answer["Location"] == CODES
    assert client.get(CODES).status_code == 200


def test_taking_the_last_factor_away_closes_the_door_again(client):
    kim = person(is_staff=True)
    secret = add_app(kim)
    sign_in(client, kim)
    remove = "/en/account/second-factor/app/remove/"
    client.post(f"/en/account/second-factor/confirm/?next={remove}", {"code": code_now(secret)})

    client.post(remove)

    assert kim.authenticator_set.count() == 0
    assert admin_answer(client) == (302, OVERVIEW)
    assert Mail.objects.get(kind="account_notice").context == {"what": "app_removed"}


def test_a_factor_of_another_session_is_not_this_session_s(client):
    kim = person(is_staff=True)
    sign_in(client, kim, second_factor=False)
    add_app(kim)

    assert admin_answer(client) == (302, OVERVIEW)


def test_nobody_goes_round_the_second_factor_outside_the_demo(client):
    sign_in(client, person(is_staff=True), second_factor=False)

    assert "Skip in the demo" not in client.get(OVERVIEW).content.decode()
    assert client.post(f"{OVERVIEW}skip/").status_code == 404
    session = client.session
    session["second_factor_skipped"] = True
    session.save()
    assert admin_answer(client) == (302, OVERVIEW)


@override_settings(SECOND_FACTOR_MAY_BE_SKIPPED=True)
def test_the_demo_can_go_round_it(client):
    sign_in(client, person(is_staff=True), second_factor=False)
    assert "Skip in the demo" in client.get(f"{OVERVIEW}?next=/admin/").content.decode()

    answer = client.post(f"{OVERVIEW}skip/", {"next": "/admin/"})

    assert answer["Location"] == "/admin/"
    assert admin_answer(client) == (200, "")


@pytest.mark.parametrize("credential", ["", "{", "[]", '"x"', "1", "{}", '{"id": 1}', '{"id": "x", "response": []}'])
def test_a_passkey_s_answer_that_makes_no_sense_gets_a_message(client, credential, sign_in_by_mail):
    add_app(person("kim@example.org"))
    given = {"credential": credential, "name": "key", "passwordless": "on"}

    client.get("/en/account/sign-in/passkey/", headers={"Accept": "application/json"})
    assert client.post("/en/account/sign-in/passkey/", given).status_code == 302
    sign_in_by_mail("kim@example.org")
    client.get(STEP_TWO)
    assert client.post(STEP_TWO, given).status_code == 200
    other = sign_in(type(client)(), person("lee@example.org"), second_factor=False)
    other.get("/en/account/second-factor/passkeys/")
    assert other.post("/en/account/second-factor/passkeys/", given).status_code == 200


def test_a_script_is_told_where_to_sign_in(client):
    answer = client.get("/admin/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (401, "/en/account/sign-in/")


def test_the_clock_of_a_telephone_may_be_half_a_minute_off(client, sign_in_by_mail):
    secret = add_app(person("kim@example.org"))
    sign_in_by_mail("kim@example.org")
    counter = int(time.time()) // 30 - 1

    client.post(STEP_TWO, {"code": format_hotp_value(hotp_value(secret, counter))})

    assert "_auth_user_id" in client.session
