"""Which letters does membership write?

What a stranger may have asked for (to confirm, to resume, already a member) holds nothing that they typed. Reviewers
get no letter per application: the queue and the office's overview tell them.
"""

from datetime import timedelta

from okprofs.mail.kinds import Kind, Link

CONFIRM_PURPOSE = "confirm_application"
RESUME_PURPOSE = "resume_application"
ANSWER_PURPOSE = "answer_question"
YEAR_PURPOSE = "confirm_year"

CONFIRM_APPLICATION = Kind(
    "membership/confirm_application",
    link=Link("membership.create_confirmation", CONFIRM_PURPOSE, timedelta(days=7)),
)
RESUME_APPLICATION = Kind(
    "membership/resume_application",
    link=Link("membership.create_resumption", RESUME_PURPOSE, timedelta(days=30)),
)
ALREADY_MEMBER = Kind("membership/already_member")
APPLICATION_RECEIVED = Kind("membership/application_received")
QUESTION = Kind(
    "membership/question",
    link=Link("membership.create_answer", ANSWER_PURPOSE, timedelta(days=30)),
)
ADMITTED = Kind("membership/admitted")
REJECTED = Kind("membership/rejected")
WITHDRAWN = Kind("membership/withdrawn")

# The year of a membership. The link works as long as the confirmation is open, and the longest that it can be.
_YEAR_LINK = Link("membership.create_year_confirmation", YEAR_PURPOSE, timedelta(days=400))
YEAR_ASKED = Kind("membership/year_asked", link=_YEAR_LINK)
YEAR_REMINDED = Kind("membership/year_reminded", link=_YEAR_LINK)
YEAR_SUSPENDED = Kind("membership/year_suspended", link=_YEAR_LINK)
YEAR_ENDED = Kind("membership/year_ended")
RECHECK_CONFIRMED = Kind("membership/recheck_confirmed")
BECAME_ALUMNUS = Kind("membership/became_alumnus")
CATEGORY_CHANGED = Kind("membership/category_changed")
LEAVING = Kind("membership/leaving")
LEFT = Kind("membership/left")
ENDED_BY_OFFICE = Kind("membership/ended_by_office")
