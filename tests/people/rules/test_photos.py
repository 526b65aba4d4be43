"""Which photos do we take, and what do we make of them?"""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from okprofs.kernel.refusals import Refused
from okprofs.people.rules.photos import LARGEST_BYTES, SIDES, Size, photo_from

SECRET = "52 graden noord, met het toestel van Anneke"


def file_of(picture: Image.Image, kind: str = "JPEG", **options: object) -> bytes:
    target = BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def code_of(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        photo_from(content)
    return refused.value.refusals[0].code


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_made_anew_square_and_in_each_size(kind: str) -> None:
    made = photo_from(file_of(Image.new("RGB", (900, 600), "teal"), kind))
    assert {size: opened(content).size for size, content in made.items()} == {
        size: (side, side) for size, side in SIDES.items()
    }
    assert {opened(content).format for content in made.values()} == {"JPEG"}
    assert sum(map(len, made.values())) < 100_000


def test_nothing_that_the_camera_wrote_along_remains() -> None:
    picture = Image.new("RGB", (400, 400), "teal")
    exif = Image.Exif()
    exif[0x010E] = SECRET
    told = file_of(picture, exif=exif, comment=SECRET.encode())
    assert SECRET.encode() in told
    # What stands behind the picture is no picture either.
    for content in photo_from(told + f"<script>{SECRET}</script>".encode()).values():
        assert SECRET.encode() not in content
        assert not opened(content).getexif()
        assert not {"exif", "comment", "icc_profile", "xmp"} & opened(content).info.keys()


def test_the_middle_is_kept_and_a_camera_on_its_side_is_put_upright() -> None:
    picture = Image.new("RGB", (600, 300), "white")
    picture.paste("red", (150, 0, 450, 150))
    picture.paste("blue", (150, 150, 450, 300))
    exif = Image.Exif()
    exif[0x0112] = 3  # upside down
    kept = opened(photo_from(file_of(picture, exif=exif, quality=95))[Size.SMALL])
    top, bottom = kept.getpixel((50, 10)), kept.getpixel((50, 95))
    assert isinstance(top, tuple)
    assert isinstance(bottom, tuple)
    assert (top[2] > 200, bottom[0] > 200) == (True, True), (top, bottom)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_every_way_of_keeping_colours_can_be_sent_and_what_is_see_through_becomes_paper(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = opened(photo_from(file_of(Image.new(mode, (300, 300)), kind))[Size.SMALL])
    assert made.mode == "RGB"
    if mode in ("RGBA", "LA"):
        assert made.getpixel((50, 50)) == (255, 255, 255)


def bomb(width: int, height: int) -> bytes:
    """A PNG whose header promises that many points, and nothing more."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    checked = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return b"\x89PNG\r\n\x1a\n" + checked + struct.pack(">I", 1000) + b"IDAT"


@pytest.mark.parametrize("side", [5_001, 9_500, 30_000])
def test_what_would_become_too_many_points_is_refused_by_its_header(side: int) -> None:
    assert code_of(bomb(side, side)) == "photo_too_large"


def test_too_many_bytes_are_refused_unread() -> None:
    assert code_of(b"\xff" * (LARGEST_BYTES + 1)) == "photo_too_large"


def test_what_shows_nobody_is_refused() -> None:
    assert code_of(file_of(Image.new("RGB", (1000, 199)))) == "photo_too_small"


def cases() -> dict[str, bytes]:
    picture = Image.new("RGB", (300, 300), "teal")
    return {
        "nothing": b"",
        "text": b"geen foto",
        "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n",
        "gif": file_of(picture, "GIF"),
        "tiff": file_of(picture, "TIFF"),
        "bmp": file_of(picture, "BMP"),
        "pdf": file_of(picture, "PDF"),
        "half a jpeg": file_of(Image.effect_noise((300, 300), 90).convert("RGB"))[:5000],
        "half a png": file_of(Image.effect_noise((300, 300), 90), "PNG")[:5000],
        "only a header": bomb(300, 300),
    }


@pytest.mark.parametrize("name", list(cases()))
def test_what_is_no_whole_jpeg_png_or_webp_is_refused(name: str) -> None:
    assert code_of(cases()[name]) == "photo_unreadable"
