"""Photos for the demo club, drawn: somebody from the shoulders up, in front of a wall."""

from io import BytesIO

from PIL import Image, ImageDraw

from okprofs.people.rules.photos import Size, photo_from

# Wall, jacket, skin, hair.
_LOOKS = (
    ("#cfe0e3", "#0c4a56", "#e8b98f", "#3a2a1d"),
    ("#f2e2bd", "#7c1712", "#8d5a3a", "#1b1512"),
    ("#dfe6d3", "#1e3a7a", "#f0c9a8", "#b98a3c"),
    ("#e6dbea", "#2f4a3a", "#c68a5e", "#2a211c"),
    ("#d9dee6", "#5c4300", "#f3d3b8", "#9a9a96"),
)
_SIDE = 512


def drawn_photo(number: int) -> dict[Size, bytes]:
    """One of five, in every size."""
    wall, jacket, skin, hair = _LOOKS[number % len(_LOOKS)]
    picture = Image.new("RGB", (_SIDE, _SIDE), wall)
    draw = ImageDraw.Draw(picture)
    draw.ellipse((60, 350, 452, 760), fill=jacket)
    draw.rounded_rectangle((216, 300, 296, 410), 40, fill=skin)
    draw.ellipse((156, 84, 356, 330), fill=hair)
    draw.ellipse((172, 120, 340, 350), fill=skin)
    file = BytesIO()
    picture.save(file, "PNG")
    return photo_from(file.getvalue())
