"""Which intervision groups has the demo club, when did they meet, and what do some show to their group, or everyone?"""

from collections.abc import Mapping
from datetime import timedelta

from okprofs.community.facts import GroupChanged
from okprofs.community.models import GroupMember, IntervisionGroup
from okprofs.community.services import Written, write_down
from okprofs.directory.services import refresh
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db
from okprofs.kernel.facts import announce
from okprofs.people.models import Account
from okprofs.people.rules.profession import Discipline
from okprofs.people.rules.visibility import Audience, Field

# Title, question, discipline, for how many days, and who sits in it by the first part of the address.
GROUPS: tuple[tuple[str, str, Discipline, int, tuple[str, ...]], ...] = (
    (
        "Concernkwaliteit",
        "Hoe blijft kwaliteit een zaak voor de top, ook als de directie wisselt?",
        Discipline.QUALITY,
        200,
        ("lid", "secretaris", "els.dekker", "bert.huisman"),
    ),
    (
        "Lean in de buitendienst",
        "Wat werkt er op straat, waar geen verbeterbord hangt?",
        Discipline.LEAN,
        60,
        ("lid", "fenna.de.jong", "ron.gerritsen", "organisator", "anouk.meijer"),
    ),
)
# How many days ago, for how many minutes, about what, who was there, and the first of them wrote it down.
MEETINGS = (
    (47, 150, "Als de directie wisselt", ("els.dekker", "lid", "secretaris", "bert.huisman")),
    (12, 120, "Wie is eigenaar van een proces?", ("lid", "secretaris", "els.dekker")),
)
# Who show more to their groups than to all members, and who has a page for everyone.
TO_GROUPS = {"lid": "+31612340001", "els.dekker": "+31612340002", "fenna.de.jong": "+31612340003"}
TO_EVERYONE = ("organisator", "els.dekker", "ron.gerritsen")


def load_groups(members: Mapping[str, Account]) -> None:
    """Two groups, in one of which somebody does not want to be found; the other met twice."""
    groups = []
    for title, question, discipline, days, names in GROUPS:
        group = IntervisionGroup(
            title=title, question=question, discipline=discipline, made_at=now() - timedelta(days=days)
        )
        group.members.extend(GroupMember(account_id=members[name].id, joined_at=group.made_at) for name in names)
        db.session.add(group)
        groups.append(group)
        db.session.flush()
        announce(GroupChanged(group.public_id, frozenset(members[name].id for name in names)))
    for days, minutes, subject, names in MEETINGS:
        there = [members[name].id for name in names]
        held_on = today() - timedelta(days=days)
        write_down(groups[0], members[names[0]], Written(held_on, minutes, subject, there, there))
    for name, phone in TO_GROUPS.items():
        members[name].profile.phone, members[name].profile.phone_audience = phone, Audience.GROUPS
    for name in TO_EVERYONE:
        profile = members[name].profile
        profile.public_since = now() - timedelta(days=30)
        for field in (Field.FUNCTION, Field.ORGANISATION, Field.DISCIPLINES, Field.ASK_ME_ABOUT, Field.PHOTO):
            setattr(profile, f"{field}_audience", Audience.EVERYONE)
    db.session.flush()
    refresh([members[name].id for name in (*TO_GROUPS, *TO_EVERYONE)])
