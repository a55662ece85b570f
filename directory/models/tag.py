from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import ItemBase, TagBase

from sinet.common.text import slugify


class Tag(TagBase):
    """A free keyword. Its slug keeps the letters of its own language, so that it can be read."""

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = slugify(tag, default="tag")
        return slug if i is None else f"{slug}-{i}"


class TaggedEntry(ItemBase):
    """That an entry bears a tag."""

    objects: "ClassVar[models.Manager[TaggedEntry]]" = models.Manager()

    content_object = models.ForeignKey("directory.Entry", on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_per_entry")]
