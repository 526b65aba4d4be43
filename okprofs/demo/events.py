"""Which events does the demo club hold? The founding seminar exactly as it was announced, and what comes next."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from okprofs.events.models import Event, EventStatus, ProgrammeSession, Quota, SessionKind, TicketType
from okprofs.events.rules.admission import Audience
from okprofs.kernel.clock import today
from okprofs.kernel.wall_time import AMSTERDAM

OPEN, CLOSED = Audience.EVERYONE, Audience.PROFESSIONALS_AND_INVITEES
PLENARY, CASE, BREAK, WORKSHOP = SessionKind.PLENARY, SessionKind.CASE, SessionKind.BREAK, SessionKind.WORKSHOP


@dataclass(frozen=True)
class Item:
    """An item of a programme: from, until, kind, title."""

    begins: str
    ends: str
    kind: SessionKind
    title: str
    text: str = ""
    room: str = ""
    is_closed: bool = False


def on(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), AMSTERDAM)


def _sessions(day: date, items: tuple[Item, ...]) -> list[ProgrammeSession]:
    return [
        ProgrammeSession(
            kind=item.kind,
            title=item.title,
            text=item.text,
            room=item.room,
            is_closed=item.is_closed,
            starts_at=on(day, item.begins),
            ends_at=on(day, item.ends),
        )
        for item in items
    ]


def _morning_and_day(morning: int | None, day: int | None) -> list[TicketType]:
    return [
        TicketType(
            place=1,
            title="Ochtend met lunch",
            text="Het open ochtendgedeelte, inclusief lunch.",
            audience=OPEN,
            price_cents=6000,
            capacity=morning,
        ),
        TicketType(
            place=2,
            title="Hele dag",
            text="Inclusief het besloten middaggedeelte.",
            audience=CLOSED,
            price_cents=10000,
            capacity=day,
        ),
    ]


def _in_hall_and_afternoon(ticket_types: list[TicketType], hall: int, afternoon: int) -> list[Quota]:
    """The morning and the whole day sit in one hall; the closed afternoon is for the whole day alone."""
    return [
        Quota(title="Zaal", capacity=hall, ticket_types=list(ticket_types)),
        Quota(title="Besloten middag", capacity=afternoon, ticket_types=ticket_types[1:]),
    ]


def founding_seminar() -> Event:
    """Thursday 10 November 2011, town hall of Barneveld."""
    day = date(2011, 11, 10)
    ticket_types = _morning_and_day(None, None)
    return Event(
        slug="oprichtingsseminar",
        title="Lean kwaliteitsmanagement: Zaak voor de top",
        summary="Oprichtingsseminar van OK-Profs, met inspirerende voorbeelden uit Barneveld en van Rijkswaterstaat.",
        description=(
            "Er waart een nieuwe geest door Overheidsland. Die geest heet Lean, en heeft kwaliteitsmanagement in een "
            "hogere versnelling gebracht.\n\n"
            "De kwaliteitsprofessionals bij de overheid gaven aan dat zij als *eenzame fietsers* in de organisatie "
            "behoefte hebben aan uitwisseling van kennis en ervaring. Daarom wordt vandaag de vakorganisatie OK-Profs "
            "opgericht.\n\n"
            "’s Ochtends is ieder NMKG-lid en iedere andere geïnteresseerde welkom. Na de lunch trekken de "
            "kwaliteitsprofessionals zich terug om zich voor het eerst te beraden over het vak, plenair en dan in "
            "kleinere intervisieworkshops."
        ),
        venue="Gemeentehuis Barneveld",
        address="Raadhuisplein 2, Barneveld",
        organiser_name="NMKG",
        status=EventStatus.PUBLISHED,
        has_food=True,
        doors_open_at=on(day, "09:30"),
        starts_at=on(day, "10:00"),
        ends_at=on(day, "16:30"),
        sessions=_sessions(
            day,
            (
                Item("09:30", "10:00", BREAK, "Zaal open", "Aanmelden, koffie"),
                Item("10:00", "11:00", CASE, "Lean gemeentebreed in Barneveld", "Hier floreert Lean al twee jaar"),
                Item("11:00", "12:00", CASE, "Rijkswaterstaat: Lean concernbreed"),
                Item("12:00", "12:30", PLENARY, "Oprichting van OK-Profs", "De geboorte van nieuw leven"),
                Item("12:30", "13:30", BREAK, "Lunch"),
                Item("13:30", "14:30", PLENARY, "Beraad over het vak", "Plenair", is_closed=True),
                Item("14:30", "16:30", WORKSHOP, "Intervisieworkshops", "In kleine groepen", is_closed=True),
            ),
        ),
        ticket_types=ticket_types,
        quotas=_in_hall_and_afternoon(ticket_types, 160, 100),
    )


def last_seminar() -> Event:
    """The seminar before this one, so lately that it is still known who came."""
    day = _coming_thursday(-9)
    ticket_types = _morning_and_day(None, None)
    return Event(
        slug="kwaliteit-aan-de-balie",
        title="Kwaliteit begint aan de balie",
        summary="Wie ziet als eerste dat iets beter kan? Een ochtend met verhalen, een middag onder vakgenoten.",
        description=(
            "Wie aan de balie werkt, weet het eerder dan wie erover gaat.\n\n"
            "Barneveld laat zien wat twee jaar Lean in de hele gemeente opleverde, Rijkswaterstaat hoe je begint waar "
            "het werk is."
        ),
        venue="Gemeentehuis Barneveld",
        address="Raadhuisplein 2, Barneveld",
        organiser_name="OK-Profs",
        status=EventStatus.PUBLISHED,
        has_food=True,
        doors_open_at=on(day, "09:30"),
        starts_at=on(day, "10:00"),
        ends_at=on(day, "16:30"),
        sessions=_sessions(
            day,
            (
                Item("09:30", "10:00", BREAK, "Ontvangst", "Zaal open, aanmelden, koffie"),
                Item("10:00", "11:00", CASE, "Lean gemeentebreed in Barneveld", "", "Raadzaal"),
                Item("11:00", "12:30", CASE, "Rijkswaterstaat: beginnen waar het werk is", "", "Raadzaal"),
                Item("12:30", "13:30", BREAK, "Lunch", "", "Bedrijfsrestaurant"),
                Item("13:30", "14:30", PLENARY, "Beraad over het vak", "", "Raadzaal", is_closed=True),
                Item("14:30", "16:30", WORKSHOP, "Intervisieworkshops", "", "", is_closed=True),
            ),
        ),
        ticket_types=ticket_types,
        quotas=_in_hall_and_afternoon(ticket_types, 160, 100),
    )


def _coming_thursday(weeks: int) -> date:
    soon = today() + timedelta(weeks=weeks)
    return soon + timedelta(days=(3 - soon.weekday()) % 7)


def practice_day() -> Event:
    """The next seminar: an open morning, a closed afternoon; who books early pays less."""
    day = _coming_thursday(6)
    ticket_types = _morning_and_day(None, None)
    for ticket_type, early_cents in zip(ticket_types, (5000, 8500), strict=True):
        ticket_type.early_price_cents, ticket_type.early_ends_at = early_cents, on(day - timedelta(days=21), "00:00")
    return Event(
        slug="lean-in-de-praktijk",
        title="Lean in de praktijk: wat blijft er over na twee jaar?",
        summary="Een ochtend met eerlijke verhalen uit Ede, Tilburg en van het waterschap. Een middag onder vakgenoten.",
        description=(
            "Een verbeterprogramma begint met een feest. Twee jaar later is de vraag wat er nog van over is.\n\n"
            "Drie organisaties vertellen wat bleef, wat verdween en wat zij nu anders zouden doen:\n\n"
            "- **Ede**: dagstarts bij Burgerzaken\n"
            "- **Tilburg**: zaakgericht werken als vliegwiel\n"
            "- **waterschap Vallei en Veluwe**: verbeteren in de buitendienst"
        ),
        venue="Gemeentehuis Barneveld",
        address="Raadhuisplein 2, Barneveld",
        organiser_name="OK-Profs",
        status=EventStatus.PUBLISHED,
        has_food=True,
        doors_open_at=on(day, "09:30"),
        starts_at=on(day, "10:00"),
        ends_at=on(day, "16:30"),
        sign_up_closes_at=on(day - timedelta(days=2), "17:00"),
        free_until=on(day - timedelta(days=7), "17:00"),
        late_percentage=50,
        pay_within_days=14,
        invitations_reminded_days=7,
        sessions=_sessions(
            day,
            (
                Item("09:30", "10:00", BREAK, "Ontvangst", "Zaal open, aanmelden, koffie"),
                Item("10:00", "10:45", CASE, "Dagstarts bij Burgerzaken", "Jan Visser, gemeente Ede", "Raadzaal"),
                Item("10:45", "11:30", CASE, "Zaakgericht werken als vliegwiel", "Gemeente Tilburg", "Raadzaal"),
                Item(
                    "11:45", "12:30", CASE, "Verbeteren in de buitendienst", "Waterschap Vallei en Veluwe", "Raadzaal"
                ),
                Item("12:30", "13:30", BREAK, "Lunch", "", "Bedrijfsrestaurant"),
                Item("13:30", "14:30", PLENARY, "Wat vraagt dit van ons vak?", "", "Raadzaal", is_closed=True),
                Item("14:30", "15:25", WORKSHOP, "Intervisieworkshops, eerste ronde", "", "", is_closed=True),
                Item("15:35", "16:30", WORKSHOP, "Intervisieworkshops, tweede ronde", "", "", is_closed=True),
            ),
        ),
        ticket_types=ticket_types,
        quotas=_in_hall_and_afternoon(ticket_types, 84, 24),
    )


def intervision_afternoon() -> Event:
    """For members and invitees only, and small enough to be full."""
    day = _coming_thursday(3)
    return Event(
        slug="intervisiemiddag-concernkwaliteit",
        title="Intervisiemiddag concernkwaliteit",
        summary="Acht mensen, drie vragen uit eigen werk, één middag.",
        description="Breng een vraag mee waar je zelf niet uitkomt. De groep denkt mee, en houdt wat je vertelt binnen.",
        venue="Stadhuis Amersfoort",
        address="Stadhuisplein 1, Amersfoort",
        organiser_name="OK-Profs",
        status=EventStatus.PUBLISHED,
        starts_at=on(day, "13:30"),
        ends_at=on(day, "17:00"),
        sessions=_sessions(
            day,
            (
                Item("13:30", "14:00", BREAK, "Inloop", "Koffie en thee", is_closed=True),
                Item("14:00", "16:30", WORKSHOP, "Intervisie", "Drie rondes", is_closed=True),
                Item("16:30", "17:00", BREAK, "Napraten", is_closed=True),
            ),
        ),
        ticket_types=[
            TicketType(place=1, title="Deelname", audience=CLOSED, price_cents=2500, member_price_cents=0, capacity=8)
        ],
    )


def visit_to_zwolle() -> Event:
    """A free visit, open to everyone."""
    day = _coming_thursday(11)
    return Event(
        slug="werkbezoek-klantcontact-zwolle",
        title="Werkbezoek: klantcontact zonder keuzemenu",
        summary="Kijk een ochtend mee in het klantcontactcentrum van Zwolle.",
        description="Je luistert mee met gesprekken en bespreekt met het team hoe zij verbeteren.",
        venue="Stadskantoor Zwolle",
        address="Lübeckplein 2, Zwolle",
        organiser_name="OK-Profs",
        status=EventStatus.PUBLISHED,
        starts_at=on(day, "09:30"),
        ends_at=on(day, "12:30"),
        sessions=_sessions(
            day,
            (
                Item("09:30", "10:00", BREAK, "Ontvangst"),
                Item("10:00", "11:30", CASE, "Meeluisteren", "In tweetallen"),
                Item("11:30", "12:30", PLENARY, "Wat zag je?", "Gesprek met het team"),
            ),
        ),
        ticket_types=[TicketType(place=1, title="Deelname", audience=OPEN, price_cents=0, capacity=15)],
    )


def cancelled_morning() -> Event:
    """One that was called off."""
    day = _coming_thursday(8)
    return Event(
        slug="ochtend-over-certificering",
        title="Ochtend over certificering",
        summary="Wanneer helpt een certificaat, en wanneer niet?",
        venue="Provinciehuis Utrecht",
        address="Archimedeslaan 6, Utrecht",
        organiser_name="OK-Profs",
        status=EventStatus.CANCELLED,
        cancellation_reason="De spreker is verhinderd. We zoeken een nieuwe datum.",
        starts_at=on(day, "09:30"),
        ends_at=on(day, "12:30"),
        sessions=_sessions(day, (Item("09:30", "12:30", PLENARY, "Certificering", ""),)),
        ticket_types=[TicketType(place=1, title="Ochtend", audience=OPEN, price_cents=3500, capacity=40)],
    )


def draft_day() -> Event:
    """One that the organiser is still working on."""
    day = _coming_thursday(20)
    return Event(
        slug="voorjaarsseminar",
        title="Voorjaarsseminar: kwaliteit in de keten",
        summary="",
        venue="Nog te bepalen",
        organiser_name="OK-Profs",
        starts_at=on(day, "10:00"),
        ends_at=on(day, "16:30"),
        sessions=_sessions(day, (Item("10:00", "11:00", PLENARY, "Opening"),)),
        ticket_types=_morning_and_day(80, 60),
    )
