import pytest

from directory.sources.languages import detect, without_name

TEXTS = {
    "sv": "Vi lagar cyklar tillsammans med unga människor i stadsdelen och lånar ut verktyg till alla.",
    "da": "Vi reparerer cykler sammen med unge mennesker i kvarteret og udlåner værktøj til alle.",
    "no": "Vi reparerer sykler sammen med unge mennesker i nabolaget og låner ut verktøy til alle som vil.",
    "fi": "Korjaamme polkupyöriä yhdessä nuorten kanssa ja lainaamme työkaluja kaikille asukkaille.",
    "et": "Parandame koos noortega jalgrattaid ja laename tööriistu kõigile linnaosa elanikele.",
    "lv": "Mēs kopā ar jauniešiem labojam velosipēdus un aizdodam instrumentus visiem iedzīvotājiem.",
    "lt": "Kartu su jaunimu taisome dviračius ir skoliname įrankius visiems rajono gyventojams.",
    "de": "Wir reparieren mit jungen Leuten im Viertel Fahrräder und verleihen Werkzeug an alle.",
    "en": "We repair bicycles with young people in the neighbourhood and lend tools to everybody.",
    "fr": "Nous réparons des vélos avec les jeunes du quartier et prêtons des outils à tous.",
    "es": "Reparamos bicicletas con los jóvenes del barrio y prestamos herramientas a todo el mundo.",
    "it": "Ripariamo biciclette con i giovani del quartiere e prestiamo attrezzi a tutti gli abitanti.",
    "pt": "Reparamos bicicletas com os jovens do bairro e emprestamos ferramentas a toda a gente.",
    "ro": "Reparăm biciclete împreună cu tinerii din cartier și împrumutăm unelte tuturor locuitorilor.",
    "hu": "Kerékpárokat javítunk a környék fiataljaival, és szerszámokat kölcsönzünk mindenkinek.",
    "cs": "Opravujeme kola s mladými lidmi ze čtvrti a půjčujeme nářadí všem obyvatelům města.",
    "sk": "Opravujeme bicykle s mladými ľuďmi zo štvrte a požičiavame náradie všetkým obyvateľom.",
    "sl": "Z mladimi iz soseske popravljamo kolesa in vsem prebivalcem posojamo orodje.",
    "hr": "Popravljamo bicikle s mladima iz kvarta i posuđujemo alat svim stanovnicima grada.",
    "bg": "Ремонтираме велосипеди с младите хора от квартала и даваме инструменти назаем на всички.",
    "el": "Επισκευάζουμε ποδήλατα με τους νέους της γειτονιάς και δανείζουμε εργαλεία σε όλους.",
    "pl": "Naprawiamy rowery z młodzieżą z dzielnicy i pożyczamy narzędzia wszystkim mieszkańcom.",
    "nl": "We repareren fietsen met jongeren uit de buurt en lenen gereedschap uit aan iedereen.",
}


@pytest.mark.parametrize(("language", "text"), TEXTS.items())
def test_the_language_of_a_text_is_told(language: str, text: str) -> None:
    assert detect(text) == language


def test_a_text_too_short_to_tell_is_undetermined():
    assert detect("Youth Association", spoken=["hr"]) == "und"


def test_a_name_in_another_language_does_not_hide_the_language_of_the_text():
    text = "Pécsi Szín-Tér Egyesület is a community developer for disadvataged people."

    assert detect(text, spoken=["hu"]) == "hu"
    assert detect(without_name(text, "Pécsi Szín-Tér Egyesület")) == "en"
    assert without_name("Alfa Albona", "Alfa Albona") == "Alfa Albona"


def test_the_languages_of_the_country_decide_where_the_text_alone_does_not():
    shouted = '"MILUJTE ĽUDÍ TAKÝCH, AKÍ SÚ, ČÍM MENEJ SI TO ZASLÚŽIA, TÝM VIAC ICH MILUJTE."'

    assert detect(shouted, spoken=["sk"]) == "sk"
    assert detect("Servicios de diseño gráfico, diseño editorial e ilustración", spoken=["es"]) == "es"
