"""Pictures that strangers send: read with distrust, drawn anew, written in several widths.

What is kept holds nothing of the file that came but its pixels: no place, camera, name or thumbnail.
"""

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from threading import BoundedSemaphore
from typing import IO, Final

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

FORMATS: Final[Mapping[str, tuple[str, ...]]] = {
    "JPEG": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "PNG": (".png",),
    "WEBP": (".webp",),
    "GIF": (".gif",),
}
"""What is read, with the ends of their names. No SVG: it is a document with scripts, not a picture."""
ACCEPT: Final = "image/jpeg,image/png,image/webp,image/gif"
MOST_BYTES: Final = 8 * 1024 * 1024
MOST_PIXELS: Final = 40_000_000
"""Width times height. Said by the head of the file, before anything of it is unpacked."""
LEAST_SIDE: Final = 24
WIDTHS: Final = (320, 800, 1600)
"""In pixels: a logo or card, a column of text, the whole width of a screen. A file is never wider than its original."""
TALLEST: Final = 1600
KEPT_AS: Final = "webp"
_QUALITY: Final = 82
_FEW_COLOURS: Final = 1024
"""A drawing of so few colours is kept exactly: its edges would blur, and it is smaller so."""
# One picture at a time in each process: unpacked it takes up to 160 MB.
_ONE_AT_A_TIME: Final = BoundedSemaphore(1)
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


class BadPicture(Exception):
    """What was sent cannot be taken; says why, in the words of the page."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture as it is kept: its files by their width in pixels, the largest being the picture itself."""

    width: int
    height: int
    files: Mapping[int, bytes]
    digest: str
    """SHA-256 of the largest file."""


def draw(file: IO[bytes], *, name: str, size: int) -> Drawn:
    """Read a picture of `size` bytes that somebody called `name`, and draw it anew. Raises `BadPicture`."""
    _check_outside(name, size)
    with _ONE_AT_A_TIME:
        picture = _fitted(_unpack(file))
        exact = picture.getcolors(_FEW_COLOURS) is not None
        widths = [*(width for width in WIDTHS if width < picture.width), picture.width]
        files = {width: _packed(_narrowed(picture, width), exact=exact) for width in widths}
    return Drawn(picture.width, picture.height, files, hashlib.sha256(files[picture.width]).hexdigest())


def _check_outside(name: str, size: int) -> None:
    """What can be said without opening it."""
    if not size:
        raise BadPicture(_("This file is empty. Choose it again, or choose another."))
    if size > MOST_BYTES:
        raise BadPicture(too_large())
    end = PurePath(name).suffix.lower()
    if end and not any(end in ends for ends in FORMATS.values()):
        raise BadPicture(
            _("A file that ends in “%(end)s” is not taken. Choose a JPEG, PNG, WebP or GIF.") % {"end": end}
        )


def too_large() -> str:
    return _("This file is larger than %(most)d MB. Make it smaller first.") % {"most": MOST_BYTES >> 20}


def _unpack(file: IO[bytes]) -> Image.Image:
    """The pixels, upright and in the colours of a screen."""
    try:
        opened = Image.open(file, formats=tuple(FORMATS))
        _check_inside(opened)
        opened.draft("RGB", (WIDTHS[-1], TALLEST))  # a large JPEG is unpacked in a smaller size at once
        opened.load()
        return _in_screen_colours(ImageOps.exif_transpose(opened))
    except BadPicture:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception as error:  # a broken file makes the readers raise anything
        text = _("This picture cannot be read: it is broken or of another kind. Choose a JPEG, PNG, WebP or GIF.")
        raise BadPicture(text) from error


def _check_inside(opened: Image.Image) -> None:
    """What the head of the file says."""
    if opened.width * opened.height > MOST_PIXELS:
        raise _too_many_pixels()
    if min(opened.size) < LEAST_SIDE:
        raise BadPicture(
            _("This picture is too small to be seen. It needs %(least)d pixels a side.") % {"least": LEAST_SIDE}
        )
    if getattr(opened, "n_frames", 1) > 1:
        raise BadPicture(_("Moving pictures are not taken. Choose one that stands still."))


def _too_many_pixels() -> BadPicture:
    most = MOST_PIXELS // 1_000_000
    return BadPicture(_("This picture has more than %(most)d million pixels. Make it smaller first.") % {"most": most})


def _in_screen_colours(picture: Image.Image) -> Image.Image:
    """As RGB with or without transparency; colours of another space (print, wide screens) are converted."""
    profile = picture.info.get("icc_profile")
    has_alpha = "A" in picture.getbands() or "transparency" in picture.info
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256, "L")
    mode = "RGBA" if has_alpha else "RGB"
    if profile and picture.mode in ("RGB", "CMYK"):
        try:
            made = ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None  # a broken profile: the colours are taken as they are
        picture = made or picture
    return picture.convert(mode)


def _fitted(picture: Image.Image) -> Image.Image:
    """No larger than what is kept of it at most."""
    return _narrowed(picture, max(1, min(picture.width, WIDTHS[-1], round(picture.width * TALLEST / picture.height))))


def _narrowed(picture: Image.Image, width: int) -> Image.Image:
    if width == picture.width:
        return picture
    return picture.resize((width, height_at(width, picture.width, picture.height)), Image.Resampling.LANCZOS)


def height_at(width: int, full_width: int, full_height: int) -> int:
    """The height in pixels of the file of this width."""
    return max(1, round(full_height * width / full_width))


def _packed(picture: Image.Image, *, exact: bool) -> bytes:
    """The file. Only pixels are written: no profile, no metadata."""
    into = io.BytesIO()
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())
    bare.save(into, "WEBP", lossless=exact, quality=_QUALITY, method=4)
    return into.getvalue()
