"""Employers for the tests, made by the services themselves."""

from okprofs.kernel.db import transaction
from okprofs.organisations import services
from okprofs.organisations.models import Organisation
from okprofs.organisations.rules.kinds import OrganisationKind


def make_organisation(
    name: str = "gemeente Barneveld",
    kind: OrganisationKind = OrganisationKind.MUNICIPALITY,
    province: str = "",
    domains: tuple[str, ...] = (),
) -> Organisation:
    """A confirmed employer."""
    with transaction():
        return services.create(name, kind, province, domains)


def flag_organisation(name: str) -> Organisation:
    """An employer that someone typed."""
    with transaction():
        return services.find_or_flag(name)
