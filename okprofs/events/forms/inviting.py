"""The shape of a list of people to invite, and of when they are reminded."""

import json
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileSize
from wtforms import HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import Length, NumberRange, Optional

from okprofs.events.rules.inviting import MOST_AT_ONCE, MOST_DAYS, Line, Verdict, lines_of_table, lines_of_text
from okprofs.kernel.forms import Form
from okprofs.kernel.refusals import Refused
from okprofs.kernel.tables import read_table
from okprofs.people.wording import LANGUAGE_LABELS

MOST_BYTES = 1_000_000
_WHOLE: dict[str, Any] = {"invalid_value_message": _l("Vul een heel getal in.")}


class InvitationListForm(Form):
    """A list, pasted or as a file; and once it was looked at, who of it are written to."""

    text = TextAreaField(
        _l("Plak de lijst"),
        [Optional(), Length(max=60_000, message=_l("Deze tekst is te lang. Deel de lijst op."))],
        description=_l("Op elke regel één persoon, met naam en e-mailadres. Hoogstens %(most)s.", most=MOST_AT_ONCE),
    )
    file = FileField(
        _l("Of kies een bestand"),
        [FileSize(MOST_BYTES, message=_l("Dit bestand is groter dan 1 MB. Deel het op."))],
        description=_l("Een .xlsx of .csv met een kolom voor de naam en een voor het e-mailadres."),
    )
    language = RadioField(
        _l("In welke taal schrijven we?"),
        default="nl",
        choices=[SelectChoice(code, label) for code, label in LANGUAGE_LABELS.items()],
    )
    # What the organiser saw would be written to; with it the form acts.
    checked = HiddenField()

    @classmethod
    def confirming(cls, judged: list[tuple[Line, Verdict]]) -> "InvitationListForm":
        """The form that invites those of the list who are new."""
        new = [[line.name, line.address] for line, verdict in judged if verdict is Verdict.NEW]
        return cls(formdata=None, data={"checked": json.dumps(new)})

    def agreed(self) -> list[Line]:
        """Who is to be invited, as the organiser saw it; nobody when what was sent is no such list."""
        try:
            found: Any = json.loads(self.checked.data or "")
            pairs = [(str(name), str(address)) for name, address in found]
        except (ValueError, TypeError):
            return []
        return [line for name, address in pairs[: MOST_AT_ONCE + 1] for line in lines_of_text(f"{name};{address}")[:1]]

    def lines(self) -> list[Line]:
        """Who stands on the list; when nothing can be read, nobody, and the form says why."""
        file: Any = self.file.data
        found = lines_of_text(self.text.data or "")
        if file is not None and file.filename:
            try:
                table = read_table(file.read())
            except Refused as refused:
                self.refuse(refused)
                return []
            found += lines_of_table(table.headings, table.rows)
        if not found:
            self.form_errors.append(gettext("Plak een lijst of kies een bestand."))
        elif len(found) > MOST_AT_ONCE:
            words = gettext("Dit zijn er meer dan %(most)s. Deel de lijst op.", most=MOST_AT_ONCE)
            self.form_errors.append(words)
            return []
        return found


class InvitationReminderForm(Form):
    days = IntegerField(
        _l("Hoeveel dagen voordat de aanmelding sluit?"),
        [Optional(), NumberRange(1, MOST_DAYS, _l("Vul een getal in van %(min)s tot en met %(max)s, of niets."))],
        description=_l("Leeg: niemand krijgt een herinnering."),
        **_WHOLE,
    )
