import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.safestring import mark_safe
from django.utils.translation import override


def template(inside: str, values: str = "") -> Template:
    return Template("{% load i18n sinet_kept %}{% kept " + values + " %}" + inside + "{% endkept %}")


def test_a_part_is_drawn_once_for_each_set_of_its_values():
    part = template("{{ word }}", "word=word")
    drawn = [part.render(Context({"word": word})) for word in ("a", "b", "a")]
    part.nodelist[1].nodelist.clear()  # whatever is drawn from now on is empty

    assert drawn == ["a", "b", "a"]
    assert [part.render(Context({"word": word})) for word in ("a", "b", "c")] == ["a", "b", ""]


def test_each_language_has_its_own():
    part = template("{% translate 'Search' %}")
    drawn = {}
    for language in ("en", "sv", "en"):
        with override(language):
            drawn.setdefault(language, []).append(part.render(Context()))

    assert drawn == {"en": ["Search", "Search"], "sv": ["Sök"]}


def test_nothing_of_the_page_around_gets_in():
    part = template("{{ user }}{{ request }}{{ word }}", "word='known'")

    assert part.render(Context({"user": "Ada", "request": "hers", "word": "other"})) == "known"


def test_equal_values_of_different_kinds_are_drawn_apart():
    part = template("{{ value }}", "value=value")
    values = ["<b>", mark_safe("<b>"), 1, True]

    assert [part.render(Context({"value": value})) for value in values] == ["&lt;b&gt;", "<b>", "1", "True"]


def test_what_is_no_plain_value_is_refused():
    with pytest.raises(TypeError, match="“word”"):
        template("{{ word }}", "word=word").render(Context({"word": ["a"]}))
    with pytest.raises(TemplateSyntaxError, match="word"):
        template("", "word")


def test_what_stands_in_a_hole_is_another_each_time_and_the_rest_is_drawn_once():
    part = template(
        "{{ word }} <i>{{ title }}</i> {{ title }} /-/{{ title|urlencode }}{{ none }}",
        "word=word holes title=title none=none",
    )
    values = ["<b>", mark_safe("<b>"), 1234, "~x.title~"]
    drawn = [part.render(Context({"word": "a", "title": title})) for title in values]
    part.nodelist[1].nodelist.clear()

    filled = ["&lt;b&gt;", "<b>", "1234", "~x.title~"]
    assert drawn == [f"a <i>{title}</i> {title} /-/{title}" for title in filled]
    assert part.render(Context({"word": "a", "title": "later"})) == "a <i>later</i> later /-/later"


def test_a_hole_takes_plain_values_only():
    with pytest.raises(TypeError, match="“title”"):
        template("{{ title }}", "holes title=title").render(Context({"title": ["a"]}))
    with pytest.raises(TemplateSyntaxError, match="title"):
        template("", "holes title")


@pytest.mark.parametrize("name", ["submit:change", "contact:report"])
def test_a_link_to_an_entry_is_the_same_as_worked_out_anew(name):
    load = "{% load sinet_kept %}"
    for language in ("en", "sv"):
        for slug in ("the-kitchen", "ålborg-łódź", "-"):
            values = Context({"kind": "project", "slug": slug})
            with override(language):
                quick = Template(load + "{% entry_link '" + name + "' kind slug %}").render(values)
                assert quick == Template("{% url '" + name + "' kind slug %}").render(values)
