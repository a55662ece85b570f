from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from sinet.common.public import is_part, is_public_page, public_page


def page(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("page")


def test_only_what_is_declared_is_public_and_it_is_only_read() -> None:
    public = public_page(page)

    assert is_public_page(public)
    assert not is_public_page(page)
    assert public(RequestFactory().get("/")).content == b"page"
    assert public(RequestFactory().post("/")).status_code == 405


def test_htmx_wants_a_part_but_not_when_it_restores_a_page() -> None:
    asked = RequestFactory()

    assert is_part(asked.get("/", headers={"HX-Request": "true"}))
    assert not is_part(asked.get("/"))
    assert not is_part(asked.get("/", headers={"HX-Request": "true", "HX-History-Restore-Request": "true"}))
