"""Pictures as people send them, and as strangers do who mean no good. Made here: no file of anybody is needed."""

import io
import struct
import zlib
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from directory.actions.pictures import keep_picture
from directory.models import Picture


def drawing(width: int = 640, height: int = 480, colour: str = "teal") -> Image.Image:
    """A disc on a ground that runs from dark to light, so that a photograph's ways of packing have something to do."""
    ground = Image.linear_gradient("L").resize((width, height))
    picture = Image.merge("RGB", (ground, ground.rotate(180), Image.new("L", (width, height), 128)))
    ImageDraw.Draw(picture).ellipse((width * 0.2, height * 0.2, width * 0.8, height * 0.8), fill=colour)
    return picture


def packed(picture: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    into = io.BytesIO()
    picture.save(into, form, **options)
    return into.getvalue()


def upload(content: bytes | None = None, name: str = "garden.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, packed(drawing()) if content is None else content)


def kept(content: bytes | None = None, **owner: Any) -> Picture:
    """A picture kept by the same action as every other."""
    return keep_picture(file=upload(content), **owner)


def named(
    picture: Picture, text: str = "A garden on a roof", role: str = "picture", credit: str = ""
) -> dict[str, str]:
    """As a document names it."""
    return {"picture": str(picture.uid), "role": role, "alternative_text": text, "credit": credit}


def bomb(side: int = 30_000) -> bytes:
    """A valid PNG of side x side white pixels in some hundred kilobytes: 900 million of them when it is unpacked."""
    row = b"\0" + b"\xff" * ((side + 7) // 8)
    packer = zlib.compressobj(9)
    pixels = b"".join(packer.compress(row) for _ in range(side)) + packer.flush()
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", pixels) + _chunk(b"IEND", b"")


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def animated(form: str = "GIF") -> bytes:
    return packed(drawing(64, 64, "red"), form, save_all=True, append_images=[drawing(64, 64, "blue")])
