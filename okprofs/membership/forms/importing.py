"""The shape of a list that the office takes in, and of the answer of who is on it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired, FileSize
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Optional

from okprofs.kernel.forms import Form
from okprofs.kernel.refusals import Refused
from okprofs.kernel.tables import Table, read_table
from okprofs.membership.models import NetworkImport, NetworkImportRow
from okprofs.membership.rules.importing import Part
from okprofs.membership.services.joining import Completed
from okprofs.membership.wording_of_lists import PART_LABELS
from okprofs.people.wording import LANGUAGE_LABELS

MOST_BYTES = 5_000_000
LONGEST_SOURCE = 150
_NOWHERE = ""


class ListForm(Form):
    """A list, and where it comes from."""

    file = FileField(
        _l("Bestand"),
        description=_l(
            "Een .xlsx of .csv met op elke regel één persoon, hooguit %(most)s regels en 5 MB.", most="10.000"
        ),
        validators=[
            FileRequired(_l("Kies een bestand.")),
            FileSize(MOST_BYTES, message=_l("Dit bestand is groter dan 5 MB. Deel het op.")),
        ],
    )
    source = StringField(
        _l("Waar komt deze lijst vandaan?"),
        description=_l("Iedereen die we uitnodigen, leest dit. Bijvoorbeeld: de ledenlijst van NMKG uit 2025."),
        validators=[
            InputRequired(_l("Vul in waar de lijst vandaan komt.")),
            Length(3, LONGEST_SOURCE, _l("Schrijf het in 3 tot 150 tekens.")),
        ],
    )

    language = RadioField(
        _l("In welke taal schrijven we?"),
        description=_l("Staat er in het bestand een kolom met de taal? Dan gaat die voor."),
        default="nl",
        choices=[SelectChoice(code, label) for code, label in LANGUAGE_LABELS.items()],
    )

    def read(self) -> Table | None:
        """The table in the file; None when it is none, and then the form says why."""
        content = self.file.data.read()
        # Whether the same form is sent again is told by the file too.
        self.file.data.seek(0)
        try:
            return read_table(content)
        except Refused as refused:
            self.refuse(refused)
            return None

    @property
    def file_name(self) -> str:
        return str(self.file.data.filename or "")[-100:]


class MatchingForm(Form):
    """Which column holds what."""

    email = SelectField(PART_LABELS[Part.EMAIL])
    name = SelectField(PART_LABELS[Part.NAME])
    first_name = SelectField(PART_LABELS[Part.FIRST_NAME])
    prefix = SelectField(PART_LABELS[Part.PREFIX])
    family_name = SelectField(PART_LABELS[Part.FAMILY_NAME])
    organisation = SelectField(PART_LABELS[Part.ORGANISATION])
    function = SelectField(PART_LABELS[Part.FUNCTION])
    language = SelectField(PART_LABELS[Part.LANGUAGE])

    @classmethod
    def about(cls, taken: NetworkImport, rows: Sequence[NetworkImportRow]) -> "MatchingForm":
        """The form for this list, with what was guessed or chosen before."""
        form = cls(data={part.value: str(taken.matching.get(part.value, _NOWHERE)) for part in Part})
        columns = [
            SelectChoice(str(place), column_label(place, heading, rows)) for place, heading in enumerate(taken.headings)
        ]
        for part in Part:
            form[part.value].choices = [SelectChoice(_NOWHERE, gettext("Staat er niet in")), *columns]
        return form

    @property
    def matching(self) -> dict[Part, int]:
        return {part: int(self[part.value].data) for part in Part if self[part.value].data != _NOWHERE}


def column_label(place: int, heading: str, rows: Sequence[NetworkImportRow]) -> str:
    """A column by its heading, or its number, and the first thing that stands in it."""
    name = heading or gettext("Kolom %(number)s", number=place + 1)
    example = next((row.cells[place] for row in rows if len(row.cells) > place and row.cells[place]), "")
    if len(example) > 30:
        example = f"{example[:29]}…"
    return gettext("%(column)s, zoals “%(example)s”", column=name, example=example) if example else name


class JoiningForm(Form):
    """What someone completes before they confirm."""

    name = StringField(
        _l("Hoe heet je?"),
        validators=[
            InputRequired(_l("Vul je naam in.")),
            Length(2, 100, _l("Vul een naam van 2 tot 100 tekens in.")),
        ],
    )
    organisation = StringField(
        _l("Bij welke organisatie werk je?"),
        validators=[Optional(), Length(2, 200, _l("Vul een naam van 2 tot 200 tekens in."))],
    )
    function_title = StringField(
        _l("Hoe heet je functie?"),
        validators=[Optional(), Length(2, 100, _l("Vul een naam van 2 tot 100 tekens in."))],
    )

    @staticmethod
    def filled_from(row: NetworkImportRow) -> dict[str, Any]:
        """What the list said."""
        return {"name": row.name, "organisation": row.organisation_name, "function_title": row.function_title}

    @property
    def completed(self) -> Completed:
        return Completed(self.name.data or "", self.organisation.data or "", self.function_title.data or "")
