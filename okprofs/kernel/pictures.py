"""How do we read a picture that somebody sent, and what do we make of it?

It is never passed on. Its header is read first: what kind it is, and how many points it would become. Only then it is
read whole and painted anew, without what a camera writes along: where the picture was taken, when, and with what.
"""

import warnings
from collections.abc import Callable
from io import BytesIO
from typing import TypeVar

from PIL import Image

from okprofs.kernel.refusals import Refused

Made = TypeVar("Made")

# A telephone makes 12 to 24 million points; read whole these take 100 MB for a moment.
MOST_POINTS = 25_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class TooManyPoints(Exception):
    """The picture would become more than `MOST_POINTS`."""


class Unreadable(Exception):
    """No JPEG, PNG or WebP, or a damaged one."""


def painted(content: bytes, paint: Callable[[Image.Image], Made]) -> Made:
    """What `paint` makes of the picture in `content`; nothing of it was read yet but its header.

    Raises TooManyPoints, Unreadable, and the Refused of `paint`.
    """
    try:
        with warnings.catch_warnings():
            # We count the points ourselves, before anything is read.
            warnings.simplefilter("ignore")
            picture = Image.open(BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MOST_POINTS:
                raise TooManyPoints
            return paint(picture)
    except (Refused, TooManyPoints):
        raise
    except Image.DecompressionBombError as trouble:
        raise TooManyPoints from trouble
    # A broken file can make a decoder fail in any way; all mean the same.
    except Exception as trouble:
        raise Unreadable from trouble


def on_white(picture: Image.Image) -> Image.Image:
    """The same in red, green and blue; what was see-through is paper."""
    if "transparency" not in picture.info and picture.mode not in ("RGBA", "LA", "PA"):
        return picture.convert("RGB")
    seen = picture.convert("RGBA")
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A"))
    return paper


def as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """The file, with nothing in it but the picture."""
    # On an empty sheet, so that nothing of what came along with the file goes into ours.
    sheet = Image.new("RGB", picture.size)
    sheet.paste(picture)
    target = BytesIO()
    sheet.save(target, "JPEG", quality=quality, optimize=True)
    return target.getvalue()
