"""The demo club with one of everything in it: for each kind of address a real one, and one that is somebody else's.

For tests that go everywhere as everybody. It is made once for each engine, kept, and put back before every test.
"""

import re
import shutil
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule

from okprofs.community.models import IntervisionGroup, IntervisionMeeting
from okprofs.community.services import Written, add, write_down
from okprofs.demo.club import CAST
from okprofs.demo.load import DOMAIN, load
from okprofs.demo.photos import drawn_photo
from okprofs.directory import letters as directory_letters
from okprofs.directory import services as directory
from okprofs.directory.models import SavedSearch, SearchFind
from okprofs.directory.queries import Search
from okprofs.directory.rules.facets import Selection
from okprofs.events import letters as event_letters
from okprofs.events import letters_of_changes
from okprofs.events.letters_of_certificates import CERTIFICATE_READY
from okprofs.events.letters_of_paying import ORDER_LAPSED, PAYMENT_REMINDED
from okprofs.events.letters_of_reminders import ATTENDEE_REMINDED, REMINDED
from okprofs.events.letters_of_voices import FEEDBACK_ASKED
from okprofs.events.letters_of_waiting import ON_WAITING_LIST
from okprofs.events.models import (
    Certificate,
    Code,
    Event,
    EventStatus,
    FeedbackRound,
    Handover,
    Mailing,
    Order,
    PendingTerms,
    PendingTicket,
    ProgrammeSession,
    Quota,
    Registration,
    SessionKind,
    SessionLearning,
    Speaker,
    TicketType,
    WaitingAttendee,
    WaitingEntry,
    WaitingParty,
    Workshop,
    WorkshopPlace,
    WorkshopPlan,
)
from okprofs.events.rules.admission import Audience as EventAudience
from okprofs.events.rules.waiting import WaitingState
from okprofs.events.services.doors import open_door
from okprofs.events.services.drafts import new_draft_link
from okprofs.events.services.own_calendar import make_feed
from okprofs.events.services.places import take
from okprofs.events.services.signup import Attendee, Contact, sign_up
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.ids import digest, new_public_id, new_secret
from okprofs.mail.kinds import Kind
from okprofs.mail.models import Letter, LetterState
from okprofs.mail.services import mint, write
from okprofs.membership import letters as membership_letters
from okprofs.membership.models import (
    Application,
    ApplicationAttachment,
    ApplicationStatus,
    Membership,
    NetworkImportRow,
    Nomination,
    OrganisationMembership,
    Seat,
)
from okprofs.membership.rules.attachments import Attached, FileKind
from okprofs.membership.rules.year import YearStep
from okprofs.membership.services import importing
from okprofs.membership.services.attachments import keep_with_draft
from okprofs.membership.services.cards import make_card
from okprofs.membership.services.handling import add_note, take_over
from okprofs.membership.services.memberships import end_membership, leave
from okprofs.membership.services.merging import merge
from okprofs.membership.services.nominating import nominate
from okprofs.messages.models import Message, MessageReport, WritingBan
from okprofs.messages.queries import side_with
from okprofs.messages.rules.reporting import Reason
from okprofs.messages.services.reporting import open_report, report_message
from okprofs.messages.services.writing import block, send
from okprofs.organisations.models import Organisation
from okprofs.organisations.services import find_or_flag
from okprofs.people import letters as people_letters
from okprofs.people.models import Account, AddressChange, Office, SignInSession
from okprofs.people.rules.photos import Size
from okprofs.people.rules.profession import Discipline
from okprofs.people.rules.visibility import Audience, Field
from okprofs.people.services.profiles import change_photo
from tests.conftest import copy_sqlite
from tests.events.makers import at, make_event, make_invitation
from tests.membership.makers import LIST_HEADINGS, make_application, make_draft, make_list, make_member
from tests.people.makers import make_account

VISITOR, APPLICANT, MEMBER = "bezoeker", "aanvrager", "lid"
# Visitor, applicant, and those of the demo whose address says what they are.
PEOPLE = (VISITOR, APPLICANT, *(role.address for role in CAST))
# Who have forms before them that nobody of the cast has: halfway an application, with and without an account; asked a
# question about it; rejected; and one who may do everything, behind whose doors the most is to be found.
HALFWAY, BEGUN, ASKED, REJECTED, ALMIGHTY = "halverwege", "begonnen", "gevraagd", "afgewezen", "almachtige"
EVERYBODY = (*PEOPLE, HALFWAY, BEGUN, ASKED, REJECTED, ALMIGHTY)
# Who applied without an account and is to confirm their address: another browser, with nothing else before it.
SENT = "verstuurd"

# What only some may read.
CLOSED_WORD, DIET_WORD, MOTIVATION_WORD, NOTE_WORD = "zeearendzaal", "pindakanarie", "nachtegalenkoor", "ganzenbord"
VOUCHED_WORD = "roodborsttapuit"
# What stands in each field of the profile of a member who shows none of them.
HIDDEN_WORD, HIDDEN_NUMBER = "roerdompfluit", "+31698765432"
# What two members write to each other, and what one of them reported that no moderator opened yet.
LETTER_WORD, REPORTED_WORD = "boerenzwaluw", "kraaiennest"
# What a group of the member met about.
GROUP_WORD = "ijsvogelkade"
OPEN_SLUG, OTHER_SLUG, DRAFT_SLUG = "zaak-voor-de-top", "een-andere-dag", "nog-een-concept"
MAIL = "bcdfghjkmnpq"
_VARIABLE = re.compile(r"<(?:\w+:)?(\w+)>")

Places = dict[str, str]


@dataclass
class World:
    """What there is. Places are values by the address up to and with their variable: "/leden/<public_id>"."""

    # The secret of the session of each who is signed in, and what the browser of each holds besides.
    sessions: dict[str, str] = field(default_factory=dict)
    held: dict[str, dict[str, Any]] = field(default_factory=dict)
    # One consistent set, and further ones that hold what the first does not have.
    places: list[Places] = field(default_factory=list)
    # What exists as well, but belongs to another parent or to somebody else.
    elsewhere: Places = field(default_factory=dict)
    # The secret of the door at which somebody stands, in a cookie of its own.
    doors: dict[str, str] = field(default_factory=dict)
    # What is to be chosen in the address before a page has its form.
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    # Every row, as it was before anything happened.
    before: dict[str, Counter[str]] = field(default_factory=dict)
    # The secret of each kind of letter with a link.
    secrets: dict[str, str] = field(default_factory=dict)

    def addresses_of(self, rule: Rule) -> list[str]:
        """The real addresses of a rule; none when there is no example of one of its variables."""
        prefixes = list(prefixes_of(rule))
        sets = self.places if prefixes else self.places[:1]
        urls = [
            filled(rule, [places[prefix] for prefix in prefixes])
            for places in sets
            if all(prefix in places for prefix in prefixes)
        ]
        return [url + choice for url in urls for choice in ("", *self.choices.get(rule.endpoint, ()))]

    def cookies_of(self, person: str, app: Flask, **session: Any) -> dict[str, str]:
        """What the browser of one of them holds; `session` is what pages left in it besides."""
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        held = serializer.dumps({**session, **self.held.get(person, {})})
        cookies = {
            app.config["SESSION_COOKIE_NAME"]: held,
            app.config["SIGN_IN_COOKIE_NAME"]: self.sessions.get(person),
            "door": self.doors.get(person),
        }
        return {name: value for name, value in cookies.items() if value}


def prefixes_of(rule: Rule) -> Iterator[str]:
    """For each variable of a rule its address as far as that."""
    for found in _VARIABLE.finditer(rule.rule):
        yield _VARIABLE.sub(r"<\1>", rule.rule[: found.end()])


def filled(rule: Rule, values: list[str]) -> str:
    """The address of a rule with these values for its variables, in order."""
    left = iter(values)
    return _VARIABLE.sub(lambda found: next(left), rule.rule)


def build() -> World:
    """Fill an empty database."""
    with transaction():
        load()
    world = World()
    _people(world)
    world.places = [*_events(world)]
    _hours(world)
    _voices(world)
    _applications(world, world.places[0])
    _memberships(world, world.places[0])
    _lists(world, world.places[0])
    _seats(world, world.places[0])
    _messages(world, world.places[0])
    _groups(world, world.places[0])
    _office(world, world.places[0])
    return world


def _account(address: str) -> Account:
    return db.session.scalars(sa.select(Account).where(Account.email == f"{address}@{DOMAIN}")).one()


def _signed_in(account: Account) -> tuple[str, str]:
    """The secret and the public id of a session of theirs."""
    secret, public_id = new_secret(), new_public_id()
    # Later than now: that a session is in use is written down every five minutes, and some walks take longer.
    theirs = {"account_id": account.id, "seen_at": now() + timedelta(hours=1)}
    with transaction() as session:
        session.add(SignInSession(digest=digest(secret), public_id=public_id, **theirs))
    return secret, public_id


def _link(world: World, kind: Kind, about: Any, address: str) -> str:
    assert kind.link is not None
    with transaction():
        secret = mint(kind.link.purpose, about.public_id, address, kind.link.valid_for)
    world.secrets[kind.name] = secret
    return secret


def _asked() -> sa.Select[tuple[Application]]:
    return sa.select(Application).where(Application.status == ApplicationStatus.MORE_INFO_NEEDED)


def _rejected() -> sa.Select[tuple[Application]]:
    """Who was rejected last, and can still object."""
    rejected = sa.select(Application).where(Application.status == ApplicationStatus.REJECTED)
    return rejected.order_by(Application.decided_at.desc()).limit(1)


def _people(world: World) -> None:
    make_member("Almar Almachtig", email=f"{ALMIGHTY}@{DOMAIN}", offices=Office)
    make_account("Bea Begonnen", email=f"{BEGUN}@{DOMAIN}")
    with transaction():
        asked = db.session.scalars(_asked()).one()
        asked.email = asked.account.email = f"{ASKED}@{DOMAIN}"
        rejected = db.session.scalars(_rejected()).one()
        rejected.email = rejected.account.email = f"{REJECTED}@{DOMAIN}"
    for person in EVERYBODY:
        if person not in (VISITOR, HALFWAY):
            world.sessions[person] = _signed_in(_account(person))[0]


def _order(event: Event, account: Account) -> Order:
    """Someone comes, and brings a colleague."""
    morning = event.ticket_types[0]
    with transaction() as session:
        order = Order(event_id=event.id, account_id=account.id, contact_name=account.name, contact_email=account.email)
        order.pay_until = now() + timedelta(days=14)
        for person, name, email in (
            (account.id, account.name, account.email),
            (None, "Cor Collega", f"cor.{event.id}@{DOMAIN}"),
        ):
            order.registrations.append(
                Registration(
                    event_id=event.id,
                    ticket_type=morning,
                    account_id=person,
                    name=name,
                    email=email,
                    price_cents=morning.price_cents,
                    dietary_wishes=DIET_WORD,
                )
            )
        session.add(order)
        for _ in range(2):
            take(db.session.get_one(type(morning), morning.id))
    return order


def _shared(event: Event) -> tuple[Quota, Code]:
    """What the ticket types of an event share, and a code for less."""
    with transaction() as session:
        quota = Quota(event_id=event.id, title="Zaal", capacity=50, ticket_types=list(event.ticket_types), taken=0)
        code = Code(event_id=event.id, code="KORTING26", discount_cents=500)
        session.add_all([quota, code])
    return quota, code


def _let_wait(event: Event, order: Order) -> None:
    """The member's colleague waits for the whole day, as their application is under review; the applicant may too."""
    morning, day = event.ticket_types
    with transaction() as session:
        # And one that nobody took yet, to be taken away.
        session.add(TicketType(event_id=event.id, title="Middag", place=3, audience=day.audience, price_cents=5000))
        session.add(PendingTerms(ticket_type_id=day.id, open_ticket_type_id=morning.id, hold_hours=0))
        colleague = db.session.get_one(Registration, order.registrations[1].id)
        colleague.account_id = _account(ASKED).id
        waits = {"ticket_type_id": day.id, "open_ticket_type_id": morning.id, "account_id": colleague.account_id}
        session.add(PendingTicket(event_id=event.id, registration_id=colleague.id, price_cents=10000, **waits))
        applicant = _account(APPLICANT)
        sign_up(event.id, Contact(), [Attendee(morning.public_id, is_contact=True)], viewer=applicant)


def _waits(event: Event, account: Account, name: str) -> WaitingParty:
    """Someone waits for two others, one of whom has an offer."""
    morning = event.ticket_types[0]
    contact = {"account_id": account.id, "contact_name": account.name, "contact_email": account.email}
    party = WaitingParty(event_id=event.id, confirmed_at=now(), **contact)
    for number in (1, 2):
        email = f"{name.lower()}{number}@{DOMAIN}"
        attendee = WaitingAttendee(ticket_type_id=morning.id, name=f"{name} Wachter", email=email)
        party.entries.append(WaitingEntry(event_id=event.id, number=number, attendees=[attendee]))
    party.entries[0].state, party.entries[0].offered_until = WaitingState.OFFERED, now() + timedelta(days=1)
    with transaction() as session:
        session.add(party)
        take(session.get_one(TicketType, morning.id))
    return party


def _of_attendee(world: World, event: Event, order: Order) -> None:
    """The links of the member's colleague: to their own place, and to a place that is offered to somebody."""
    colleague = order.registrations[1]
    for kind in (letters_of_changes.SIGNED_UP_BY, letters_of_changes.TICKET_CHANGED, ATTENDEE_REMINDED):
        _link(world, kind, colleague, colleague.email)
    with transaction() as session:
        handover = Handover(event_id=event.id, registration_id=colleague.id, from_email=colleague.email)
        handover.name, handover.email = "Nina Nieuw", f"nina@{DOMAIN}"
        session.add(handover)
    _link(world, letters_of_changes.HANDOVER_OFFERED, handover, handover.email)


def _waits_silently(world: World, event: Event) -> str:
    """Someone waits who did not confirm it: the secret of their link."""
    email = f"stille@{DOMAIN}"
    party = WaitingParty(event_id=event.id, contact_name="Stien Stille", contact_email=email)
    attendee = WaitingAttendee(ticket_type_id=event.ticket_types[0].id, name="Stien Stille", email=email)
    party.entries.append(WaitingEntry(event_id=event.id, number=3, attendees=[attendee]))
    with transaction() as session:
        session.add(party)
    return _link(world, ON_WAITING_LIST, party, email)


def _events(world: World) -> tuple[Places, Places]:
    event = make_event(slug=OPEN_SLUG)
    other = make_event(slug=OTHER_SLUG)
    draft = make_event(slug=DRAFT_SLUG, status=EventStatus.DRAFT)
    with transaction():
        for session in (session for parent in (event, other) for session in parent.sessions if session.is_closed):
            session.text = session.room = CLOSED_WORD
    shared = {parent.id: _shared(parent) for parent in (event, other, draft)}
    order, theirs = _order(event, _account(MEMBER)), _order(other, _account("moderator"))
    _let_wait(event, order)
    invitation, secret = make_invitation(event)
    other_invitation, _ = make_invitation(other, "Gerda Genodigd", f"gerda@{DOMAIN}")
    world.secrets[event_letters.INVITED.name] = secret
    _of_attendee(world, event, order)
    world.secrets[letters_of_changes.INVITED_REMINDED.name] = secret
    for kind in (
        event_letters.ORDER_CONFIRMED,
        ORDER_LAPSED,
        PAYMENT_REMINDED,
        event_letters.ORDER_CHANGED,
        event_letters.ORDER_CANCELLED,
        REMINDED,
        event_letters.WAITING,
    ):
        _link(world, kind, order, order.contact_email)
    with transaction():
        door, other_door = open_door(event, "Hal", today()), open_door(other, "Tuin", today())
    world.doors[MEMBER] = _link(world, event_letters.DOOR_OPENED, door, "deur@okprofs.example")
    world.choices["events.show_door"] = ("?q=collega",)
    with transaction():
        feed, draft_link = make_feed(_account(MEMBER).id), new_draft_link(draft)
    office, link = "/beheer/bijeenkomsten/<slug>", "/aanmeldingen/link/<token>"
    silent = _waits_silently(world, event)
    waits, others_wait = _waits(event, _account(MEMBER), "Wies"), _waits(other, _account("moderator"), "Wout")

    def children(parent: Event, taken: Order | None) -> Places:
        # What nobody took yet can also be taken away.
        places = {
            "/bijeenkomsten/<slug>": parent.slug,
            office: parent.slug,
            f"{office}/programma/<public_id>": parent.sessions[0].public_id,
            f"{office}/deelnamevormen/<public_id>": parent.ticket_types[-1].public_id,
            f"{office}/wachten-op-aanvraag/<public_id>": parent.ticket_types[1].public_id,
            f"{office}/gedeelde-plaatsen/<public_id>": shared[parent.id][0].public_id,
            f"{office}/codes/<public_id>": shared[parent.id][1].public_id,
        }
        if taken is not None:
            places |= {
                f"{office}/aanmeldingen/<public_id>": taken.public_id,
                f"{office}/deelnemers/<public_id>": taken.registrations[1].public_id,
                f"{office}/bewijzen/<public_id>": taken.registrations[1].public_id,
                f"{office}/drukwerk/<document>": "badges-a4",
                f"{office}/deelnemers/uitvoer/<file_format>": "xlsx",
                f"{office}/deelnemers/grote-lijst/<file_format>": "csv",
                "/aanmeldingen/<public_id>": taken.public_id,
                "/aanmeldingen/<public_id>/deelnemers/<registration>": taken.registrations[1].public_id,
                f"{link}/deelnemers/<registration>": taken.registrations[1].public_id,
            }
        return places

    workshops, others = (_workshops(one, taken) for one, taken in ((event, order), (other, theirs)))
    main = children(event, order) | {
        **workshops,
        f"{office}/uitnodigingen/<public_id>": invitation.public_id,
        f"{office}/deuren/<public_id>": door.public_id,
        f"{office}/wachtlijst/<public_id>": waits.entries[1].public_id,
        "/wachtlijst/<public_id>": waits.public_id,
        "/wachtlijst/<public_id>/plaatsen/<entry>": waits.entries[0].public_id,
        "/wachtlijst/link/<token>": _link(world, ON_WAITING_LIST, waits, waits.contact_email),
        "/wachtlijst/link/<token>/plaatsen/<entry>": waits.entries[0].public_id,
        "/deur/open/<token>": world.doors[MEMBER],
        "/deur/scannen/<public_id>": order.registrations[1].public_id,
        "/uitnodigingen/<token>": secret,
        "/deelname/<token>": world.secrets[letters_of_changes.SIGNED_UP_BY.name],
        "/overdracht/<token>": world.secrets[letters_of_changes.HANDOVER_OFFERED.name],
        "/agenda/<token>": feed,
        "/concepten/<token>": draft_link,
        link: world.secrets[event_letters.ORDER_CONFIRMED.name],
    }
    world.elsewhere = children(other, theirs) | {
        **others,
        f"{office}/uitnodigingen/<public_id>": other_invitation.public_id,
        f"{office}/deuren/<public_id>": other_door.public_id,
        f"{office}/wachtlijst/<public_id>": others_wait.entries[1].public_id,
        "/wachtlijst/<public_id>": others_wait.public_id,
        "/wachtlijst/<public_id>/plaatsen/<entry>": others_wait.entries[0].public_id,
        "/wachtlijst/link/<token>/plaatsen/<entry>": others_wait.entries[0].public_id,
        "/deur/scannen/<public_id>": theirs.registrations[1].public_id,
        f"{office}/drukwerk/<document>": "schutblad",
        f"{office}/deelnemers/uitvoer/<file_format>": "pdf",
        f"{office}/deelnemers/grote-lijst/<file_format>": "pdf",
    }
    # For what a colleague's ticket can be exchanged.
    with transaction() as session:
        lunch = TicketType(title="Alleen de lunch", audience=EventAudience.EVERYONE, price_cents=1500, place=0)
        lunch.event_id = event.id
        session.add(lunch)
        # And for what it can be when somebody leaves it.
        dinner = TicketType(title="Het diner", audience=EventAudience.EVERYONE, price_cents=4000, place=0)
        dinner.event_id, dinner.capacity, dinner.taken = event.id, 1, 1
        session.add(dinner)
    # The colleague who waits for a decision is invited by name meanwhile.
    _, by_name = make_invitation(event, "Cor Collega", order.registrations[1].email)
    world.secrets["the invitation of who waits"] = by_name
    return main, children(draft, None) | {"/wachtlijst/link/<token>": silent, "/uitnodigingen/<token>": by_name}


def _hours(world: World) -> None:
    """The member was at the last seminar, and so was the moderator."""
    own, theirs = (
        db.session.scalars(
            sa.select(Registration)
            .join(Event, Event.id == Registration.event_id)
            .where(Event.slug == "kwaliteit-aan-de-balie", Registration.account_id == _account(who).id)
        ).one()
        for who in (MEMBER, "moderator")
    )
    world.places[0] |= {
        "/bewijs/link/<token>": _link(world, CERTIFICATE_READY, own, own.email),
        "/mijn/uren/<public_id>": own.public_id,
        "/mijn/uren/bestand/<file_format>": "csv",
    }
    world.elsewhere |= {"/mijn/uren/<public_id>": theirs.public_id, "/mijn/uren/bestand/<file_format>": "doc"}
    # And long ago both were at one of which nothing else is kept.
    long_ago = {"event_title": "Lang geleden", "event_on": today() - timedelta(days=800), "minutes": 60, "parts": []}
    with transaction() as session:
        for one, places in ((own, world.places[0]), (theirs, world.elsewhere)):
            kept = Certificate(event_id=one.event_id, account_id=one.account_id, name=one.name, **long_ago)
            session.add(kept)
            session.flush()
            places["/mijn/uren/bewijs/<public_id>"] = kept.public_id
    # What is over, and of what is to come the first part: both count for an hour.
    over = make_event(-30, slug="een-dag-die-was")
    with transaction() as session:
        for event in (over, session.scalars(sa.select(Event).where(Event.slug == OPEN_SLUG)).one()):
            first = session.scalars(sa.select(ProgrammeSession).where(ProgrammeSession.event_id == event.id)).first()
            assert first is not None
            session.add(SessionLearning(session_id=first.id, minutes=60))
    world.places.append({"/beheer/bijeenkomsten/<slug>": over.slug})


def _workshops(event: Event, order: Order) -> Places:
    """Two workshops in one open round, one of them with a place for who is on the order; a speaker with an account."""
    with transaction() as session:
        round_ = ProgrammeSession(title="Workshops", kind=SessionKind.WORKSHOP, starts_at=at("15:00"))
        session.get_one(Event, event.id).sessions.append(round_)
        session.flush()
        titles = ("Dagstarts", "Zaken", "Borden")
        taken, free, before = (Workshop(session_id=round_.id, title=title, capacity=5) for title in titles)
        speaker = Speaker(event_id=event.id, name="Fatima Haddou", email=order.contact_email, sessions=[round_])
        speaker.account_id = order.account_id
        session.add_all([taken, free, before, speaker, WorkshopPlan(event_id=event.id, composed_at=now())])
        session.flush()
        # Told of one workshop, given another since.
        told = {"told_at": now(), "told_workshop_id": before.id}
        place = {"session_id": round_.id, "workshop_id": taken.id, "is_locked": True, **told}
        session.add(WorkshopPlace(registration_id=order.registrations[1].id, **place))
    office, person = "/beheer/bijeenkomsten/<slug>", order.registrations[1].public_id
    return {
        f"{office}/workshops/<public_id>": free.public_id,
        f"{office}/sprekers/<public_id>": speaker.public_id,
        f"{office}/indeling/<round_id>": round_.public_id,
        f"{office}/indeling/<round_id>/<public_id>": person,
        "/bijeenkomsten/<slug>/sprekers/<public_id>": speaker.public_id,
        "/aanmeldingen/<public_id>/deelnemers/<registration>/rondes/<session>": round_.public_id,
        "/aanmeldingen/link/<token>/deelnemers/<registration>/rondes/<session>": round_.public_id,
        "/deelname/<token>/rondes/<session>": round_.public_id,
    }


def _voices(world: World) -> None:
    """A mail to participants that did not go yet; a colleague of the member is asked what they think; and to the
    seminar that is over somebody came, who can be asked."""
    office = "/beheer/bijeenkomsten/<slug>"
    with transaction() as session:
        event, other = (
            session.scalars(sa.select(Event).where(Event.slug == slug)).one() for slug in (OPEN_SLUG, OTHER_SLUG)
        )
        mails = [Mailing(event_id=one.id, subject="De zaal", text="Kom.", selection={}) for one in (event, other)]
        until = now() + timedelta(days=9)
        session.add_all([*mails, FeedbackRound(event_id=event.id, closes_at=until, asked=1)])
        query = sa.select(Registration).where(Registration.event_id == event.id, Registration.name == "Cor Collega")
        colleague = session.scalars(query).one()
        over = session.scalars(sa.select(Event).where(Event.slug == "een-dag-die-was")).one()
    _order(over, _account("moderator"))
    world.places[0] |= {
        f"{office}/mail/<public_id>": mails[0].public_id,
        "/mening/<token>": _link(world, FEEDBACK_ASKED, colleague, colleague.email),
    }
    world.elsewhere[f"{office}/mail/<public_id>"] = mails[1].public_id


def _applications(world: World, main: Places) -> None:
    begun = _account(BEGUN)
    make_draft(begun.name, begun.email, account=begun)
    held = make_draft("Hanna Halverwege", f"{HALFWAY}@{DOMAIN}")
    left = make_draft("Ria Rust", f"ria@{DOMAIN}")
    sent = make_draft("Stijn Stuurop", f"stijn@{DOMAIN}", sent_at=now())
    # The browser of who applies without an account holds which draft is theirs.
    world.held[HALFWAY], world.held[SENT] = {"application": held.public_id}, {"application": sent.public_id}
    nomination, going_along = _nominations()
    asked = db.session.scalars(_asked()).one()
    rejected = db.session.scalars(_rejected()).one()
    objected = db.session.scalars(sa.select(Application).where(Application.status == ApplicationStatus.OBJECTED)).one()
    waiting = db.session.scalars(sa.select(Application).where(Application.account_id == _account(APPLICANT).id)).one()
    with transaction():
        waiting.motivation = f"Ik zing in een {MOTIVATION_WORD}."
        going_along.application = waiting
        attached = waiting.messages[-1].attachments[0]
        attached.content += MOTIVATION_WORD.encode()
        of_another = ApplicationAttachment(kind=attached.kind, name="kaart.jpg", size=2, content=b"\xff\xd8")
        asked.messages[0].attachments.append(of_another)
        keep_with_draft(held, [Attached("diploma.jpg", FileKind.JPEG, b"\xff\xd8")])
        of_draft = held.messages[0].attachments[0]
    almighty = _account(ALMIGHTY)
    for application in (waiting, asked):
        with transaction():
            add_note(application.public_id, f"Speelt vals bij het {NOTE_WORD}.", author=almighty)
    # Another reviewer has this one in hands.
    with transaction():
        taken = db.session.scalars(sa.select(Application).where(Application.name == "Sietske Boersma")).one()
        take_over(asked.public_id, reviewer=almighty, from_id=asked.holder_id)
    world.places[1]["/beheer/aanvragen/<public_id>"] = taken.public_id
    world.places.append({"/beheer/aanvragen/<public_id>": asked.public_id})
    # And here the almighty works, so that it opens to them only once they say why.
    with transaction():
        near = db.session.scalars(sa.select(Application).where(Application.name == "Tessa Mol")).one()
        almighty.profile.organisation_id = near.organisation_id
    world.places.append({"/beheer/aanvragen/<public_id>": near.public_id})
    world.places.append({"/beheer/aanvragen/<public_id>": objected.public_id})
    # Someone applied twice, and that was seen.
    twice = [make_application("Thea Tweemaal", make_account("Thea Tweemaal")) for _ in range(2)]
    with transaction():
        first, second = (application.public_id for application in twice)
        seen = {"seen_version": twice[1].version, "seen_other_version": twice[0].version}
        merge(second, first, reviewer=almighty, **seen)
    world.places.append({"/beheer/aanvragen/<public_id>": second})
    _link(world, membership_letters.ANSWER_WARNING, asked, asked.account.email)
    link_to_answer = _link(world, membership_letters.QUESTION, asked, asked.account.email)
    main |= {
        "/beheer/aanvragen/<public_id>": waiting.public_id,
        "/beheer/aanvragen/<public_id>/bijlagen/<attachment>": attached.public_id,
        "/mijn/aanvraag/bijlagen/<public_id>": attached.public_id,
        "/beheer/aanvragen/<public_id>/samenvoegen/<other>": first,
        "/lid-worden/antwoord/<token>": link_to_answer,
        "/lid-worden/antwoord/<token>/bijlagen/<public_id>": of_another.public_id,
        "/lid-worden/bijlagen/<public_id>": of_draft.public_id,
        "/lid-worden/bezwaar/<token>": _link(world, membership_letters.REJECTED, rejected, rejected.account.email),
        "/lid-worden/bevestigen/<token>": _link(world, membership_letters.CONFIRM_APPLICATION, sent, sent.email),
        "/lid-worden/voordracht/<token>": _link(world, membership_letters.NOMINATED, nomination, nomination.address),
        "/lid-worden/verder/<token>": _link(world, membership_letters.RESUME_APPLICATION, left, left.email),
    }
    main["/beheer/aanvragen/teksten/<key>"], main["/beheer/aanvragen/teksten/<key>/<language>"] = (
        "rejection_other",
        "nl",
    )
    world.choices["membership.create_rejection"] = ("?clause=other",)
    world.elsewhere["/beheer/aanvragen/<public_id>"] = held.public_id
    world.elsewhere["/beheer/aanvragen/<public_id>/bijlagen/<attachment>"] = of_another.public_id
    world.elsewhere["/mijn/aanvraag/bijlagen/<public_id>"] = of_another.public_id
    world.elsewhere["/lid-worden/antwoord/<token>/bijlagen/<public_id>"] = attached.public_id
    world.elsewhere["/lid-worden/bijlagen/<public_id>"] = of_another.public_id
    world.elsewhere["/beheer/aanvragen/<public_id>/samenvoegen/<other>"] = held.public_id
    world.elsewhere["/beheer/aanvragen/teksten/<key>"] = "iets"
    world.elsewhere["/beheer/aanvragen/teksten/<key>/<language>"] = "fr"


def _nominations() -> tuple[Nomination, Nomination]:
    """One that a member made and nobody took up yet, and one of the moderator's that goes with an application."""
    with transaction():
        waiting = nominate(_account(MEMBER), f"genoemd@{DOMAIN}", f"Een {VOUCHED_WORD}.", language="nl")
        going_along = nominate(_account("moderator"), f"marjan@{DOMAIN}", f"Een {VOUCHED_WORD}.", language="nl")
    return waiting, going_along


def _memberships(world: World, main: Places) -> None:
    """Someone who told of a change, someone who is to confirm, and the card of the member."""
    told, waiting, own, ended = (
        _membership(_account(who)) for who in ("veranderd.lid", "wachtend.lid", MEMBER, "alumnus")
    )
    with transaction():
        card = make_card(own.account, shows_name=True).card_token
        end_membership(ended)
        almighty = _membership(_account(ALMIGHTY))
        almighty.next_step, almighty.next_step_on = YearStep.SUSPEND, today() + timedelta(days=20)
        leave(own.account, at_once=False)
        # The almighty works there too, so that they decide on them only once they say why.
        waiting.account.profile.organisation_id = almighty.account.profile.organisation_id
    assert card is not None
    for kind in (membership_letters.YEAR_REMINDED, membership_letters.YEAR_SUSPENDED):
        _link(world, kind, waiting, waiting.account.email)
    secret = _link(world, membership_letters.YEAR_ASKED, waiting, waiting.account.email)
    main |= {
        "/beheer/leden/<public_id>": told.public_id,
        "/lid/<token>": card,
        "/lidmaatschap/bevestigen/<token>": secret,
        "/lidmaatschap/veranderd/<token>": secret,
    }
    world.places[1]["/beheer/leden/<public_id>"] = ended.public_id
    world.places.append({"/beheer/leden/<public_id>": waiting.public_id})


def _lists(world: World, main: Places) -> None:
    """A list that can be sent, one that was, and one that is under way; and who was invited by a list."""
    reviewer, address = _account("ballotage"), f"genoemd@{DOMAIN}"
    lists = [
        make_list(f"{LIST_HEADINGS}\nNora;van;Noem{number};{number}.{address};gemeente Ede;adviseur", by=reviewer)
        for number in range(3)
    ]
    with transaction():
        for unsent in lists[1:]:
            importing.send(unsent.public_id)
    with transaction():
        importing.send_invitations()
    main["/beheer/leden/inlezing/<public_id>"] = lists[0].public_id
    world.places[1]["/beheer/leden/inlezing/<public_id>"] = lists[1].public_id
    world.places.append({"/beheer/leden/inlezing/<public_id>": lists[2].public_id})
    invited = db.session.scalars(sa.select(NetworkImportRow).where(NetworkImportRow.address == f"1.{address}")).one()
    _link(world, membership_letters.NETWORK_REMINDED, invited, invited.address)
    secret = _link(world, membership_letters.NETWORK_INVITED, invited, invited.address)
    main |= {"/netwerk/bevestigen/<token>": secret, "/netwerk/wissen/<token>": secret}


def _seats(world: World, main: Places) -> None:
    """The member is the contact of an organisation, and has one of its seats; another is offered, and so is being its
    contact. Somebody else is the contact of another organisation."""
    own = db.session.scalars(sa.select(OrganisationMembership)).one()
    seat = own.seats[1]
    with transaction() as session:
        offered = Seat(organisation_membership_id=own.id, number=3, offered_to=f"collega@{DOMAIN}")
        own.asked_contact, own.asked_since_on = f"opvolger@{DOMAIN}", today()
        own.number_of_seats = 4
        other = OrganisationMembership(
            organisation=find_or_flag("gemeente Elders"),
            number_of_seats=2,
            since_on=today(),
            contact=_account("erelid"),
        )
        other.seats.append(Seat(number=1, holder=_account("alumnus")))
        session.add_all([offered, other])
    main |= {
        "/beheer/leden/organisaties/<public_id>": own.public_id,
        "/leden/organisaties/<public_id>": own.organisation.public_id,
        "/mijn/plaatsen/<public_id>": own.public_id,
        "/mijn/plaatsen/plaats/<public_id>": seat.public_id,
        "/plaats/<token>": _link(world, membership_letters.SEAT_OFFERED, offered, offered.offered_to),
        "/contactpersoon/<token>": _link(world, membership_letters.CONTACT_ASKED, own, own.asked_contact),
    }
    world.elsewhere |= {
        "/leden/organisaties/<public_id>": other.organisation.public_id,
        "/mijn/plaatsen/<public_id>": other.public_id,
        "/mijn/plaatsen/plaats/<public_id>": other.seats[0].public_id,
    }


def _membership(account: Account) -> Membership:
    return db.session.scalars(sa.select(Membership).where(Membership.account_id == account.id)).one()


def _messages(world: World, main: Places) -> None:
    """What the member was written, unread, and what others wrote; a member who is blocked, and two reports, of which
    the almighty opened one."""
    member, jan, tom, els = (_account(who) for who in (MEMBER, "jan.visser", "tom.willems", "els.dekker"))
    with transaction():
        send(f"Ik zag een {LETTER_WORD}.", by=jan.id, to=member.id)
        send("Koop nu.", by=tom.id, to=member.id)
        ours, theirs = db.session.scalars(sa.select(Message).order_by(Message.id.desc()).limit(2))
        unwanted = side_with(member.id, tom.id)
        assert unwanted is not None
        opened = report_message(unwanted, ours, Reason.ADVERTISING, "")
        block(unwanted)
    waiting = db.session.scalars(sa.select(MessageReport).where(MessageReport.reporter_id == els.id)).one()
    with transaction() as session:
        open_report(opened.public_id, _account(ALMIGHTY))
        session.add(WritingBan(account_id=tom.id))
        waiting.text = f"Kom naar ons {REPORTED_WORD}."
        elsewhere = session.get_one(Message, waiting.message_id)
        elsewhere.text = f"Kom naar ons {LETTER_WORD}."
    main |= {
        "/berichten/<public_id>": theirs.conversation.public_id,
        "/berichten/<public_id>/melding/<message>": theirs.public_id,
        "/beheer/meldingen/<public_id>": waiting.public_id,
    }
    world.places[1] |= {
        "/berichten/<public_id>": unwanted.conversation.public_id,
        "/beheer/meldingen/<public_id>": opened.public_id,
    }
    world.elsewhere |= {
        "/berichten/<public_id>": elsewhere.conversation.public_id,
        "/berichten/<public_id>/melding/<message>": elsewhere.public_id,
    }


def _groups(world: World, main: Places) -> None:
    """The member sits in one, the moderator in another, which met without the member; and the moderator has a page for
    everyone."""
    member, moderator = _account(MEMBER), _account("moderator")
    with transaction() as session:
        own, other = session.scalars(sa.select(IntervisionGroup).order_by(IntervisionGroup.id))
        add(other, moderator.email)
        there = [place.account_id for place in other.members if place.account_id != member.id]
        writer = session.get_one(Account, there[0])
        theirs = write_down(other, writer, Written(today() - timedelta(days=9), 90, "Borden", there, there))
        met = session.scalars(sa.select(IntervisionMeeting).where(IntervisionMeeting.group_id == own.id)).all()
        for meeting in met:
            meeting.subject = GROUP_WORD
        moderator.profile.public_since = now()
    main |= {
        "/beheer/groepen/<public_id>": own.public_id,
        "/beheer/groepen/<public_id>/leden/<member>": member.public_id,
        "/mijn/groepen/<public_id>": own.public_id,
        "/mijn/groepen/<public_id>/intervisies/<meeting>": met[0].public_id,
        "/professionals/<public_id>": moderator.public_id,
        "/professionals/<public_id>/foto/<size>": "klein",
    }
    world.elsewhere |= {
        "/beheer/groepen/<public_id>/leden/<member>": moderator.public_id,
        "/mijn/groepen/<public_id>": other.public_id,
        "/mijn/groepen/<public_id>/intervisies/<meeting>": theirs.public_id,
        "/professionals/<public_id>": member.public_id,
        "/professionals/<public_id>/foto/<size>": "reusachtig",
    }
    world.places.append({"/mijn/groepen/<public_id>": other.public_id})


def _hide(account: Account) -> None:
    """A word in every field that holds words, and nobody may see it; the name is there to be found."""
    profile = account.profile
    profile.is_findable = True
    profile.function_title = profile.ask_me_about = HIDDEN_WORD
    profile.topics = profile.own_methods = profile.certificates = (HIDDEN_WORD,)
    profile.link, profile.phone = f"https://{HIDDEN_WORD}.example/", HIDDEN_NUMBER
    change_photo(account.id, dict.fromkeys(Size, HIDDEN_WORD.encode()), Audience.NOBODY)
    for hidden in Field:
        setattr(profile, f"{hidden}_audience", Audience.NOBODY)
    directory.refresh([account.id])


def _office(world: World, main: Places) -> None:
    member, moderator = _account(MEMBER), _account("moderator")
    with transaction():
        _hide(member)
        change_photo(moderator.id, drawn_photo(1), Audience.EVERYONE)
        change_photo(_account(ALMIGHTY).id, drawn_photo(2), Audience.MEMBERS)
    with transaction() as session:
        change = AddressChange(account_id=member.id, address=f"nieuw.lid@{DOMAIN}")
        session.add(change)
        write(people_letters.PASSWORD_CHANGED, to=member.email, language="nl", about=member, facts={"name": "Fatima"})
    with transaction() as session:
        letter = session.scalars(sa.select(Letter).where(Letter.kind == "people/password_changed")).one()
        letter.state, letter.trouble = LetterState.FAILED, "550 no such mailbox"
    unsure = db.session.scalars(sa.select(Organisation).order_by(Organisation.is_confirmed, Organisation.id)).first()
    hidden = db.session.scalars(
        sa.select(Account).where(Account.profile.has(is_findable=False)).order_by(Account.id)
    ).first()
    assert unsure is not None
    assert hidden is not None
    other = db.session.scalars(sa.select(Organisation).where(Organisation.id != unsure.id)).first()
    assert other is not None
    world.choices["organisations.create_merge"] = (f"?met={other.public_id}",)
    world.choices["directory.create_saved_search"] = ("?q=lean",)
    blocked = make_account("Bert Buitenstaander", email=f"bert@{DOMAIN}")
    with transaction():
        blocked.blocked_at = now()
    world.places[1]["/beheer/accounts/<public_id>"] = blocked.public_id
    main |= {
        "/beheer/accounts/<public_id>": member.public_id,
        "/beheer/organisaties/<public_id>": unsure.public_id,
        "/beheer/post/<public_id>": letter.public_id,
        "/beheer/rollen/<public_id>": moderator.public_id,
        "/beheer/rollen/<public_id>/<office>": Office.MODERATOR.value,
        "/e-mailadres/<token>": _link(world, people_letters.ADDRESS_CONFIRM, change, change.address),
        "/inloggen/link/<token>": _link(world, people_letters.SIGN_IN_LINK, member, member.email),
        "/leden/<public_id>": moderator.public_id,
        "/leden/<public_id>/foto/<size>": "klein",
        "/mijn/profiel/foto/<size>": "klein",
        "/mijn/zoekopdrachten/<public_id>": _saved_search(member).public_id,
        "/zoekopdrachten/geen-mail/<token>": _link(world, directory_letters.NEW_MEMBERS_FIT, member, member.email),
        "/mijn/sessies/<public_id>": next(iter([_signed_in(member)[1], _signed_in(member)[1]])),
        "/post/<public_id>": MAIL,
        "/post/<public_id>/bijlagen/<number>": "1",
        "/taal/<language>": "en",
        "/wachtwoord-vergeten/<token>": _link(world, people_letters.PASSWORD_RESET, member, member.email),
    }
    world.elsewhere |= {
        "/beheer/post/<public_id>": db.session.scalars(
            sa.select(Letter.public_id).where(Letter.state == LetterState.QUEUED)
        ).first(),
        "/beheer/rollen/<public_id>": member.public_id,
        "/beheer/rollen/<public_id>/<office>": Office.TREASURER.value,
        "/leden/<public_id>": hidden.public_id,
        "/leden/<public_id>/foto/<size>": "reusachtig",
        "/mijn/profiel/foto/<size>": "reusachtig",
        "/mijn/sessies/<public_id>": _signed_in(moderator)[1],
        "/mijn/zoekopdrachten/<public_id>": _saved_search(moderator).public_id,
        "/post/<public_id>/bijlagen/<number>": "2",
        "/taal/<language>": "fr",
    }


def _saved_search(account: Account) -> SavedSearch:
    """One that found somebody."""
    lean = Search(selection=Selection(frozenset({Discipline.LEAN})))
    with transaction() as session:
        saved = directory.save_search(account, "Lean", "", lean)
        session.add(SearchFind(search_id=saved.id, account_id=_account("organisator").id, found_at=now()))
    return saved


def put_mail(app: Flask) -> None:
    """A mail with a file, in the mailbox of development."""
    mail = EmailMessage()
    mail["Subject"], mail["To"] = "Welkom", f"{MEMBER}@{DOMAIN}"
    mail["Date"] = format_datetime(now())
    mail.set_content("Dag Fatima")
    mail.add_alternative("<p>Dag Fatima</p>", subtype="html")
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="dag.ics")
    folder = Path(app.config["MAILBOX"])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{MAIL}.eml").write_bytes(mail.as_bytes())


def _with_what_follows(names: Collection[str]) -> set[str]:
    """These tables, and those of which the database itself removes or empties rows along with theirs."""
    found = set(names)
    for table in db.metadata.sorted_tables:
        if any(key.ondelete and key.column.table.name in found for key in table.foreign_keys):
            found.add(table.name)
    return found


class Keeper:
    """Keeps a filled database, and puts it back."""

    def __init__(self, engine: str, name: str) -> None:
        self.engine = engine
        self.name = name
        self.tables = [table.name for table in db.metadata.sorted_tables]

    def keep(self) -> None:
        if self.engine == "sqlite":
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copy(self._path, self._kept)
            return
        with db.engine.begin() as connection:
            # Made before, when the tests of this process went to the other engine and came back.
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {self.name} CASCADE")
            connection.exec_driver_sql(f"CREATE SCHEMA {self.name}")
            for name in self.tables:
                connection.exec_driver_sql(f"CREATE TABLE {self.name}.{name} AS TABLE public.{name}")

    def put_back(self, written: Collection[str] = ()) -> None:
        """Everything; or what was written, when that is known."""
        db.session.remove()
        if self.engine == "sqlite":
            db.engine.dispose()
            copy_sqlite(self._kept, self._path)
            return
        touched = _with_what_follows(written or self.tables)
        with db.engine.begin() as connection:
            # Without the triggers that keep the journal and the foreign keys.
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            for table in db.metadata.sorted_tables:
                name = table.name
                if name not in touched:
                    continue
                kept = sa.table(name, *(sa.column(column.name) for column in table.columns), schema=self.name)
                connection.execute(sa.delete(table))
                connection.execute(sa.insert(table).from_select(table.columns.keys(), sa.select(kept)))
                if "id" in table.columns:
                    last = sa.select(sa.func.coalesce(sa.func.max(table.c.id), 0) + 1).scalar_subquery()
                    connection.execute(sa.select(sa.func.setval(sa.func.pg_get_serial_sequence(name, "id"), last)))

    @property
    def _path(self) -> Path:
        return Path(str(db.engine.url.database))

    @property
    def _kept(self) -> Path:
        return self._path.with_name(f"{self.name}.sqlite3")
