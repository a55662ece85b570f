"""`manage.py messages update|check|compile`: the translations of the interface."""

from typing import Any

from babel.messages.catalog import Catalog
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from sinet.messages.catalogues import (
    catalogue_paths,
    compile_catalogues,
    language_of,
    read_catalogue,
    untranslated,
    update_catalogue,
)
from sinet.messages.extraction import extract_catalogue


class Command(BaseCommand):
    help = "Writes new texts into the catalogues, checks that they are complete, or compiles them."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=("update", "check", "compile"))

    def handle(self, *, what: str, **options: Any) -> None:
        if what == "compile":
            compile_catalogues()
            return
        template = extract_catalogue(settings.ROOT)
        if what == "update":
            for path in catalogue_paths():
                update_catalogue(path, template)
        problems = self._problems(template)
        if problems:
            raise CommandError("\n".join(problems))
        self.stdout.write(f"{len(template)} texts are translated into {len(catalogue_paths())} languages.")

    def _problems(self, template: Catalog) -> list[str]:
        """One line for each text that a language lacks or that no code uses any more."""
        used = {(message.id, message.context) for message in template if message.id}
        problems = []
        for path in catalogue_paths():
            catalogue = read_catalogue(path)
            language = language_of(path)
            known = {(message.id, message.context) for message in catalogue if message.id}
            problems += [f"{language}: not in the catalogue: {text!r}" for text, _ in sorted(used - known, key=str)]
            problems += [f"{language}: no longer used: {text!r}" for text, _ in sorted(known - used, key=str)]
            problems += [f"{language}: not translated: {message.id!r}" for message in untranslated(catalogue)]
            problems += [
                f"{language}: {message.id!r}: {error}" for message, errors in catalogue.check() for error in errors
            ]
        return problems
