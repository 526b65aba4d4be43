"""A certificate for the demo club, drawn, as somebody sent a picture of it with an answer."""

from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageDraw

from okprofs.kernel.clock import now
from okprofs.membership.models import Application, ApplicationAttachment, ApplicationMessage, MessageSide
from okprofs.membership.rules.attachments import Attached, attachments_from
from okprofs.people.models import Account

_INK, _PAPER, _FRAME = "#123b45", "#fbf8f0", "#0c4a56"


def answer_with_certificate(application: Application, reviewer: Account) -> None:
    """The applicant was asked for something, and sent it."""
    sent = drawn_certificate(application.name, "Lean Green Belt")
    kept = ApplicationAttachment(name=sent.name, kind=sent.kind, size=len(sent.content), content=sent.content)
    application.messages = [
        ApplicationMessage(
            side=MessageSide.OFFICE,
            author_id=reviewer.id,
            text="Mooi dat je zelf verbeterteams begeleidt. Volgde je daarvoor een opleiding?",
            at=now() - timedelta(days=7),
        ),
        ApplicationMessage(
            side=MessageSide.APPLICANT,
            author=application.account,
            text="Ja, in 2020 haalde ik mijn Green Belt. Het certificaat zit erbij.",
            at=now() - timedelta(days=6),
            attachments=[kept],
        ),
    ]


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
