"""The only ways in which history is written again: by functions of the tables' owner, which take words away.

Web server and worker may connect as a role without the right to change history (`manage.py grant_rights`).
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from psycopg.types.json import Jsonb

from directory.models import Revision


def redact_revisions(changed: dict[int, dict[str, Any]]) -> list[int]:
    """Write `document`, `note` and `decision` of revisions without what was erased. Returns their keys.

    The database refuses texts with a word that was not there before.
    """
    old = Revision.objects.in_bulk(list(changed))
    with connection.cursor() as cursor:
        for key, fields in changed.items():
            was = {"document": old[key].document, "note": old[key].note, "decision": old[key].decision}
            becomes = was | fields
            values = [key, Jsonb(becomes["document"]), becomes["note"], becomes["decision"]]
            cursor.execute("SELECT sinet_redact_revision(%s, %s, %s, %s)", values)
    return sorted(changed)


def redact_change_sets(titles: dict[int, str]) -> list[int]:
    """Write the titles of change sets without what was erased. Returns their keys."""
    with connection.cursor() as cursor:
        for key, title in titles.items():
            cursor.execute("SELECT sinet_redact_change_set(%s, %s)", [key, title])
    return sorted(titles)


def name_revisions(slugs: Mapping[Revision, str]) -> None:
    """Give revisions that are being applied the words for their addresses, unless they have them."""
    new = {revision.pk: slug for revision, slug in slugs.items() if revision.document.get("slug") != slug}
    if not new:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sinet_name_revision(key, slug) FROM unnest(%s::bigint[], %s::text[]) AS named(key, slug)",
            [list(new), list(new.values())],
        )
