"""Which photos do we take, and what do we make of them?

A file that someone sends is never passed on. Its header is read first: what kind it is, and how many points it would
become. Only then it is read whole and painted anew, square, in each size, without what a camera writes along: where the
picture was taken, when, and with what.
"""

import warnings
from collections.abc import Mapping
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageOps

from okprofs.kernel.refusals import Refusal, Refused

LARGEST_BYTES = 8_000_000
# A telephone makes 12 to 24 million points; read whole these take 100 MB for a moment.
MOST_POINTS = 25_000_000
SMALLEST_SIDE = 200
FORMATS = ("JPEG", "PNG", "WEBP")
_QUALITY = 82


class Size(StrEnum):
    """A size in which a photo is kept, by its word in the address."""

    SMALL = "klein"
    MEDIUM = "midden"
    LARGE = "groot"


# Points a side: twice what the page draws, for sharp screens.
SIDES: Mapping[Size, int] = {Size.SMALL: 104, Size.MEDIUM: 208, Size.LARGE: 512}


def photo_from(content: bytes) -> dict[Size, bytes]:
    """The photo in `content`, as JPEG in each size: the middle of it, square and upright.

    Refused when it is too large, no JPEG, PNG or WebP, too small to see anybody, or damaged.
    """
    if len(content) > LARGEST_BYTES:
        raise Refused(Refusal("photo_too_large"))
    try:
        with warnings.catch_warnings():
            # We count the points ourselves, before anything is read.
            warnings.simplefilter("ignore")
            picture = Image.open(BytesIO(content), formats=FORMATS)
            width, height = picture.size
            if width * height > MOST_POINTS:
                raise Refused(Refusal("photo_too_large"))
            if min(width, height) < SMALLEST_SIDE:
                raise Refused(Refusal("photo_too_small", (("side", SMALLEST_SIDE),)))
            return _paint(picture)
    except Refused:
        raise
    except Image.DecompressionBombError as trouble:
        raise Refused(Refusal("photo_too_large")) from trouble
    # A broken file can make a decoder fail in any way; all mean the same.
    except Exception as trouble:
        raise Refused(Refusal("photo_unreadable")) from trouble


def _paint(picture: Image.Image) -> dict[Size, bytes]:
    largest = SIDES[Size.LARGE]
    # A JPEG can be read at a fraction of its size, which saves most of the work.
    picture.draft("RGB", (2 * largest, 2 * largest))
    upright = ImageOps.exif_transpose(picture)
    square = ImageOps.fit(_on_white(upright), (largest, largest), Image.Resampling.LANCZOS)
    return {size: _as_jpeg(square.resize((side, side), Image.Resampling.LANCZOS)) for size, side in SIDES.items()}


def _on_white(picture: Image.Image) -> Image.Image:
    if "transparency" not in picture.info and picture.mode not in ("RGBA", "LA", "PA"):
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def _as_jpeg(picture: Image.Image) -> bytes:
    # On an empty sheet, so that nothing of what came along with the file goes into ours.
    sheet = Image.new("RGB", picture.size)
    sheet.paste(picture)
    target = BytesIO()
    sheet.save(target, "JPEG", quality=_QUALITY, optimize=True)
    return target.getvalue()
