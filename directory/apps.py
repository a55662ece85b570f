"""The app's registration, and that of Django's admin with our own site for operators."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class DirectoryConfig(AppConfig):
    name = "directory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what the directory's own kinds are made of."""
        from directory.documents.kinds import register

        register()


class OperatorsConfig(admin.AdminConfig):
    default = False  # of the two here, `directory` means the first
    default_site = "directory.operators.OperatorSite"
