"""What does someone fill in to sign up, and to change it?"""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, FieldList, FormField, RadioField, StringField, ValidationError
from wtforms import Form as PlainForm
from wtforms.validators import InputRequired, Length, Optional

from okprofs.events.forms.listing import FOR_ATTENDEES, FOR_FELLOWS
from okprofs.events.models import Code
from okprofs.events.queries.offers import Offer
from okprofs.events.queries.people import Person
from okprofs.events.rules.admission import MOST_ATTENDEES, AdmissionRefusal, WayOut, ways_out
from okprofs.events.rules.codes import CodeRefusal
from okprofs.events.rules.listing import Shown
from okprofs.events.rules.waiting import WaitingRefusal, is_only_full
from okprofs.events.services.changing import Details
from okprofs.events.services.charging import prices_in_order
from okprofs.events.services.signup import Attendee, Contact
from okprofs.kernel.forms import Form
from okprofs.kernel.refusals import Refusal, Refused, sentence
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.rules.names import clean_name, refusals_for_name

_AT_THE_ADDRESS = {
    AdmissionRefusal.ATTENDEE_TWICE,
    AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED,
    WaitingRefusal.WAITS_ALREADY,
}
DIET_HELP = _l("Alleen wat de kok moet weten, bijvoorbeeld: vegetarisch, geen noten. Geen diagnose.")


def a_name(form: Any, field: Any) -> None:
    """Complains when the text cannot be a name."""
    field.data = clean_name(field.data or "")
    for refusal in refusals_for_name(field.data)[:1]:
        raise ValidationError(sentence(refusal))


def an_address(form: Any, field: Any) -> None:
    """Complains when the text is no e-mail address; keeps it in the one way we do."""
    address = normalise_address(field.data or "")
    if address is None:
        raise ValidationError(sentence(Refusal("address_invalid")))
    field.data = address


def text_of(form: Any, name: str) -> str:
    """What was typed in a field; nothing when this form does not have it."""
    return (form[name].data or "") if name in form else ""


def _name(label: Any) -> StringField:
    return StringField(label, [InputRequired(_l("Vul een naam in.")), a_name])


def _organisation() -> StringField:
    return StringField(_l("Organisatie"), [Optional(), Length(max=200)])


def _diet() -> StringField:
    return StringField(_l("Dieetwensen"), [Optional(), Length(max=200)], description=DIET_HELP)


class Part(PlainForm):
    """A part of a form, with the same care for what is typed."""

    class Meta(Form.Meta):
        csrf = False


class AttendeePart(Part):
    """One person who comes, with a ticket."""

    organisation_name = _organisation()
    ticket_type = RadioField(_l("Deelnamevorm"), [InputRequired(_l("Kies een deelnamevorm."))])
    dietary_wishes = _diet()

    def to_attendee(self, *, is_contact: bool = False) -> Attendee:
        return Attendee(
            ticket_type=self.ticket_type.data,
            is_contact=is_contact,
            name=text_of(self, "name"),
            email=text_of(self, "email"),
            organisation_name=text_of(self, "organisation_name"),
            dietary_wishes=text_of(self, "dietary_wishes"),
        )

    def at(self, refusal: Refusal) -> Any:
        """The field that a refusal is shown at."""
        return self.ticket_type


class OwnPart(AttendeePart):
    """The contact as an attendee; passed over when they do not come themselves."""

    is_needed = True

    def validate(self, extra_validators: Any = None) -> bool:
        return not self.is_needed or super().validate(extra_validators)


class ColleaguePart(AttendeePart):
    """Somebody else, whom the contact names."""

    name = _name(_l("Naam"))
    email = EmailField(_l("E-mailadres"), [Optional(), an_address])

    def at(self, refusal: Refusal) -> Any:
        return self.email if refusal.code in _AT_THE_ADDRESS else self.ticket_type


class OrderForm(Form):
    """One contact, who may come along, and others. Made for one person: what we know of them is not asked."""

    contact_name = _name(_l("Je naam"))
    contact_email = EmailField(
        _l("Je e-mailadres"),
        [InputRequired(_l("Vul je e-mailadres in.")), an_address],
        description=_l("Hier sturen we de bevestiging naartoe."),
    )
    comes_along = BooleanField(_l("Ik kom zelf ook"), default=True)
    own = FormField(OwnPart, _l("Jij"))
    colleagues = FieldList(FormField(ColleaguePart), _l("Anderen"), max_entries=2 * MOST_ATTENDEES)
    invoice_reference = StringField(
        _l("Kenmerk voor de factuur"),
        [Optional(), Length(max=100)],
        description=_l("Bijvoorbeeld een inkoopnummer of kostenplaats."),
    )

    waits = BooleanField(_l("Is er geen plaats? Zet me dan op de wachtlijst"))
    stays_together = BooleanField(
        _l("Alleen samen: bied ons pas plaatsen aan als er voor ons allemaal plaats is"),
        description=_l(
            "Anders krijgt ieder om de beurt een plaats aangeboden, en dat gaat vaak sneller. Komen jullie alleen "
            "samen, dan houden we vrijgekomen plaatsen hoogstens twee werkdagen voor jullie vast. Zijn het er dan "
            "nog niet genoeg, dan gaan ze naar wie na jullie komt, en beginnen we een dag later opnieuw, voor dubbel "
            "zo lang."
        ),
    )
    code = StringField(
        _l("Code"), [Optional(), Length(max=60)], description=_l("Alleen als je er een van de organisator kreeg.")
    )

    listed_for_attendees = BooleanField(FOR_ATTENDEES)
    listed_for_fellows = BooleanField(FOR_FELLOWS)

    def __init__(
        self,
        person: Person,
        offers: Sequence[Offer],
        has_food: bool,
        *,
        code: Code | None = None,
        is_code_wrong: bool = False,
        **values: Any,
    ) -> None:
        super().__init__(**values)
        self.person, self.offers, self.has_food = person, offers, has_food
        self.known_code, self.is_code_wrong = code, is_code_wrong
        self.ways_out: tuple[WayOut, ...] = ()
        self.come_already: set[str] = set()
        self.is_full = False
        self.own.form.is_needed = self.comes_along.data
        for part in self.parts():
            self._fit(part)
        if person.is_known:
            del self.contact_name
            del self.contact_email
        else:
            # Somebody else may have typed this name: who proves to be it is asked by the link in the confirmation.
            del self.listed_for_attendees
            del self.listed_for_fellows

    def parts(self) -> list[Any]:
        """Every attendee's part, the contact's own first."""
        return [self.own.form, *(entry.form for entry in self.colleagues)]

    def _fit(self, part: Any) -> None:
        """Give a part this event's ticket types; the only one that can be had is chosen."""
        part.ticket_type.choices = [(offer.ticket_type.public_id, offer.ticket_type.title) for offer in self.offers]
        possible = [offer.ticket_type.public_id for offer in self.offers if self._is_possible(part, offer)]
        if part.ticket_type.data in (None, "None") and len(possible) == 1:
            part.ticket_type.data = possible[0]
        if not self.has_food:
            del part.dietary_wishes

    def offer(self, offers: Sequence[Offer]) -> None:
        """Offer what there is now: what was chosen may be there no longer."""
        self.offers = offers
        for part in self.parts():
            part.ticket_type.choices = [(offer.ticket_type.public_id, offer.ticket_type.title) for offer in offers]

    def _is_possible(self, part: Any, offer: Offer) -> bool:
        admission = offer.admission if part is self.own.form else offer.for_others
        return admission.is_allowed or is_only_full(admission.refusals)

    def rearrange(self, add: bool, remove: str | None) -> None:
        """Add an empty entry, or take one away by its name; what was typed stays."""
        names = [entry.name for entry in self.colleagues]
        if remove in names:
            self.colleagues.pop_entry(names.index(remove))  # type: ignore[call-arg]
        elif add and len(self.colleagues) < MOST_ATTENDEES:
            self._fit(self.colleagues.append_entry().form)

    def validate_code(self, field: Any) -> None:
        if self.is_code_wrong:
            raise ValidationError(sentence(Refusal(CodeRefusal.CODE_UNKNOWN)))

    def tell_of_code(self) -> None:
        """Say at once, before anything is sent in, that the code does not work."""
        if self.is_code_wrong:
            self.code.errors = [sentence(Refusal(CodeRefusal.CODE_UNKNOWN))]

    def to_contact(self, language: str) -> Contact:
        return Contact(
            name=text_of(self, "contact_name"),
            email=text_of(self, "contact_email"),
            language=language,
            invoice_reference=text_of(self, "invoice_reference"),
            code=text_of(self, "code"),
            shown=Shown(
                for_attendees="listed_for_attendees" in self and self.listed_for_attendees.data,
                for_fellows="listed_for_fellows" in self and self.listed_for_fellows.data,
            ),
        )

    def coming(self) -> list[Any]:
        """The parts of those who come, in the order of the lines that refusals count."""
        return [part for part in self.parts() if part is not self.own.form or self.comes_along.data]

    def to_attendees(self) -> list[Attendee]:
        return [part.to_attendee(is_contact=part is self.own.form) for part in self.coming()]

    def refuse(self, refused: Refused) -> None:
        """Show each refusal at the attendee it is about, else at the form."""
        self.is_full = is_only_full(refused.refusals)
        self.ways_out = ways_out(refusal for refusal in refused.refusals if refusal.code in set(AdmissionRefusal))
        parts = self.coming()
        for refusal in refused.refusals:
            line = dict(refusal.facts).get("line")
            if isinstance(line, int) and line <= len(parts):
                if refusal.code in (AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED, WaitingRefusal.WAITS_ALREADY):
                    self.come_already.add(text_of(parts[line - 1], "email") or text_of(self, "contact_email"))
                field = parts[line - 1].at(refusal)
                field.errors = [*field.errors, sentence(refusal)]
            elif refusal.code in set(CodeRefusal):
                self.code.errors = [*self.code.errors, sentence(refusal)]
            else:
                self.form_errors.append(sentence(refusal))
        if any(entry.errors for entry in self.colleagues):
            self.colleagues.errors = [entry.errors for entry in self.colleagues]

    def chosen_cents(self) -> int:
        """What the choices that stand in the form cost together, in cents."""
        by_id = {offer.ticket_type.public_id: offer.ticket_type for offer in self.offers}
        chosen = [part for part in self.coming() if part.ticket_type.data in by_id]
        wanted = [by_id[part.ticket_type.data] for part in chosen]
        attendees = [part.to_attendee(is_contact=part is self.own.form) for part in chosen]
        return sum(price.cents for price in prices_in_order(self.person.facts, wanted, attendees, self.known_code))


class RegistrationForm(Form):
    """What can be changed of an attendee."""

    name = _name(_l("Naam"))
    email = EmailField(_l("E-mailadres"), [Optional(), an_address])
    organisation_name = _organisation()
    dietary_wishes = _diet()

    def __init__(self, has_food: bool, is_personal: bool, **values: Any) -> None:
        super().__init__(**values)
        if not has_food:
            del self.dietary_wishes
        if is_personal:
            del self.name
            del self.email

    def to_details(self, name: str, email: str) -> Details:
        """What was typed; the name and address that stand where they cannot be changed."""
        return Details(
            name=text_of(self, "name") if "name" in self else name,
            email=text_of(self, "email") if "email" in self else email,
            organisation_name=text_of(self, "organisation_name"),
            dietary_wishes=text_of(self, "dietary_wishes"),
        )
