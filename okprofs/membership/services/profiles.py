"""What an application brings into the applicant's profile."""

from okprofs.kernel.clock import now
from okprofs.membership.models import Application
from okprofs.people.models import Account
from okprofs.people.rules.visibility import Audience


def fill_profile(application: Application, account: Account) -> None:
    """Put the answers in the profile, so that nobody types them twice. Who may see it does not change."""
    profile = account.profile
    profile.organisation = application.organisation
    profile.position = application.position
    profile.function_title = application.function_title
    profile.disciplines = application.disciplines


def show_as_chosen(account: Account, *, wants_to_be_found: bool) -> None:
    """After a yes: name, function, organisation and disciplines are for members. After a no: everything is hidden. For
    everyone is nothing before they choose that themselves."""
    profile = account.profile
    audience = Audience.MEMBERS if wants_to_be_found else Audience.NOBODY
    profile.is_findable = wants_to_be_found
    profile.findable_since = now() if wants_to_be_found else None
    profile.public_since = None
    profile.function_audience = audience
    profile.organisation_audience = audience
    profile.disciplines_audience = audience
    if not wants_to_be_found:
        profile.ask_me_about_audience = audience
        profile.phone_audience = audience
        profile.link_audience = audience
