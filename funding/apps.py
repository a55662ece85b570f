"""The app's registration, with all that it adds to the directory."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kind and the section first: searching knows its filters from the moment it is imported."""
        from directory.extensions import registry
        from funding.documents.shapes import CALL, FUNDER_PROFILE, FUNDERS

        registry.add_kind(CALL)
        registry.add_section(FUNDER_PROFILE)
        registry.add_list(FUNDERS)
        registry.add_pages("funding:money", "funding:match", "funding:grants")
        registry.add_api_list("grants", "funding-api:grant-list")
        _register_pages()


def _register_pages() -> None:
    """What pages show of it, what is indexed, and what a merge moves along."""
    from directory.choices import Kind
    from directory.extensions import registry
    from funding import announcing
    from funding.actions.deciding import follow_merge
    from funding.actions.fitting import fit_soon
    from funding.browse.calls import call_facts, call_panel
    from funding.browse.funders import FUNDS, funder_calls, funder_profile
    from funding.browse.panels import GAVE, GOT, grants_given, grants_received
    from funding.browse.ways import own_ways, ways
    from funding.indexing import index_opportunities
    from funding.matching.kept import BEST_CALLS
    from funding.models import Grant, GrantImport, GrantParty
    from funding.reminding import remind
    from funding.submit import calls, funders

    registry.add_form(calls.FORM)
    registry.add_form(funders.FORM)
    registry.add_facts(Kind.CALL, call_facts)
    registry.add_index(index_opportunities)
    registry.add_follow_up(fit_soon)
    registry.add_reminder(remind)
    registry.add_answers(announcing.ANSWERS)
    registry.add_finder(announcing.CALLS, Kind.ORGANISATION, Kind.PROJECT)
    registry.add_finder(announcing.INITIATIVES, Kind.CALL)
    registry.add_panel(call_panel, Kind.CALL)
    registry.add_panel(funder_profile, Kind.ORGANISATION)
    registry.add_panel(funder_calls, Kind.ORGANISATION, asks=FUNDS)
    registry.add_panel(grants_given, Kind.ORGANISATION, asks=GAVE)
    registry.add_panel(grants_received, Kind.ORGANISATION, asks=GOT)
    registry.add_panel(ways, Kind.ORGANISATION, Kind.PROJECT, asks=BEST_CALLS)
    registry.add_panel(ways, Kind.CALL)
    registry.add_own_ways(own_ways)
    registry.add_merge(follow_merge)
    registry.add_texts(GrantImport, "file_name", "credit", "report", "error")
    registry.add_texts(Grant, "title", "programme", "record")
    registry.add_texts(GrantParty, "name", "website", "city", "host", "folded", "folded_city")
