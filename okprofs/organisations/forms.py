"""The shape of what the office fills in about employers."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileSize
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms import Form as PlainForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import InputRequired, Length, Regexp
from wtforms.widgets import HiddenInput

from okprofs.kernel.forms import Form
from okprofs.organisations.models import Organisation
from okprofs.organisations.queries import Sought
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.naming import LONGEST_NAME
from okprofs.organisations.rules.register import PROVINCES
from okprofs.organisations.wording import KIND_LABELS

MOST_BYTES = 400_000
LONGEST_PRACTICE = 3_000
_KINDS = [SelectChoice(kind.value, label) for kind, label in KIND_LABELS.items()]


class SoughtForm(PlainForm):
    """What the office looks for; it asks, so it has no token and no key. What is no kind is no choice."""

    q = StringField(_l("Naam"), validators=[Length(max=200)])
    soort = SelectField(
        _l("Soort"),
        choices=[SelectChoice("", _l("Alle soorten")), *_KINDS],
        validate_choice=False,
    )
    nieuw = BooleanField(_l("Alleen wat nog bekeken moet worden"))

    @property
    def sought(self) -> Sought:
        kinds = {kind.value: kind for kind in OrganisationKind}
        return Sought((self.q.data or "")[:200], kinds.get(self.soort.data or ""), bool(self.nieuw.data))


class OrganisationForm(Form):
    version = HiddenField(default="1", validators=[Regexp(r"[0-9]{1,9}\Z")])
    name = StringField(
        _l("Naam"),
        description=_l("Voluit, zoals “gemeente Barneveld”."),
        validators=[
            InputRequired(_l("Vul de naam in.")),
            Length(max=LONGEST_NAME, message=_l("Maak de naam korter: hooguit %(max)d tekens.")),
            Regexp(r".*\w", message=_l("Een naam heeft letters of cijfers.")),
        ],
    )
    kind = SelectField(
        _l("Soort"),
        choices=_KINDS,
        validators=[InputRequired(_l("Kies de soort."))],
    )
    province = SelectField(
        _l("Provincie"),
        choices=[SelectChoice(name, name or _l("Geen of landelijk")) for name in PROVINCES.values()],
    )
    domains = TextAreaField(
        _l("E-maildomeinen"),
        description=_l(
            "Eén per regel, zoals barneveld.nl. Een adres bij zo’n domein is voor de ballotage een aanwijzing dat "
            "iemand hier werkt. Een subdomein telt alleen als het er zelf staat."
        ),
        validators=[Length(max=5_000, message=_l("Dit is te lang."))],
    )

    @property
    def read_version(self) -> int:
        return int(self.version.data or 0)

    @property
    def chosen_kind(self) -> OrganisationKind:
        return OrganisationKind(self.kind.data)

    @property
    def domain_lines(self) -> list[str]:
        return (self.domains.data or "").splitlines()

    @classmethod
    def about(cls, organisation: Organisation) -> "OrganisationForm":
        """The form with what stands there now."""
        return cls(
            version=str(organisation.version),
            name=organisation.name,
            kind=organisation.kind.value,
            province=organisation.province,
            domains="\n".join(row.domain for row in organisation.domains),
        )


class MergeForm(Form):
    into = HiddenField(validators=[InputRequired(), Length(max=20)])


class ImportForm(Form):
    """First a file; then, when its changes were shown, its text comes back with the word to take it in."""

    file = FileField(
        _l("CSV-bestand"),
        description=_l("Met de kolommen type, code, naam, provincie en inwoners. Hooguit 400 kB."),
        validators=[FileSize(MOST_BYTES, message=_l("Dit bestand is groter dan 400 kB."))],
    )
    text = TextAreaField(widget=HiddenInput(), validators=[Length(max=MOST_BYTES)])

    @property
    def is_shown(self) -> bool:
        """Whether the changes were shown, and are to be made now."""
        return bool(self.text.data)

    @property
    def lines(self) -> list[str]:
        return (self.text.data or "").splitlines()


class PracticeForm(Form):
    """What an organisation tells of its practice."""

    version = HiddenField(default="1", validators=[Regexp(r"[0-9]{1,9}\Z")])
    practice = TextAreaField(
        _l("Jullie praktijk"),
        description=_l(
            "Wat doen jullie aan kwaliteit, wat leverde het op en wat ging mis? "
            "Een lege regel maakt een alinea, een streepje een opsomming, **sterretjes** maken vet."
        ),
        validators=[Length(max=LONGEST_PRACTICE, message=_l("Houd het bij %(max)d tekens."))],
    )

    @classmethod
    def about(cls, organisation: Organisation) -> "PracticeForm":
        """The text as it stands."""
        return cls(data={"version": str(organisation.version), "practice": organisation.practice})

    @property
    def read_version(self) -> int:
        """The version of the organisation that the writer had before them."""
        return int(self.version.data or 0)
