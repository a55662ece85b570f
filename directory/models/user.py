from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class PeopleManager(UserManager["User"]):
    """Makes accounts from an address alone."""

    def _create_user(self, username: str | None, email: str | None, password: str | None, **extra: Any) -> "User":
        user = self.model(email=self.normalize_email(email or username or "").lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(
        self, username: str | None = None, email: str | None = None, password: str | None = None, **extra: Any
    ) -> "User":
        extra.setdefault("is_staff", False)
        extra.setdefault("is_superuser", False)
        return self._create_user(username, email, password, **extra)

    def create_superuser(
        self, username: str | None = None, email: str | None = None, password: str | None = None, **extra: Any
    ) -> "User":
        return self._create_user(username, email, password, **{**extra, "is_staff": True, "is_superuser": True})


class User(AbstractUser):
    """A person who works for a centre or runs the node; visitors and submitters have no account."""

    username = None  # type: ignore[assignment]  # people sign in with their address
    email = models.EmailField(_("e-mail address"), unique=True)

    language = models.CharField(_("language of mails"), max_length=12, default="en")
    is_coordinator = models.BooleanField(_("coordinator over all centres"), default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[PeopleManager] = PeopleManager()

    def __str__(self) -> str:
        return self.email
