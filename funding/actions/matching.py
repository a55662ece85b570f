"""Which entries the organisations that grants name are: set-based, so that thousands take seconds.

An organisation is an entry when the best ground that any entry has belongs to exactly one: the same registration
number, else the same website under the same or a similar name, else the same name in the same place. What is left
with some evidence waits for a curator, whose decisions are never touched. Entries are public ones of organisations.
It is done when grants come in, when a curator decides, and every night, since entries come after their grants too.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db import connection, transaction

from directory.models import Notice

SIMILAR: Final = 0.4
"""Likeness of names (trigrams) from which the same website settles it."""
ALIKE: Final = 0.6
"""Likeness of names in the same town from which a curator is asked."""

# Names without signs, articles and legal forms.
_CORE: Final = r"""
trim(regexp_replace(regexp_replace(regexp_replace({name}, '[''’.]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'),
    '\m(the|and|ltd|limited|cic|cio|plc|llp|inc|gmbh|ev|ab|aps|oy|ry|asbl|vzw|srl|sia)\M *', '', 'g'))
"""
_PREPARE = """
CREATE TEMP TABLE sinet_party ON COMMIT DROP AS
    SELECT p.id, p.folded, p.host, p.folded_city, p.country, p.registrations, {core of p.folded} AS core
    FROM funding_grantparty p WHERE %(all)s OR p.id = ANY(%(parties)s);
CREATE TEMP TABLE sinet_organisation ON COMMIT DROP AS
    SELECT n.entry_id, n.name, n.host, {core of n.name} AS core
    FROM directory_namerow n JOIN directory_entry e ON e.id = n.entry_id AND e.kind = 'organisation';
CREATE TEMP TABLE sinet_registration ON COMMIT DROP AS
    SELECT o.entry_id, upper(trim(r ->> 'scheme')) AS scheme, upper(trim(r ->> 'scheme')) || ':'
        || ltrim(regexp_replace(upper(r ->> 'id'), '[^A-Z0-9]', '', 'g'), '0') AS number
    FROM directory_organisation o JOIN directory_namerow n ON n.entry_id = o.entry_id,
        jsonb_array_elements(o.registrations) r;
CREATE TEMP TABLE sinet_town ON COMMIT DROP AS
    SELECT DISTINCT l.entry_id, sinet_fold(l.city) AS city, l.country FROM directory_entryplace l
    JOIN directory_namerow n ON n.entry_id = l.entry_id WHERE l.city <> '' AND NOT l.is_hidden;
CREATE TEMP TABLE sinet_neighbour ON COMMIT DROP AS
    SELECT t.city, left(o.core, 4) AS beginning, o.core, o.entry_id
    FROM sinet_town t JOIN sinet_organisation o ON o.entry_id = t.entry_id;
CREATE INDEX ON sinet_registration (entry_id);
CREATE INDEX ON sinet_town (entry_id);
ANALYZE sinet_neighbour;
ANALYZE sinet_party;
ANALYZE sinet_organisation;
ANALYZE sinet_registration;
ANALYZE sinet_town
"""
for _column in ("p.folded", "n.name"):
    _PREPARE = _PREPARE.replace(f"{{core of {_column}}}", _CORE.format(name=_column))
_PAIRS: Final = """
CREATE TEMP TABLE sinet_pair ON COMMIT DROP AS
WITH found AS (
    SELECT p.id AS party_id, r.entry_id FROM sinet_party p, unnest(p.registrations) ours
        JOIN sinet_registration r ON r.number = ours
    UNION SELECT p.id, o.entry_id FROM sinet_party p JOIN sinet_organisation o ON o.host = p.host WHERE p.host <> ''
    UNION SELECT p.id, o.entry_id FROM sinet_party p JOIN sinet_organisation o ON o.core = p.core WHERE p.core <> ''
    UNION SELECT p.id, n.entry_id FROM sinet_party p
        JOIN sinet_neighbour n ON n.city = p.folded_city AND n.beginning = left(p.core, 4)
        WHERE p.folded_city <> '' AND similarity(n.core, p.core) >= %(alike)s
)
SELECT f.party_id, f.entry_id,
    EXISTS (SELECT FROM sinet_registration r WHERE r.entry_id = f.entry_id AND r.number = ANY(p.registrations))
        AS same_registration,
    p.host <> '' AND o.host = p.host AS same_host,
    EXISTS (
        SELECT FROM sinet_town t WHERE t.entry_id = f.entry_id AND t.city = p.folded_city
            AND (p.country = '' OR t.country = '' OR t.country = p.country)
    ) AS same_place,
    similarity(o.core, p.core) AS likeness,
    o.core = p.core AS same_name,
    EXISTS (SELECT FROM sinet_registration r, unnest(p.registrations) n
        WHERE r.entry_id = f.entry_id AND split_part(n, ':', 1) = r.scheme)
    AND NOT EXISTS (SELECT FROM sinet_registration r WHERE r.entry_id = f.entry_id AND r.number = ANY(p.registrations))
        AS other_number
FROM found f JOIN sinet_party p ON p.id = f.party_id JOIN sinet_organisation o ON o.entry_id = f.entry_id;
DELETE FROM sinet_pair s USING funding_grantcandidate c
    WHERE c.party_id = s.party_id AND c.entry_id = s.entry_id AND c.decision = 'different'
"""
_CANDIDATES: Final = """
DELETE FROM funding_grantcandidate c USING sinet_party p WHERE c.party_id = p.id AND c.decision = ''
    AND NOT EXISTS (SELECT FROM sinet_pair s WHERE s.party_id = c.party_id AND s.entry_id = c.entry_id);
INSERT INTO funding_grantcandidate
    (party_id, entry_id, same_registration, same_host, same_place, likeness, decision)
SELECT party_id, entry_id, same_registration, same_host, same_place, likeness, '' FROM sinet_pair
    ORDER BY party_id, entry_id
ON CONFLICT (party_id, entry_id) DO UPDATE SET same_registration = EXCLUDED.same_registration,
    same_host = EXCLUDED.same_host, same_place = EXCLUDED.same_place, likeness = EXCLUDED.likeness
WHERE (funding_grantcandidate.same_registration, funding_grantcandidate.same_host, funding_grantcandidate.same_place,
    funding_grantcandidate.likeness)
    IS DISTINCT FROM (EXCLUDED.same_registration, EXCLUDED.same_host, EXCLUDED.same_place, EXCLUDED.likeness)
"""
_STATES: Final = """
WITH ranked AS (
    SELECT party_id, entry_id, CASE
        WHEN same_registration THEN 1
        WHEN other_number THEN 9
        WHEN same_host AND same_name THEN 2
        WHEN same_host AND likeness >= %(similar)s THEN 3
        WHEN same_name AND same_place THEN 4
        ELSE 9 END AS ground
    FROM sinet_pair
), best AS (
    SELECT DISTINCT ON (party_id) party_id, entry_id, ground,
        count(*) OVER (PARTITION BY party_id, ground) AS several
    FROM ranked ORDER BY party_id, ground, entry_id
), decided AS (
    SELECT party_id, entry_id FROM funding_grantcandidate WHERE decision = 'same'
), state AS (
    SELECT p.id, coalesce(d.entry_id, CASE WHEN b.ground < 9 AND b.several = 1 THEN b.entry_id END) AS entry_id,
        CASE WHEN d.entry_id IS NOT NULL THEN 'curator'
            WHEN b.several = 1
                THEN (ARRAY['registration', 'website', 'website', 'name_and_place'])[b.ground] END AS ground,
        b.party_id IS NOT NULL AS has_candidates
    FROM sinet_party p LEFT JOIN best b ON b.party_id = p.id LEFT JOIN decided d ON d.party_id = p.id
)
UPDATE funding_grantparty p SET entry_id = s.entry_id, ground = coalesce(s.ground, ''),
    state = CASE WHEN s.entry_id IS NOT NULL THEN 'matched' WHEN s.has_candidates THEN 'doubtful' ELSE 'none' END
FROM state s WHERE s.id = p.id AND (p.entry_id, p.ground, p.state) IS DISTINCT FROM
    (s.entry_id, coalesce(s.ground, ''),
     CASE WHEN s.entry_id IS NOT NULL THEN 'matched' WHEN s.has_candidates THEN 'doubtful' ELSE 'none' END)
"""
_DROP: Final = """
DROP TABLE IF EXISTS sinet_pair, sinet_neighbour, sinet_party, sinet_organisation, sinet_registration, sinet_town
"""


def match(parties: Iterable[int] | None = None) -> int:
    """Compare these organisations (else all) with the entries that are public now, in the caller's transaction.

    Returns of how many it is now said otherwise whether they are an entry, and which.
    """
    values: dict[str, Any] = {
        "all": parties is None,
        "parties": list(parties or ()),
        "similar": SIMILAR,
        "alike": ALIKE,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DROP)
        for statements in (_PREPARE, _PAIRS, _CANDIDATES, _STATES):
            for statement in statements.split(";\n"):
                cursor.execute(statement, values)
        changed: int = cursor.rowcount
        cursor.execute(_DROP)
    return changed


@transaction.atomic
def match_all() -> int:
    """Compare every organisation that grants name with the entries of today: one may have come, changed or gone.

    Pages that are kept are made anew where it is now said otherwise of any; returns of how many.
    """
    changed = match()
    if changed:
        Notice.objects.create(topic=Notice.Topic.NAMES)
    return changed
