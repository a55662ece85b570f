"""The app's registration, with all that it adds to the directory."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the kind and the section, then what pages and forms show of them."""
        from directory.choices import Kind
        from directory.extensions import registry
        from funding.actions.deciding import follow_merge
        from funding.browse.panels import grants_given, grants_received
        from funding.browse.ways import ways
        from funding.documents.shapes import CALL, FUNDER_PROFILE
        from funding.indexing import index_opportunities

        registry.add_kind(CALL)
        registry.add_section(FUNDER_PROFILE)
        registry.add_index(index_opportunities)
        registry.add_panel(grants_given, Kind.ORGANISATION)
        registry.add_panel(grants_received, Kind.ORGANISATION)
        registry.add_panel(ways, Kind.ORGANISATION, Kind.PROJECT, Kind.CALL)
        registry.add_merge(follow_merge)
