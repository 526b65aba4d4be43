"""Events, and people to come to them. Each maker opens its own transaction and returns what it made."""

from datetime import datetime, timedelta
from typing import Any

from okprofs.events.models import Door, Event, EventStatus, Invitation, Order, ProgrammeSession, SessionKind, TicketType
from okprofs.events.rules.admission import Audience
from okprofs.events.services import doors
from okprofs.events.services.invitations import invite
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.wall_time import AMSTERDAM
from okprofs.mail.services import mint
from okprofs.membership.models import Application, ApplicationStatus, Membership, MembershipStatus
from okprofs.membership.rules.categories import Category
from okprofs.membership.services.memberships import name_anew
from okprofs.people.models import Account, Appointment, Office, Profile

_numbers = iter(range(1, 1_000_000))


def at(text: str, days_from_now: int = 30) -> datetime:
    """A time of day such as "9:30" on the day so many days from now, in the Netherlands."""
    hour, minute = map(int, text.split(":"))
    day = today() + timedelta(days=days_from_now)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=AMSTERDAM)


def make_ticket_type(**values: Any) -> TicketType:
    """A ticket type that is not stored yet: give it to `make_event`."""
    return TicketType(**{"title": "Ochtend met lunch", "audience": Audience.EVERYONE, "price_cents": 6000, **values})


def make_event(days_from_now: int = 30, ticket_types: list[TicketType] | None = None, **values: Any) -> Event:
    """An event like the founding seminar: an open morning for everyone, a closed day for members and invitees."""
    number = next(_numbers)
    morning = make_ticket_type(capacity=80, place=1)
    day = make_ticket_type(
        title="Hele dag",
        audience=Audience.PROFESSIONALS_AND_INVITEES,
        price_cents=10000,
        capacity=40,
        place=2,
    )
    sessions = [
        _session("9:30", "Ontvangst", SessionKind.BREAK, days_from_now, text="Zaal open, aanmelden, koffie"),
        _session("10:00", "Lean gemeentebreed in Barneveld", SessionKind.CASE, days_from_now, room="Raadzaal"),
        _session("12:30", "Lunch", SessionKind.BREAK, days_from_now),
        _session(
            "13:30",
            "Beraad over het vak",
            SessionKind.PLENARY,
            days_from_now,
            is_closed=True,
            text="Wat is ons vak",
            room="Trouwzaal",
        ),
    ]
    defaults = {
        "slug": f"zaak-voor-de-top-{number}",
        "status": EventStatus.PUBLISHED,
        "title": "Lean kwaliteitsmanagement: zaak voor de top",
        "summary": "Met inspirerende voorbeelden uit Barneveld en van Rijkswaterstaat.",
        "venue": "Gemeentehuis Barneveld",
        "address": "Raadhuisplein 2",
        "organiser_name": "NMKG",
        "doors_open_at": at("9:30", days_from_now),
        "starts_at": at("10:00", days_from_now),
        "ends_at": at("16:30", days_from_now),
        "has_food": True,
        "ticket_types": [morning, day] if ticket_types is None else ticket_types,
        "sessions": sessions,
    }
    with transaction() as session:
        event = Event(**{**defaults, **values})
        session.add(event)
    return event


def _session(time: str, title: str, kind: SessionKind, days: int, **values: Any) -> ProgrammeSession:
    return ProgrammeSession(title=title, kind=kind, starts_at=at(time, days), **values)


def make_account(name: str = "Anneke Bakker", *offices: Office, **values: Any) -> Account:
    """Someone with an account, and perhaps an office."""
    email = f"{name.partition(' ')[0].lower()}{next(_numbers)}@okprofs.example"
    with transaction() as session:
        account = Account(**{"email": email, "name": name, "profile": Profile(), **values})
        account.appointments = [Appointment(office=office) for office in offices]
        session.add(account)
    return account


def make_member(
    name: str = "Maria van der Veen", status: MembershipStatus = MembershipStatus.ACTIVE, **dates: Any
) -> Account:
    """Someone who is a member, or was."""
    account = make_account(name)
    with transaction() as session:
        values = {"since_on": today() - timedelta(days=400), "confirmed_on": today(), **dates}
        membership = Membership(account_id=account.id, number=next(_numbers), status=status, **values)
        name_anew(membership, name)
        session.add(membership)
    return account


def make_ended_member(name: str = "Ed Eindhoven") -> Account:
    """Someone who was a member until yesterday."""
    return make_member(name, MembershipStatus.ENDED, ended_on=today() - timedelta(days=1))


def make_leaving_member(name: str = "Leo Leegstra") -> Account:
    """Someone who is a member today, and has left by the day of the event."""
    return make_member(name, ends_on=today() + timedelta(days=30))


def make_suspended_member(name: str = "Stien Stil") -> Account:
    """Someone whose membership is suspended."""
    return make_member(name, MembershipStatus.SUSPENDED)


def make_network_member(name: str = "Nico Netwerk") -> Account:
    """A member of the network, for whom the open parts are."""
    return make_member(name, category=Category.NETWORK)


def make_applicant(name: str = "Aad Aanvrager") -> Account:
    """Someone whose application waits for the reviewers."""
    account = make_account(name)
    with transaction() as session:
        session.add(
            Application(
                account_id=account.id,
                status=ApplicationStatus.SUBMITTED,
                name=name,
                email=account.email,
                sent_at=now(),
                submitted_at=now(),
            )
        )
    return account


def make_order(event: Event, *names: str, contact: str = "Carla Contact", **details: str) -> Order:
    """An order by a contact for these people, each with the first ticket type."""
    ticket_type = event.ticket_types[0].public_id
    address = f"{contact.split(maxsplit=1)[0].lower()}@okprofs.example"
    with transaction():
        attendees = [Attendee(ticket_type, name=name, **details) for name in names]
        return sign_up(event.id, Contact(contact, address), attendees or [Attendee(ticket_type, is_contact=True)])


def make_invitation(
    event: Event, name: str = "Gijs Genodigde", email: str = "gijs@okprofs.example"
) -> tuple[Invitation, str]:
    """An invitation, and the secret of its personal link as the mail room would make it."""
    with transaction():
        invitation = invite(event, name, email)
    return invitation, make_link("invitation", invitation.public_id, invitation.email)


def make_link(purpose: str, about: str, address: str = "") -> str:
    """The secret of a personal link."""
    with transaction():
        return mint(purpose, about, address, timedelta(days=400))


def places_taken(event: Event) -> dict[str, int]:
    """Per ticket type (its title) how many places are taken, as the database has it now."""
    db.session.rollback()
    return {ticket_type.title: ticket_type.taken for ticket_type in db.session.get_one(Event, event.id).ticket_types}


def make_door(event: Event, title: str = "Hal", in_days: int = 0) -> Door:
    """A door of an event, so many days from now."""
    with transaction():
        return doors.open_door(event, title, today() + timedelta(days=in_days))


def make_door_link(door: Door) -> str:
    """The secret that opens a door, and ends every earlier one."""
    with transaction():
        return doors.new_link(door)


def make_event_of_today(slug: str, *names: str) -> Event:
    """An event that has begun and for which these people signed up yesterday; it goes on past midnight."""
    event = make_event(1, slug=slug)
    make_order(event, *names)
    with transaction():
        event = db.session.get_one(Event, event.id)
        event.doors_open_at, event.starts_at, event.ends_at = at("0:00", 0), at("0:01", 0), at("23:59", 1)
    return event
