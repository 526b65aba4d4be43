"""What has happened to employers that other rooms want to know?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrganisationRenamed:
    """It is called otherwise now, counts as another kind, or stands in another province."""

    organisation_id: int


@dataclass(frozen=True, slots=True)
class OrganisationsMerged:
    """One went up in the other; whatever pointed to the first already points to the second."""

    from_id: int
    into_id: int
