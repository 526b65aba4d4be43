"""The shape of what a reviewer decides and asks, and of what the applicant answers and adds."""

from collections.abc import Iterable

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_wtf.file import MultipleFileField
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length

from okprofs.kernel.forms import Form
from okprofs.kernel.ids import digest
from okprofs.membership.forms.answers import LONGEST_STORY, TOO_LONG, known
from okprofs.membership.forms.attachments import FormWithFiles
from okprofs.membership.rules.eligibility import Clause


def number_in(field: HiddenField) -> int:
    """The version that a field holds; 0, which never stands, when it is no number."""
    text = field.data or ""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class DecisionForm(Form):
    """What every act on the review desk carries: the version of the application that the reviewer saw."""

    version = HiddenField()

    @property
    def seen_version(self) -> int:
        """The version posted along."""
        return number_in(self.version)


class AdmissionForm(DecisionForm):
    """A yes; with why, where another reads along."""

    sentence = TextAreaField(
        _l("Waarom? Eén zin is genoeg"),
        description=_l("De andere lezers zien dit na hun eigen oordeel. De aanvrager ziet het niet."),
        validators=[Length(max=LONGEST_STORY, message=TOO_LONG)],
    )


class QuestionForm(FormWithFiles, DecisionForm):
    """A question to the applicant, with files."""

    question = TextAreaField(
        _l("Je vraag"),
        description=_l("De aanvrager krijgt een mail, en kan zonder in te loggen antwoorden."),
        validators=[InputRequired(_l("Schrijf op wat je wilt weten.")), Length(max=LONGEST_STORY, message=TOO_LONG)],
    )
    files = MultipleFileField(_l("Stuur bestanden mee"))


class RejectionForm(DecisionForm):
    """A no, with a reason."""

    clause = RadioField(
        _l("Aan welke voorwaarde voldoet de aanvrager niet?"),
        validators=[InputRequired(_l("Kies een voorwaarde, of “Een andere reden”."))],
    )
    reason = TextAreaField(
        _l("De reden, in je eigen woorden"),
        description=_l("De aanvrager leest dit meteen in de mail. Je kunt het niet terugdraaien."),
        validators=[
            InputRequired(_l("Schrijf op waarom je de aanvraag afwijst.")),
            Length(max=LONGEST_STORY, message=TOO_LONG),
        ],
    )
    change = TextAreaField(
        _l("Wat kan dit veranderen?"),
        description=_l("Zeg wat er anders moet zijn om wel te worden toegelaten."),
        validators=[
            InputRequired(_l("Schrijf op wat dit besluit kan veranderen.")),
            Length(max=LONGEST_STORY, message=TOO_LONG),
        ],
    )
    # What stood in the letter that the reviewer read.
    read = HiddenField()

    @property
    def content(self) -> str:
        """What was read, or is sent: a digest."""
        return digest("\n".join((self.clause.data or "", self.reason.data or "", self.change.data or "")))

    @property
    def is_read(self) -> bool:
        """Whether the letter that goes is the one that the reviewer read."""
        return bool(self.read.data == self.content)

    def offer(self, clauses: Iterable[tuple[str, LazyString]]) -> None:
        """On what the rejection of this application can rest."""
        self.clause.choices = [SelectChoice(value, label) for value, label in clauses]

    @property
    def chosen_clause(self) -> Clause | None:
        """The clause it rests on, or None for another reason."""
        found: Clause | None = known(Clause, self.clause.data)
        return found


class NoteForm(Form):
    """What reviewers tell each other."""

    note = TextAreaField(
        _l("Nieuwe notitie"),
        description=_l("Alleen de ballotage leest dit. De aanvrager krijgt het niet te zien."),
        validators=[InputRequired(_l("Schrijf eerst een notitie op.")), Length(max=LONGEST_STORY, message=TOO_LONG)],
    )


class TakeOverForm(Form):
    """Yes, it goes over: from whoever the page named."""

    holder = HiddenField()


class DisclosureForm(Form):
    """Why one opens a case of one's own organisation."""

    reason = TextAreaField(
        _l("Waarom open jij deze aanvraag?"),
        description=_l("Bijvoorbeeld: er is niemand anders die hem kan lezen. Je collega’s van de ballotage zien dit."),
        validators=[
            InputRequired(_l("Schrijf op waarom jij deze aanvraag opent.")),
            Length(max=LONGEST_STORY, message=TOO_LONG),
        ],
    )


class AnswerForm(FormWithFiles):
    """The applicant's answer to a question, with files."""

    answer = TextAreaField(
        _l("Je antwoord"),
        validators=[InputRequired(_l("Schrijf je antwoord op.")), Length(max=LONGEST_STORY, message=TOO_LONG)],
    )
    files = MultipleFileField(_l("Stuur bestanden mee"))


class MessageForm(FormWithFiles):
    """What the applicant adds without being asked, with files."""

    message = TextAreaField(
        _l("Je bericht"),
        description=_l("Het komt bij je aanvraag te staan. Wat je eerder invulde, verandert niet."),
        validators=[InputRequired(_l("Schrijf je bericht op.")), Length(max=LONGEST_STORY, message=TOO_LONG)],
    )
    files = MultipleFileField(_l("Stuur bestanden mee"))
