"""The project as an app: it brings the commands `database` and `compile_messages`."""

from django.apps import AppConfig


class SinetConfig(AppConfig):
    name = "sinet"
    verbose_name = "sinet"
