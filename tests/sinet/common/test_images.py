"""What strangers send as pictures: read with distrust, kept without anything but its pixels."""

import io
import time

import pytest
from PIL import Image, ImageCms

from sinet.common.images import MOST_BYTES, BadPicture, Drawn, draw
from tests.factories.pictures import animated, bomb, drawing, packed


def drawn(content: bytes, name: str = "garden.jpg") -> Drawn:
    return draw(io.BytesIO(content), name=name, size=len(content))


def opened(made: Drawn, width: int | None = None) -> Image.Image:
    return Image.open(io.BytesIO(made.files[width or made.width]))


def refused(content: bytes, name: str = "garden.jpg") -> str:
    with pytest.raises(BadPicture) as error:
        drawn(content, name)
    return str(error.value)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_format_that_is_taken_is_kept_as_webp(form):
    made = drawn(packed(drawing(640, 480), form), name=f"garden.{form.lower()}")

    assert (made.width, made.height, sorted(made.files)) == (640, 480, [320, 640])
    assert {opened(made, width).format for width in made.files} == {"WEBP"}
    assert [opened(made, width).size for width in sorted(made.files)] == [(320, 240), (640, 480)]


def test_a_large_picture_is_kept_no_wider_or_taller_than_a_screen():
    wide, tall = drawn(packed(drawing(3000, 1000))), drawn(packed(drawing(1000, 3000)))

    assert (wide.width, wide.height, sorted(wide.files)) == (1600, 533, [320, 800, 1600])
    assert (tall.width, tall.height, sorted(tall.files)) == (533, 1599, [320, 533])


def test_nothing_of_the_file_is_kept_but_its_pixels():
    exif = Image.Exif()
    exif[0x010E] = "Taken at home"
    exif.get_ifd(0x8825)[2] = (55.0, 36.0, 0.0)
    made = drawn(packed(drawing(), exif=exif, comment=b"Taken by Kim"))

    kept = opened(made)
    assert dict(kept.getexif()) == {}
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(kept.info)
    assert all(b"Taken" not in content for content in made.files.values())


def test_a_picture_that_lay_on_its_side_is_kept_upright():
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter to the right

    made = drawn(packed(drawing(640, 480), exif=exif))

    assert (made.width, made.height) == (480, 640)


def test_transparency_stays_and_few_colours_stay_exact():
    logo = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    logo.paste((200, 30, 90, 255), (50, 25, 150, 75))

    kept = opened(drawn(packed(logo, "PNG"), name="logo.png")).convert("RGBA")

    assert [kept.getpixel(point) for point in ((5, 5), (100, 50))] == [(0, 0, 0, 0), (200, 30, 90, 255)]


def test_colours_of_print_and_of_wide_screens_become_those_of_a_screen():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with_profile = packed(drawing(), icc_profile=profile)
    with_a_broken_one = packed(drawing(), icc_profile=b"no profile")

    assert opened(drawn(packed(drawing().convert("CMYK")))).mode == "RGB"
    assert opened(drawn(with_profile)).mode == opened(drawn(with_a_broken_one)).mode == "RGB"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "RGBA"])
def test_every_way_of_keeping_pixels_can_be_read(mode):
    picture = Image.new("I;16", (100, 80), 40_000) if mode == "I;16" else drawing(100, 80).convert(mode)

    made = drawn(packed(picture, "PNG"), name="a.png")

    assert opened(made).size == (100, 80)
    if mode == "I;16":
        assert opened(made).convert("L").getpixel((3, 3)) == pytest.approx(40_000 / 256, abs=2)


def test_the_same_picture_has_the_same_name():
    content = packed(drawing())

    assert drawn(content).digest == drawn(content).digest != drawn(packed(drawing(colour="red"))).digest


def test_an_empty_file_is_refused():
    assert "empty" in refused(b"")


def test_a_bomb_is_refused_by_its_head_before_it_is_unpacked():
    content = bomb()
    assert len(content) < 200_000

    began = time.process_time()
    said = refused(content, "bomb.png")

    assert "40 million pixels" in said
    assert time.process_time() - began < 0.5


def test_a_picture_just_over_the_limit_is_refused_too():
    assert "40 million pixels" in refused(bomb(6400), "large.png")


def test_a_file_that_is_too_large_is_refused():
    assert "8 MB" in refused(b"x" * (MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("content", "name"),
    [
        pytest.param(b"Just some words.", "words.png", id="text"),
        pytest.param(b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "logo.png", id="svg"),
        pytest.param(b"%PDF-1.7\n%....", "paper.jpg", id="pdf"),
        pytest.param(packed(drawing(), "BMP"), "picture.png", id="bmp"),
        pytest.param(packed(drawing(), "TIFF"), "picture.jpg", id="tiff"),
        pytest.param(packed(drawing())[:3000], "half.jpg", id="half a jpeg"),
        pytest.param(packed(drawing(), "PNG")[:3000], "half.png", id="half a png"),
        pytest.param(packed(drawing(), "WEBP")[:900], "half.webp", id="half a webp"),
        pytest.param(b"\x89PNG\r\n\x1a\n", "head.png", id="a head alone"),
    ],
)
def test_what_is_no_picture_of_a_kind_that_is_taken_is_refused_whatever_its_name(content, name):
    assert refused(content, name).startswith("This picture cannot be read")


@pytest.mark.parametrize("name", ["logo.svg", "paper.pdf", "garden.jpg.exe", "garden.html"])
def test_a_name_that_ends_otherwise_is_refused_even_with_a_picture_in_it(name):
    assert name[name.rindex(".") :] in refused(packed(drawing()), name)


def test_the_end_of_a_name_may_be_that_of_another_picture():
    assert drawn(packed(drawing(), "PNG"), name="telephone.JPG").width == 640


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_a_moving_picture_is_refused(form):
    assert "Moving" in refused(animated(form), f"film.{form.lower()}")


def test_a_picture_that_nobody_could_see_is_refused():
    assert "too small" in refused(packed(drawing(10, 400)))
