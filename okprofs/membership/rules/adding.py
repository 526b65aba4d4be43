"""May an applicant add something to their application, without being asked?

Only while the reviewers read it. Who is asked something answers instead; and so that there is an end to a thread, so
many messages at most follow each other before the reviewers say something.
"""

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.lifecycle import IN_REVIEW, ApplicationStatus

MOST_IN_A_ROW = 5


def may_add(status: ApplicationStatus, *, said_since: int) -> tuple[Refusal, ...]:
    """`said_since`: how many messages of the applicant came since the reviewers last said something.

    Refusals: `application_not_sent`, `application_closed`; `answer_instead`; `objection_is_read`;
    `messages_used_up`.
    """
    if status is ApplicationStatus.DRAFT:
        return (Refusal("application_not_sent"),)
    if status not in IN_REVIEW:
        return (Refusal("application_closed"),)
    if status is ApplicationStatus.MORE_INFO_NEEDED:
        return (Refusal("answer_instead"),)
    if status is ApplicationStatus.OBJECTED:
        return (Refusal("objection_is_read"),)
    return (Refusal("messages_used_up", (("most", MOST_IN_A_ROW),)),) if said_since >= MOST_IN_A_ROW else ()
