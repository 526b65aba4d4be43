"""How is a text drawn so that a telephone can read it?"""

import io
from dataclasses import dataclass

import segno


def qr_svg(address: str) -> bytes:
    """A QR code as SVG, dark on white with the margin that readers ask for; it holds a quarter of damage."""
    drawn = io.BytesIO()
    segno.make_qr(address, error="q").save(drawn, kind="svg", scale=8, border=4, dark="#000", light="#fff")
    return drawn.getvalue()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A QR code as the path of an SVG, in modules, with the margin that readers ask for."""

    size: int
    path: str


def qr_drawing(text: str) -> Drawing:
    """The same code to draw in a page itself: for a secret, which then stands in no address of a picture."""
    border = 4
    rows = [list(row) for row in segno.make_qr(text, error="q").matrix]
    path = "".join(
        f"M{x + border} {y + border}h1v1h-1z" for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark
    )
    return Drawing(len(rows) + 2 * border, path)
