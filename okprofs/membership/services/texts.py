"""Writing the texts of the office, and filling them in for one applicant."""

from dataclasses import dataclass

from flask_babel import gettext

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, insert_into
from okprofs.kernel.filters import long_date
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.locale import in_language
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.membership.models import Application, OfficeText
from okprofs.membership.queries import texts
from okprofs.membership.rules.eligibility import QUOTES, Clause
from okprofs.membership.rules.texts import Placeholder, TextKey, filled, may_keep
from okprofs.membership.texts import TEXTS
from okprofs.people.models import Account


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it is, or as it reads for one applicant."""

    body: str
    change: str = ""


def original(key: TextKey, language: str) -> Written:
    """The text as it came with the house."""
    with in_language(language):
        body, change = TEXTS[key]
        return Written(str(body), str(change))


def rewrite(key: TextKey, language: str, written: Written, *, author: Account, seen_number: int) -> OfficeText:
    """Follow the text up with a new version, when `seen_number` is the one in use (0: as it came).

    Refused: `unknown_placeholder`, `loose_brace`; `text_changed` when somebody was first.
    """
    refuse(may_keep(written.body, written.change))
    known = texts.versions(key, language)
    number = known[0].number if known else 0
    if number != seen_number:
        raise Refused(Refusal("text_changed"))
    row = insert_into(OfficeText).values(
        public_id=new_public_id(),
        key=key,
        language=language,
        number=number + 1,
        body=written.body,
        change=written.change,
        written_by_id=author.id,
        at=now(),
    )
    text_id = db.session.scalar(row.on_conflict_do_nothing().returning(OfficeText.id))
    if text_id is None:
        raise Refused(Refusal("text_changed"))
    text = db.session.get_one(OfficeText, text_id)
    record("office_text_written", text, actor=author, text=key.value, language=language, text_version=text.number)
    return text


def text_for(application: Application, key: TextKey, clause: Clause | None = None) -> Written:
    """What the office says to this applicant, on a rejection that rests on this clause, in the language in which they
    applied."""
    return texts_for(application, (key, clause))[0]


def texts_for(application: Application, *wanted: tuple[TextKey, Clause | None]) -> list[Written]:
    """The same for several texts, by one read."""
    language = application.language
    written = texts.in_use(language)
    found = []
    with in_language(language):
        for key, clause in wanted:
            text = written.get((key, language)) or original(key, language)
            values = {
                Placeholder.NAME: application.name,
                Placeholder.ORGANISATION: application.organisation_name,
                Placeholder.FUNCTION: application.function_title,
                Placeholder.CLAUSE: QUOTES[clause] if clause else gettext("de omschrijving van een OK-prof"),
                Placeholder.SUBMITTED_ON: long_date(application.submitted_at) if application.submitted_at else "",
            }
            found.append(Written(filled(text.body, values), filled(text.change, values)))
    return found
