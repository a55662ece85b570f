"""`manage.py load_demo_funding`: the demo's funders and calls, applied like any import."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from directory.actions import apply_bulk
from directory.actions.reference import load_sources
from directory.choices import Channel
from directory.models import Entry
from funding.demo import NAMED_SOURCE, example_source, examples, named_funders
from funding.matching.kept import keep_matches
from funding.models import Call, FunderProfile


class Command(BaseCommand):
    help = (
        "Load the demo's funders and its made-up calls. When no example is open any more, their days are counted anew."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.localtime()
        source = example_source()
        load_sources(rows=[source])
        documents = [] if self._are_current(source["key"]) else list(examples(now))
        if not FunderProfile.objects.filter(entry__source=NAMED_SOURCE).exists():
            documents += named_funders()
        if documents:
            apply_bulk(documents=documents, channel=Channel.IMPORT, by=None, title="Demo: funders and calls")
            keep_matches(at=now)  # else nobody sees what fits before the first night
        self.stdout.write(
            f"  {len(documents)} funders and calls" if documents else "  Funders and calls are loaded already."
        )

    def _are_current(self, key: str) -> bool:
        """Whether an example with a deadline is still open, or somebody has taken the examples away."""
        loaded = Entry.objects.filter(source=key)
        open_now = Call.objects.public().filter(entry__source=key, closes_at__isnull=False).open_at(timezone.now())
        return loaded.exists() and (open_now.exists() or not loaded.public().exists())
