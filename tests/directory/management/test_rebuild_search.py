import io

import pytest
from django.core.management import call_command

from directory.models import FacetRow, SearchRow
from tests.directory.search.conftest import publish_all, titles
from tests.factories import document, reference


@pytest.mark.django_db(transaction=True)
def test_rebuilding_brings_back_what_searching_reads_and_says_how_much():
    reference()
    publish_all(document(title="Garden"), document(title="Kitchen"))
    SearchRow.objects.all().delete()
    FacetRow.objects.update(facets=[])
    said = io.StringIO()
    call_command("rebuild_search", stdout=said)
    assert said.getvalue() == "2 entries written anew\n"
    assert titles("q=garden") == ["Garden"]
    assert titles("kind=organisation&sort=name") == ["Garden", "Kitchen"]
