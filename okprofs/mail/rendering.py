"""How does a letter look: its subject, its text, the HTML made from that text, and the message around them?

The text is the letter; the HTML is the same words in the dress of the house. What people typed is cleaned before the
template sees it (`rules/untrusted.py`) and escaped in the HTML. A line becomes a link only when it is nothing but an
address that we made ourselves for this letter.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8, Policy
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask import current_app
from jinja2 import Environment, StrictUndefined

from okprofs.kernel.addresses import absolute_url, host
from okprofs.kernel.clock import now
from okprofs.kernel.locale import in_language
from okprofs.mail.kinds import Kind, kind_named
from okprofs.mail.models import Letter
from okprofs.mail.rules.replying import reply_address
from okprofs.mail.rules.untrusted import cleaned_all

SUBJECT = "Subject: "
LONGEST_SUBJECT = 200
ONE_CLICK = "List-Unsubscribe=One-Click"


class _WholeHeader(UnstructuredHeader):
    """A header that no program reads when it is folded as text is: an address longer than a line would be encoded."""

    max_count = 1

    def fold(self, *, policy: "Policy[Any]") -> str:
        return f"{self.name}: {self}{policy.linesep}"  # type: ignore[attr-defined]


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _WholeHeader)  # type: ignore[arg-type] # it mixes the base in itself


class Unsendable(ValueError):
    """This letter can never go: its address cannot be written in a message, or what it tells is no more."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter in words."""

    subject: str
    text: str
    html: str


def link_of(kind: Kind, secret: str) -> str | None:
    """The full address of the personal link in letters of this kind; None for kinds without one."""
    return absolute_url(kind.link.endpoint, token=secret) if kind.link else None


def render(kind: Kind, *, language: str, facts: dict[str, Any], secret: str) -> Rendered:
    """The letter in the reader's language. Raises jinja2.UndefinedError when the template names an absent fact."""
    ours: set[str] = set()

    def note(endpoint: str, **values: Any) -> str:
        address = absolute_url(endpoint, **values)
        ours.add(address)
        return address

    link = link_of(kind, secret)
    words = {**cleaned_all(facts), "absolute_url": note}
    if link:
        ours.add(link)
        words["link"] = link
    with in_language(language):
        written = _environment().get_template(f"mail/{kind.name}.txt").render(words)
        first, _, body = written.strip().partition("\n")
        if not first.startswith(SUBJECT) or not body.strip():
            raise ValueError(f"templates/mail/{kind.name}.txt must begin with its subject and have a body")
        subject = " ".join(first.removeprefix(SUBJECT).split())[:LONGEST_SUBJECT]
        lines = "\n".join(line.rstrip() for line in body.strip().splitlines())
        text = re.sub(r"\n{3,}", "\n\n", lines) + "\n"
        html = current_app.jinja_env.get_template("mail/layout.html").render(
            subject=subject,
            language=language,
            paragraphs=_paragraphs(text, ours),
            home=absolute_url("site.show_home"),
        )
    return Rendered(subject, text, html)


def build(letter: Letter, secret: str) -> EmailMessage:
    """The message as it goes out; its Message-ID is the letter's own, so that a second copy is known for what it is.

    Raises Unsendable when the address cannot be written or what it tells is no more, jinja2.UndefinedError and KeyError
    when the letter is not one that our templates can write.
    """
    kind = kind_named(letter.kind)
    rendered = render(kind, language=letter.language, facts=_facts(kind, letter), secret=secret)
    local, domain = _address(letter.recipient)
    policy = SMTP if local.isascii() else SMTPUTF8
    message = EmailMessage(policy=policy.clone(cte_type="7bit", header_factory=_HEADERS))
    message["From"] = current_app.config["MAIL_SENDER"]
    # Not `addr_spec=`, which refuses what RFC 6531 allows before the @.
    message["To"] = Address(username=local, domain=domain)
    if kind.answers and current_app.config["REPLY_DOMAIN"]:
        message["Reply-To"] = reply_address(secret, current_app.config["REPLY_DOMAIN"])
    message["Subject"] = rendered.subject
    message["Date"] = now()
    message["Message-ID"] = f"<{letter.public_id}@{host()}>"
    message["Auto-Submitted"] = "auto-generated"
    if kind.link and kind.link.ends_mail:
        message["List-Unsubscribe"] = f"<{link_of(kind, secret)}>"
        message["List-Unsubscribe-Post"] = ONE_CLICK
    message.set_content(rendered.text)
    message.add_alternative(rendered.html, subtype="html")
    attachment = kind.attach(letter.facts) if kind.attach else None
    if attachment:
        main, _, sub = attachment.content_type.partition("/")
        message.add_attachment(attachment.content, maintype=main, subtype=sub, filename=attachment.file_name)
    # Last, for the parts take the content headers that stand here before them.
    message["Content-Language"] = letter.language
    return message


def _facts(kind: Kind, letter: Letter) -> dict[str, Any]:
    """What the template names: what stands in the letter, and what is looked up now."""
    if kind.look_up is None:
        return letter.facts
    found = kind.look_up(letter.facts)
    if found is None:
        raise Unsendable("what it tells is no longer kept")
    return {**letter.facts, **found}


def _address(typed: str) -> tuple[str, str]:
    """The two halves of the address as the SMTP envelope takes them: an international domain in its ASCII form."""
    try:
        known = validate_email(typed, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError as error:
        raise Unsendable("the address cannot be written in a message") from error
    return known.local_part, known.ascii_domain or known.domain


def _paragraphs(text: str, ours: set[str]) -> list[list[tuple[str, bool]]]:
    """The text as paragraphs of lines; with each line, whether it is an address of ours and nothing else."""
    blocks = (block.splitlines() for block in text.split("\n\n") if block.strip())
    return [[(line, line.strip() in ours) for line in block if line.strip()] for block in blocks]


def _environment() -> Environment:
    """The templates as letters use them: an absent fact is an error, and a moment may be written as ISO text."""
    known: Environment | None = current_app.extensions.get("okprofs-letters")
    if known is None:
        known = current_app.jinja_env.overlay(undefined=StrictUndefined, autoescape=False)
        known.filters = {
            **current_app.jinja_env.filters,
            **{name: _from_iso(current_app.jinja_env.filters[name]) for name in _FILTERS_OF_MOMENTS},
        }
        current_app.extensions["okprofs-letters"] = known
    return known


_FILTERS_OF_MOMENTS = ("date", "short_date", "time", "moment", "relative", "iso")


def _from_iso(filter_: Callable[[Any], str]) -> Callable[[Any], str]:
    def accept(value: datetime | date | str) -> str:
        if isinstance(value, str):
            return filter_(datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value))
        return filter_(value)

    return accept
