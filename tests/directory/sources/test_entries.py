import pytest

from directory.sources.entries import document, give_slugs, name_key, same_name_pairs, set_tags, without_shouting
from directory.sources.places import place

SOURCE = {"key": "susy"}


def entry(title: str, city: str = "", country: str | None = None) -> dict:
    made = document("organisation", f"uid of {title}", title, language="und", source=SOURCE)
    made["places"] = [place(country=country, city=city)] if country else []
    return made


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("DUNDEE INTERNATIONAL WOMEN’S CENTRE", "Dundee International Women’s Centre"),
        ("ASSOCIAÇÃO TRANSUMÂNCIA E NATUREZA", "Associação Transumância e Natureza"),
        ("HOMES FOR GOOD (SCOTLAND) CIC", "Homes for Good (Scotland) CIC"),
        ("BRIGHT SPARKS SCIENCE C.I.C.", "Bright Sparks Science C.I.C."),
        ("THE MELTING POT", "The Melting Pot"),
        ("SHAKTI WOMEN'S AID", "Shakti Women's Aid"),
        ("HO & RUCK", "HO & RUCK"),
        ("BOOKDONORS CIC", "BOOKDONORS CIC"),
        ("INKOTA", "INKOTA"),
        ("SOS FAIM", "SOS FAIM"),
        ("Κ.Ι.ΦΑ.", "Κ.Ι.ΦΑ."),
        ("Radio FRO", "Radio FRO"),
    ],
)
def test_a_name_of_several_words_in_capitals_is_written_as_names_are(given: str, written: str) -> None:
    assert without_shouting(given) == written


def test_slugs_are_readable_and_unique():
    entries = [entry("Küche & Garten"), entry("Küche Garten"), entry("Küche Garten 2"), entry("Θεσσαλονίκη")]

    give_slugs(entries)

    assert [one["slug"] for one in entries] == ["küche-garten", "küche-garten-2", "küche-garten-2-2", "θεσσαλονίκη"]


def test_entries_of_one_name_and_town_are_listed_in_pairs_and_both_stay():
    entries = [
        entry("Terre", "Herstal", "BE"),
        entry("TERRE", "Herstal", "BE"),
        entry("Terre", "Liège", "BE"),
        entry("Terre", "", "FR"),
    ]
    give_slugs(entries)

    assert same_name_pairs(entries) == [("terre", "terre-2", "same name and town")]
    assert len(entries) == 4


def test_two_spellings_of_a_name_have_one_key():
    assert name_key("SantéSuite, Inc.") == name_key("SanteSuite Inc")


def test_a_tag_stands_once_whatever_its_capitals_and_accents():
    made = entry("x y")

    set_tags(made, ["Repair Café", "repair cafe", " ", "x", "a" * 61, "recycling."])

    assert made["tags"] == ["Repair Café", "recycling"]
