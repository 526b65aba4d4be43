"""Which photos do we take, and what do we make of them? Painted anew, square, in each size."""

from collections.abc import Mapping
from enum import StrEnum

from PIL import Image, ImageOps

from okprofs.kernel.pictures import TooManyPoints, Unreadable, as_jpeg, on_white, painted
from okprofs.kernel.refusals import Refusal, Refused

LARGEST_BYTES = 8_000_000
SMALLEST_SIDE = 200
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
        return painted(content, _paint)
    except TooManyPoints as trouble:
        raise Refused(Refusal("photo_too_large")) from trouble
    except Unreadable as trouble:
        raise Refused(Refusal("photo_unreadable")) from trouble


def _paint(picture: Image.Image) -> dict[Size, bytes]:
    if min(picture.size) < SMALLEST_SIDE:
        raise Refused(Refusal("photo_too_small", (("side", SMALLEST_SIDE),)))
    largest = SIDES[Size.LARGE]
    # A JPEG can be read at a fraction of its size, which saves most of the work.
    picture.draft("RGB", (2 * largest, 2 * largest))
    upright = ImageOps.exif_transpose(picture)
    square = ImageOps.fit(on_white(upright), (largest, largest), Image.Resampling.LANCZOS)
    return {
        size: as_jpeg(square.resize((side, side), Image.Resampling.LANCZOS), _QUALITY) for size, side in SIDES.items()
    }
