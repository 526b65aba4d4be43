"""A certificate for the demo club, drawn, as somebody took a picture of it."""

from io import BytesIO

from PIL import Image, ImageDraw

from okprofs.membership.rules.attachments import Attached, attachments_from

_INK, _PAPER, _FRAME = "#123b45", "#fbf8f0", "#0c4a56"


def drawn_certificate(name: str, title: str) -> Attached:
    """For this person, for having learned this."""
    sheet = Image.new("RGB", (1000, 700), _PAPER)
    draw = ImageDraw.Draw(sheet)
    draw.rectangle((40, 40, 960, 660), outline=_FRAME, width=6)
    for height, size, text in ((140, 40, "Certificaat"), (290, 60, title), (430, 40, name)):
        draw.text((500, height), text, fill=_INK, font_size=size, anchor="mm")
    draw.ellipse((450, 520, 550, 620), fill=_FRAME)
    file = BytesIO()
    sheet.save(file, "PNG")
    [made] = attachments_from([(f"{title}.png", file.getvalue())])
    return made
