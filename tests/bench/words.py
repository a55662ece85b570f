"""The words of which generated entries are made: six languages, twenty-nine countries."""

from typing import Final

LANGUAGES: Final = {"en": 0.40, "fr": 0.16, "es": 0.14, "sv": 0.10, "da": 0.10, "fi": 0.10}
"""Language → its share."""
LANGUAGE_OF: Final = {"DK": "da", "NO": "da", "SE": "sv", "FI": "fi", "FR": "fr", "BE": "fr", "LU": "fr", "ES": "es"}
"""Country → the language of most of its entries; elsewhere by the shares above."""

# Country, weight, then its cities with latitude and longitude.
PLACES: Final = """
DE 83 Berlin 52.52 13.40 Hamburg 53.55 9.99 Munchen 48.14 11.58 Koln 50.94 6.96 Leipzig 51.34 12.37
FR 68 Paris 48.86 2.35 Lyon 45.76 4.84 Marseille 43.30 5.37 Toulouse 43.60 1.44 Lille 50.63 3.06 Nantes 47.22 -1.55
GB 67 London 51.51 -0.13 Manchester 53.48 -2.24 Glasgow 55.86 -4.25 Bristol 51.45 -2.59 Leeds 53.80 -1.55
IT 59 Roma 41.90 12.50 Milano 45.46 9.19 Torino 45.07 7.69 Napoli 40.85 14.27 Bologna 44.49 11.34
ES 48 Madrid 40.42 -3.70 Barcelona 41.39 2.17 Valencia 39.47 -0.38 Sevilla 37.39 -5.98 Bilbao 43.26 -2.93
PL 37 Warszawa 52.23 21.01 Krakow 50.06 19.94 Gdansk 54.35 18.65 Wroclaw 51.11 17.04
RO 19 Bucuresti 44.43 26.10 Cluj-Napoca 46.77 23.60 Iasi 47.16 27.59
NL 18 Amsterdam 52.37 4.90 Rotterdam 51.92 4.48 Utrecht 52.09 5.12
BE 12 Bruxelles 50.85 4.35 Gent 51.05 3.72 Liege 50.63 5.57
CZ 11 Praha 50.08 14.44 Brno 49.20 16.61
SE 10 Stockholm 59.33 18.07 Goteborg 57.71 11.97 Malmo 55.60 13.00 Uppsala 59.86 17.64
PT 10 Lisboa 38.72 -9.14 Porto 41.16 -8.63
GR 10 Athina 37.98 23.73 Thessaloniki 40.64 22.94
HU 10 Budapest 47.50 19.04 Szeged 46.25 20.15
AT 9 Wien 48.21 16.37 Graz 47.07 15.44
BG 7 Sofia 42.70 23.32 Plovdiv 42.14 24.75
DK 6 Kobenhavn 55.68 12.57 Aarhus 56.16 10.20 Odense 55.40 10.40
FI 6 Helsinki 60.17 24.94 Tampere 61.50 23.76 Turku 60.45 22.27 Oulu 65.01 25.47
SK 5 Bratislava 48.15 17.11 Kosice 48.72 21.26
NO 5 Oslo 59.91 10.75 Bergen 60.39 5.32 Trondheim 63.43 10.40
IE 5 Dublin 53.35 -6.26 Cork 51.90 -8.47
HR 4 Zagreb 45.81 15.98 Split 43.51 16.44
LT 3 Vilnius 54.69 25.28 Kaunas 54.90 23.90
SI 2 Ljubljana 46.06 14.51 Maribor 46.55 15.65
LV 2 Riga 56.95 24.11
EE 1 Tallinn 59.44 24.75 Tartu 58.38 26.72
CY 1 Nicosia 35.19 33.38
LU 1 Luxembourg 49.61 6.13
MT 1 Valletta 35.90 14.51
IS 1 Reykjavik 64.15 -21.94
"""

# By rank: the most common words of each language.
STOP: Final = {
    "en": (
        "the of and to in a is for that with on as are by this it be from or which an at we our their has "
        "have not more can will "
    ).split(),
    "fr": (
        "de la le et les des en un une du dans pour est que qui sur par au avec plus ce il sont se pas aux ou "
        "nous leur cette "
    ).split(),
    "es": (
        "de la que el en y a los las del un por con una para es se al lo como sus su mas o entre este son ha "
        "desde sobre "
    ).split(),
    "sv": (
        "och i att en som det av på är för med den till ett har de om var vi kan inte från så eller vid men "
        "sin ut efter alla "
    ).split(),
    "da": (
        "og i at en der det af på er for med den til et har de om var vi kan ikke fra så eller ved men sin ud "
        "efter alle "
    ).split(),
    "fi": (
        "ja on ei että se oli joka hän mutta ovat kun niin myös tai sekä kuin jos voi ovat sen mukaan kanssa "
        "sitä tämä olla vain noin mitä jo me "
    ).split(),
}

# Next: words of this field, each in 5 to 30 % of the texts of its language.
FIELD: Final = {
    "en": (
        "community social innovation digital people project local support network open data citizens learning "
        "platform health energy young city public services partners development access training climate care "
        "participation schools volunteers funding research women migrants housing food mobility sharing "
        "democracy transparency skills employment inclusion sustainable tools workshop knowledge change "
        "impact cooperation neighbourhood elderly families refugees solar recycling garden repair cycling "
        "software hardware sensors maps policy government foundation university enterprise cooperative "
    ).split(),
    "fr": (
        "communauté sociale innovation numérique personnes projet local soutien réseau ouvert données "
        "citoyens apprentissage plateforme santé énergie jeunes ville public services partenaires "
        "développement accès formation climat soins participation écoles bénévoles financement recherche "
        "femmes migrants logement alimentation mobilité partage démocratie transparence compétences emploi "
        "inclusion durable outils atelier savoir changement impact coopération quartier aînés familles "
        "réfugiés solaire recyclage jardin réparation vélo logiciel matériel capteurs cartes politique "
        "gouvernement fondation université entreprise coopérative "
    ).split(),
    "es": (
        "comunidad social innovación digital personas proyecto local apoyo red abierta datos ciudadanos "
        "aprendizaje plataforma salud energía jóvenes ciudad público servicios socios desarrollo acceso "
        "formación clima cuidado participación escuelas voluntarios financiación investigación mujeres "
        "migrantes vivienda alimentos movilidad compartir democracia transparencia habilidades empleo "
        "inclusión sostenible herramientas taller conocimiento cambio impacto cooperación barrio mayores "
        "familias refugiados solar reciclaje huerto reparación bicicleta programas equipos sensores mapas "
        "política gobierno fundación universidad empresa cooperativa "
    ).split(),
    "sv": (
        "gemenskap social innovation digital människor projekt lokal stöd nätverk öppen data medborgare "
        "lärande plattform hälsa energi unga stad offentlig tjänster partner utveckling tillgång utbildning "
        "klimat omsorg deltagande skolor volontärer finansiering forskning kvinnor migranter boende mat "
        "rörlighet delning demokrati öppenhet färdigheter arbete inkludering hållbar verktyg verkstad kunskap "
        "förändring påverkan samarbete grannskap äldre familjer flyktingar solkraft återvinning trädgård "
        "reparation cykling programvara hårdvara sensorer kartor politik regering stiftelse universitet "
        "företag kooperativ "
    ).split(),
    "da": (
        "fællesskab social innovation digital mennesker projekt lokal støtte netværk åben data borgere læring "
        "platform sundhed energi unge by offentlig tjenester partnere udvikling adgang uddannelse klima "
        "omsorg deltagelse skoler frivillige finansiering forskning kvinder migranter bolig mad mobilitet "
        "deling demokrati gennemsigtighed færdigheder beskæftigelse inklusion bæredygtig værktøjer værksted "
        "viden forandring virkning samarbejde nabolag ældre familier flygtninge solkraft genbrug have "
        "reparation cykling software hardware sensorer kort politik regering fond universitet virksomhed "
        "kooperativ "
    ).split(),
    "fi": (
        "yhteisö sosiaalinen innovaatio digitaalinen ihmiset hanke paikallinen tuki verkosto avoin data "
        "kansalaiset oppiminen alusta terveys energia nuoret kaupunki julkinen palvelut kumppanit kehitys "
        "pääsy koulutus ilmasto hoiva osallistuminen koulut vapaaehtoiset rahoitus tutkimus naiset "
        "maahanmuuttajat asuminen ruoka liikkuvuus jakaminen demokratia avoimuus taidot työllisyys osallisuus "
        "kestävä työkalut työpaja tieto muutos vaikutus yhteistyö naapurusto ikääntyneet perheet pakolaiset "
        "aurinko kierrätys puutarha korjaus pyöräily ohjelmisto laitteisto anturit kartat politiikka hallitus "
        "säätiö yliopisto yritys osuuskunta "
    ).split(),
}

# Then a long tail of made-up words: beginnings, vowels, ends of syllables, endings.
SYLLABLES: Final = {
    "en": (
        "br cl d f gr h l m n p r s st t tr v w",
        "a e i o u ea oo ai",
        " n r s l t nd ck",
        "ing ment ness er ship tion able ful ly s",
    ),
    "fr": (
        "b ch d f g gr l m n p pr r s t v",
        "a e i o u ou eau ai é",
        " n r s l",
        "tion ment eur euse ité age ique ement s",
    ),
    "es": (
        "b c d f g l m n p pr r s t tr v",
        "a e i o u ie ue",
        " n r s l",
        "ción miento dor dad aje ico mente s ando",
    ),
    "sv": (
        "b d f g h k l m n r s sk st t tr v",
        "a e i o u å ä ö",
        " n r s l ng",
        "ning het are skap lig ande erna ar en",
    ),
    "da": (
        "b d f g h k l m n r s sk st t tr v",
        "a e i o u å æ ø",
        " n r s l ng",
        "ning hed ere skab lig ende erne er en",
    ),
    "fi": (
        "h j k l m n p r s t v",
        "a e i o u aa ee ii uu ä ö yö uo ie",
        " n l s t",
        "inen isuus minen sto ja lla ssa sta en ista",
    ),
}
