"""Naming an employer, keeping its name, kind and domains, and merging two that are one."""

from collections.abc import Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm.attributes import flag_modified

from okprofs.journal.services import record
from okprofs.kernel.db import db, insert_into, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.kernel.search import terms
from okprofs.organisations import queries
from okprofs.organisations.facts import OrganisationRenamed, OrganisationsMerged
from okprofs.organisations.models import Organisation, OrganisationDomain, OrganisationWord
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.listing import read_domains
from okprofs.organisations.rules.naming import comparable_name, tidy_name


def find_or_flag(name: str) -> Organisation:
    """The organisation that someone named; a new one, flagged for the office, when we do not know it.

    Capitals, accents and punctuation make no difference, and who names one that was merged gets the one it went up in.
    Raises ValueError when there is no name.
    """
    tidy = tidy_name(name)
    if not tidy:
        raise ValueError("an organisation needs a name")
    return queries.named(tidy) or _flag(tidy)


def _flag(name: str) -> Organisation:
    values = {
        "public_id": new_public_id(),
        "version": 1,
        "name": name,
        "folded_name": comparable_name(name),
        "kind": OrganisationKind.OTHER,
        "province": "",
        "is_confirmed": False,
    }
    # Someone else may flag the same name at this moment: then theirs is found below.
    insert = insert_into(Organisation).values(**values).on_conflict_do_nothing().returning(Organisation.id)
    is_new = db.session.scalar(insert) is not None
    found = queries.named(name)
    if found is None:
        raise LookupError(f"just flagged, and yet not found: {name}")
    if is_new:
        index([found])
        record("organisation_flagged", found)
    return found


def index(organisations: Sequence[Organisation]) -> None:
    """Let these be found by the words of their name as it now is."""
    ids = [organisation.id for organisation in organisations]
    if not ids:
        return
    db.session.execute(sa.delete(OrganisationWord).where(OrganisationWord.organisation_id.in_(ids)))
    rows = [
        {"word": word, "organisation_id": organisation.id}
        for organisation in organisations
        for word in terms(organisation.name)
    ]
    if rows:
        db.session.execute(sa.insert(OrganisationWord), rows)


def create(name: str, kind: OrganisationKind, province: str, domain_lines: Iterable[str]) -> Organisation:
    """A new organisation, confirmed.

    Refused: organisation_name_taken, domain_taken, and what `read_domains` refuses.
    """
    domains = _fitting(None, name, domain_lines)
    made = Organisation(
        name=tidy_name(name),
        folded_name=comparable_name(name),
        kind=kind,
        province=province,
        is_confirmed=True,
        domains=[OrganisationDomain(domain=domain) for domain in domains],
    )
    db.session.add(made)
    db.session.flush()
    index([made])
    record("organisation_created", made)
    return made


def edit(
    public_id: str,
    version: int,
    name: str,
    kind: OrganisationKind,
    province: str,
    domain_lines: Iterable[str],
) -> Organisation:
    """Change an organisation that was read as `version`.

    Refused: organisation_changed_meanwhile, organisation_merged, organisation_name_taken, domain_taken, and what
    `read_domains` refuses.
    """
    changing = _held(public_id)
    if changing.version != version:
        raise Refused(Refusal("organisation_changed_meanwhile"))
    domains = _fitting(changing, name, domain_lines)
    before = (changing.name, changing.kind, changing.province)
    changing.name, changing.folded_name = tidy_name(name), comparable_name(name)
    changing.kind, changing.province = kind, province
    kept = {row.domain: row for row in changing.domains}
    changing.domains = [kept.get(domain) or OrganisationDomain(domain=domain) for domain in domains]
    # Raises the version also when only the domains differ, which stand in another table.
    flag_modified(changing, "name")
    db.session.flush()
    index([changing])
    record("organisation_edited", changing)
    if before != (changing.name, changing.kind, changing.province):
        announce(OrganisationRenamed(changing.id))
    return changing


def confirm(public_id: str) -> Organisation:
    """Take the flag off: this employer exists, under this name.

    Refused: organisation_merged, organisation_name_taken.
    """
    confirmed = _held(public_id)
    if confirmed.is_confirmed:
        return confirmed
    confirmed.is_confirmed = True
    record("organisation_confirmed", confirmed)
    return confirmed


def write_practice(public_id: str, version: int, text: str) -> Organisation:
    """Put what an organisation tells members of its practice, over what was read as `version`.

    Refused: organisation_changed_meanwhile, organisation_merged.
    """
    changing = _held(public_id)
    if changing.version != version:
        raise Refused(Refusal("organisation_changed_meanwhile"))
    if changing.practice != text:
        changing.practice = text
        record("organisation_practice_written", changing)
    return changing


def merge(public_id: str, into_public_id: str) -> Organisation:
    """Let one organisation go up in another: whatever points to the first points to the second from now on.

    The first stays under its name, so that who types it gets the second. Refused: organisation_same,
    organisation_merged.
    """
    if public_id == into_public_id:
        raise Refused(Refusal("organisation_same"))
    ids = sa.select(Organisation).where(Organisation.public_id.in_([public_id, into_public_id]))
    found = {row.public_id: row for row in db.session.scalars(locked(ids.order_by(Organisation.id)))}
    merged, target = found.get(public_id), found.get(into_public_id)
    if merged is None or target is None or merged.merged_into_id or target.merged_into_id:
        raise Refused(Refusal("organisation_merged"))
    db.session.execute(sa.delete(OrganisationWord).where(OrganisationWord.organisation_id == merged.id))
    for column in queries.references():
        db.session.execute(sa.update(column.table).where(column == merged.id).values({column.name: target.id}))
    code, inhabitants = merged.register_code, merged.inhabitants
    if code and not target.register_code:
        # The next register is to find the one that stays.
        merged.register_code = None
        db.session.flush()
        target.register_code, target.inhabitants = code, inhabitants
    target.practice = target.practice or merged.practice
    target.is_confirmed = target.is_confirmed or merged.is_confirmed
    merged.merged_into_id = target.id
    flag_modified(target, "name")
    db.session.flush()
    record("organisation_merged", merged, into=target.public_id)
    db.session.expire_all()
    announce(OrganisationsMerged(merged.id, target.id))
    return target


def _held(public_id: str) -> Organisation:
    """The organisation, held until the end of the transaction."""
    found = db.session.scalar(locked(sa.select(Organisation).where(Organisation.public_id == public_id)))
    if found is None or found.merged_into_id is not None:
        raise Refused(Refusal("organisation_merged"))
    return found


def _fitting(changing: Organisation | None, name: str, domain_lines: Iterable[str]) -> tuple[str, ...]:
    """The domains, when they and the name may stand with this organisation."""
    but = changing.id if changing else None
    domains, refusals = read_domains(domain_lines)
    if queries.namesake(name, but):
        refusals += (Refusal("organisation_name_taken"),)
    taken = queries.taken_domains(domains, but)
    refuse((*refusals, *(Refusal("domain_taken", (("domain", domain), ("name", of))) for domain, of in taken)))
    return domains
