"""Beginning an application from the letter that says who put one forward."""

from okprofs.journal.services import record
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.mail.models import MailedLink
from okprofs.membership.models import Application
from okprofs.membership.rules.nominating import goes_with
from okprofs.membership.services.applying import Work, begin
from okprofs.membership.services.drafts import resume
from okprofs.membership.services.nominating import held_open
from okprofs.people.models import Account

UNANSWERED = Work(None, "", None)


def begin_nominated(
    link: MailedLink | None, *, account: Account | None, at_hand: Application | None, language: str
) -> Application:
    """A draft with the address filled in and the nomination along; the one that was begun from this letter before, or
    the one that lies `at_hand`, when there is such. None is a bad link.

    Refused: `link_used`, `nominated_oneself`; or as `applying.begin`.
    """
    nomination = held_open(link)
    if account is not None and account.id == nomination.nominator_id:
        raise Refused(Refusal("nominated_oneself"))
    draft = nomination.application
    if draft is not None:
        resume(draft, account=account)
        return draft
    if at_hand is not None and goes_with(
        typed_address=at_hand.email, nominated_address=nomination.address, is_own=at_hand.account_id is not None
    ):
        resume(at_hand, account=account)
        draft = at_hand
    else:
        draft = begin(UNANSWERED, account=account, language=language)
    draft.email = draft.email or nomination.address
    nomination.application = draft
    record("application_nominated", draft, nomination=nomination.public_id)
    return draft
