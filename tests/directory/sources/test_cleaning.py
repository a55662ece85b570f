import pytest

from directory.sources.cleaning import (
    cut,
    one_line,
    repair,
    summary_and_description,
    to_markdown,
    to_plain,
    without_contact_data,
)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("based on usersâ€™ needs", "based on users’ needs"),
        ("RMGÂ® The New Digital Gold Standard", "RMG® The New Digital Gold Standard"),
        ("a government bond worth ¬1.15 billion", "a government bond worth €1.15 billion"),
        ("muncii; accesorii IT&amp;C; birou&nbsp;nou", "muncii; accesorii IT&C; birou nou"),
        ("The regional government of Kaliningrad\xa0", "The regional government of Kaliningrad"),
        ("The Court of Cassation , in conjunction", "The Court of Cassation, in conjunction"),
        ("soft\u00adhyphen and zero\u200bwidth", "softhyphen and zerowidth"),
        ("Umeå’s “innovation” platform", "Umeå’s “innovation” platform"),
    ],
)
def test_a_text_is_repaired_and_keeps_its_own_quotation_marks(broken: str, whole: str) -> None:
    assert repair(broken) == whole


def test_what_is_no_text_repairs_to_nothing():
    assert [repair(value) for value in (None, 3, ["x"])] == ["", "", ""]


def test_a_name_loses_its_line_breaks():
    assert one_line("CSI Piemonte \n(Inhouse ICT of Regione Piemonte - Italy)") == (
        "CSI Piemonte (Inhouse ICT of Regione Piemonte - Italy)"
    )


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("University Hospital Olomouc, contact [email removed]", "University Hospital Olomouc"),
        ("Call us on 02392 960640 and find out why", "Call us and find out why"),
        ("Besuch uns! Tel.: 0241 / 82 808 10, E-Mail: info@example.org", "Besuch uns!"),
        ("Kontakt in Aachen:\nGaby Muster: 0241 82808\nManfred Muster: 0241 59831", ""),
        ("Write to us at anna.maria@example.org.", "Write to us."),
        ("Ring +46 8 123 45 67 (or [phone removed])", "Ring"),
    ],
)
def test_contact_data_in_running_text_goes_with_the_words_that_announced_it(text: str, cleaned: str) -> None:
    assert without_contact_data(text)[0] == cleaned


@pytest.mark.parametrize(
    "text",
    [
        "Founded in 1994, with 24000 members in 2017-2018.",
        "In 2010/2011 we helped 1 200 000 people at 0,5 %.",
        "The price is 0.123456 BTC; see § 10-20 of law 2016/679.",
        "Open 09:00-17:00, follow @example on social media.",
    ],
)
def test_years_and_figures_are_no_telephone_numbers(text: str) -> None:
    assert without_contact_data(text) == (text, 0)


def test_html_becomes_markdown_without_pictures_and_frames():
    text = (
        '<p>We <strong>cook</strong> &amp; eat.<img src="data:image/png;base64,AAAA"></p>'
        "<ul><li>soup</li></ul><iframe></iframe>"
    )

    assert to_markdown(text) == "We **cook** & eat.\n\n- soup"


def test_signs_of_markdown_in_a_plain_text_stay_signs():
    assert to_markdown("Bürger*innen und Nachbar*innen") == r"Bürger\*innen und Nachbar\*innen"
    assert to_markdown('"Viaggia + <name of the city>"') == r'"Viaggia + \<name of the city>"'
    assert to_markdown("1. Mai ist unser Fest") == r"1\. Mai ist unser Fest"


def test_lines_with_bullets_become_a_list_and_other_lines_paragraphs():
    assert to_markdown("Wir bieten:\n• Kurse\n· Beratung\nKommt vorbei!") == (
        "Wir bieten:\n\n- Kurse\n- Beratung\n\nKommt vorbei!"
    )


def test_lines_that_a_program_wrapped_are_joined():
    text = (
        "SLOW FOOD DEUTSCHLAND wurde 1992 gegründet und zählt über 85 lokale\n"
        "Gruppen. Insgesamt ist Slow Food in über 170 Ländern mit diversen\n"
        "Projekten, Kampagnen und Veranstaltungen aktiv. Als\n"
        "Slow-Food-Mitglied ist man Teil einer großen, bunten, internationalen\n"
        "Gemeinschaft."
    )

    assert to_markdown(text) == " ".join(text.split("\n"))


def test_a_heading_does_not_run_into_the_sentence_after_it():
    assert to_plain("Supporting schools\nWe deliver services.") == "Supporting schools. We deliver services."


def test_a_short_text_is_the_summary_alone():
    assert summary_and_description("Affordable financial services.") == ("Affordable financial services.", "")


def test_the_summary_of_a_long_text_ends_with_a_sentence_and_the_description_is_whole():
    first = "The cooperative repairs bicycles with young people in the harbour quarter of the town, e.g. on Saturdays."
    text = f"{first} {'It also lends tools to everybody who needs them for a day or two. ' * 5}".strip()

    summary, description = summary_and_description(text)

    assert summary.startswith(first)
    assert summary.endswith("for a day or two.")
    assert len(summary) <= 300
    assert description == text


def test_an_abbreviation_does_not_end_a_summary():
    assert cut("A contract was given to the U.K. branch of Dr. Muster for " + "x" * 90, 80).endswith("…")


def test_a_cut_text_never_ends_inside_a_word():
    words = "solidarity " * 60

    assert cut(words.strip(), 100) == ("solidarity " * 9).strip() + "…"
