"""Which organisation is a member in the demo club, and who has its seats?"""

from datetime import timedelta

from okprofs.demo.club import DOMAIN
from okprofs.kernel.clock import today
from okprofs.kernel.db import db
from okprofs.membership.models import OrganisationMembership, Seat
from okprofs.membership.rules.seats import ask_on
from okprofs.membership.services.memberships import begin_by_seat
from okprofs.people.models import Account
from okprofs.people.rules.profession import Position
from okprofs.people.services.accounts import create_account

SEATS = 3
PRACTICE = """Sinds 2013 kijken wij elk kwartaal met de mensen van de werkvloer naar één proces: **wat stokt, en wat \
kunnen we morgen anders doen?**

- Wat het opleverde: vergunningen gaan drie weken sneller, en niemand zoekt nog naar een dossier.
- Wat misging: we begonnen met vijf processen tegelijk. Doe er één."""


def load_seats(contact: Account, secret: str) -> None:
    """The organisation of `contact` is a member with three seats: one is theirs, one a colleague's, one is free."""
    organisation = contact.profile.organisation
    assert organisation is not None  # noqa: S101 (for mypy: everyone in the club works somewhere)
    organisation.practice = PRACTICE
    since_on = today() - timedelta(days=500)
    membership = OrganisationMembership(
        organisation=organisation,
        number_of_seats=SEATS,
        since_on=since_on,
        contact=contact,
        confirmed_on=today() - timedelta(days=135),
        ask_on=ask_on(since_on, today() - timedelta(days=135)),
    )
    colleague = create_account(f"plaats@{DOMAIN}", "Jolien Post", "nl")
    colleague.password_hash = secret
    colleague.profile.organisation = organisation
    colleague.profile.position, colleague.profile.function_title = Position.OTHER, "Teamleider vergunningen"
    db.session.flush()
    for number, (holder, days) in enumerate(((contact, 500), (colleague, 120)), start=1):
        held_since_on = today() - timedelta(days=days)
        membership.seats.append(Seat(number=number, holder=holder, held_since_on=held_since_on))
    db.session.add(membership)
    db.session.flush()
    begin_by_seat(colleague)
