"""`manage.py import_grants FILE --source KEY`: takes a file of grants in, as the desk's page does."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from directory.models import Source
from funding.actions.importing import receive, run
from funding.curate.words import VERDICTS, sentence_of_file_error
from funding.models import GrantImport
from funding.sources.files import MOST_BYTES

_SHOWN = 20


class Command(BaseCommand):
    help = "Take in a file of grants in the 360Giving standard (JSON or CSV), and say what became of every row."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--source", required=True, help="key of the source: the publisher of the file")
        parser.add_argument("--title", default="", help="name of a new source")
        parser.add_argument("--url", default="", help="address of a new source")
        parser.add_argument("--licence", default="", help="licence of the file, such as CC-BY-4.0; else the source's")
        parser.add_argument("--credit", default="", help="credit line; else the source's")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        try:
            if path.stat().st_size > MOST_BYTES:
                raise CommandError(f"{path} is larger than {MOST_BYTES // 2**20} MB.")
            content = path.read_bytes()
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
        found = receive(
            content=content,
            file_name=path.name,
            source=_source(options),
            licence=options["licence"],
            credit=options["credit"],
            by=None,
        )
        run(found)
        if found.state == GrantImport.State.FAILED:
            raise CommandError(sentence_of_file_error(found.error))
        self._tell(found)

    def _tell(self, found: GrantImport) -> None:
        self.stdout.write(
            f"{found.rows:,} rows: {found.accepted:,} taken in ({found.added:,} new, {found.changed:,} changed), "
            f"{found.refused:,} refused"
        )
        for row in found.report["refused"][:_SHOWN]:
            for one in row["problems"]:
                why = VERDICTS[one["what"]]
                self.stdout.write(f"  row {row['row']} {row['grant']}: {one['column']} “{one['value']}”: {why}")
        for one in found.report["remarks"]:
            self.stdout.write(f"  {one['column']}: {one['count']:,} rows: {VERDICTS[one['what']]}")


def _source(options: dict[str, Any]) -> Source:
    """The source; with a title, made where it is not there. Raises `CommandError`."""
    found = Source.objects.filter(pk=options["source"]).first()
    if found:
        return found
    if not (options["title"] and options["licence"]):
        raise CommandError(f"There is no source “{options['source']}”: give --title and --licence to make it.")
    fields = {name: options[name] for name in ("title", "url", "licence", "credit")}
    return Source.objects.create(key=options["source"], **fields)
