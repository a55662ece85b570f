import pytest
from django.db import ProgrammingError, connection
from django.db.models.expressions import RawSQL

from directory.models import Tag
from sinet.common.prepared import Given, Question, array_of, prepared_cursor

pytestmark = pytest.mark.django_db
PREPARED = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%%of our own%%' AND name LIKE '_pg3%%'"


def ask(number):
    with prepared_cursor() as cursor:
        cursor.execute("SELECT 2 * %s::bigint /* of our own */", [number])
        return cursor.fetchone()[0]


def kept_plans():
    with connection.cursor() as cursor:
        cursor.execute(PREPARED, [])
        return cursor.fetchone()[0]


def test_a_statement_is_planned_once_whatever_its_values():
    before = kept_plans()
    answers = [ask(number) for number in (1, 2, 3)]

    assert answers == [2, 4, 6]
    assert kept_plans() == before + 1


def test_behind_a_pooler_no_plan_is_kept(settings):
    settings.PREPARED_STATEMENTS = False
    before = kept_plans()

    assert ask(21) == 42
    assert kept_plans() == before


def test_queries_are_counted_and_errors_are_those_of_any_cursor(django_assert_num_queries):
    with django_assert_num_queries(1):
        ask(1)
    with pytest.raises(ProgrammingError), prepared_cursor() as cursor:
        cursor.execute("SELECT nothing_of_this_name")


@pytest.mark.parametrize("keys", [[], [7], list(range(1, 10)), list(range(1, 101))])
def test_an_array_holds_the_keys_and_at_least_ten_elements(keys):
    with prepared_cursor() as cursor:
        cursor.execute("SELECT unnest(%s::bigint[])", [array_of(keys)])
        found = [key for (key,) in cursor.fetchall()]

    assert found[: len(keys)] == keys
    assert set(found[len(keys) :]) <= {-1}
    assert len(found) == max(10, len(keys))


def test_a_query_of_django_is_made_once_and_asked_with_other_values(django_assert_num_queries):
    for key in ("garden", "roof"):
        Tag.objects.create(slug=key, name=key.title())
    wanted = RawSQL("%s::text", [Given("slug")])
    question = Question(Tag.objects.filter(slug=wanted).exclude(name="Kitchen").values_list("name", "slug"))

    with django_assert_num_queries(3):
        found = [question.ask(slug=slug) for slug in ("roof", "garden", "kitchen")]

    assert found == [[("Roof", "roof")], [("Garden", "garden")], []]
