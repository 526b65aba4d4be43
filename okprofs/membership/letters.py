"""Which letters does membership write?

What a stranger may have asked for (to confirm, to resume, already a member) holds nothing that they typed. Reviewers
get no letter per application, but one a day when cases wait too long; the queue and the overview tell the rest. Only
who has taken a case hears that its applicant wrote.
"""

from datetime import timedelta

from okprofs.mail.kinds import Kind, Link
from okprofs.membership.rules.importing import OPEN_FOR
from okprofs.membership.rules.nominating import VALID_FOR
from okprofs.membership.rules.seats import OPEN_FOR as SEAT_OPEN_FOR

CONFIRM_PURPOSE = "confirm_application"
RESUME_PURPOSE = "resume_application"
ANSWER_PURPOSE = "answer_question"
YEAR_PURPOSE = "confirm_year"
OBJECT_PURPOSE = "object_to_rejection"
NOMINATION_PURPOSE = "nomination"
SEAT_PURPOSE = "accept_seat"
CONTACT_PURPOSE = "become_contact"

CONFIRM_APPLICATION = Kind(
    "membership/confirm_application",
    link=Link("membership.create_confirmation", CONFIRM_PURPOSE, timedelta(days=7)),
)
RESUME_APPLICATION = Kind(
    "membership/resume_application",
    link=Link("membership.create_resumption", RESUME_PURPOSE, timedelta(days=30)),
)
ALREADY_MEMBER = Kind("membership/already_member")
NOMINATED = Kind(
    "membership/nominated", link=Link("membership.create_nominated_application", NOMINATION_PURPOSE, VALID_FOR)
)
NOMINATED_KNOWN = Kind("membership/nominated_known")
APPLICATION_RECEIVED = Kind("membership/application_received")
# Until when one can answer is a setting; the link itself goes on longer than that, and opens nothing once it is over.
_ANSWER_LINK = Link("membership.create_answer", ANSWER_PURPOSE, timedelta(days=366))
QUESTION = Kind("membership/question", link=_ANSWER_LINK)
ANSWER_WARNING = Kind("membership/answer_warning", link=_ANSWER_LINK)
APPLICANT_WROTE = Kind("membership/applicant_wrote")
LAPSED = Kind("membership/lapsed")
ADMITTED = Kind("membership/admitted")
# Until when one can object is a rule, on the date of the decision; the link itself goes on longer than that.
REJECTED = Kind(
    "membership/rejected",
    link=Link("membership.create_objection", OBJECT_PURPOSE, timedelta(days=366)),
)
OBJECTION_RECEIVED = Kind("membership/objection_received")
REJECTION_UPHELD = Kind("membership/rejection_upheld")
REJECTION_OVERTURNED = Kind("membership/rejection_overturned")
WITHDRAWN = Kind("membership/withdrawn")
MERGED = Kind("membership/merged")
SEPARATED = Kind("membership/separated")

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
OFFICE_REMINDER = Kind("membership/office_reminder")

# To who stands on a list that the office took in. So many go at once that none may go twice.
NETWORK_PURPOSE = "join_network"
_NETWORK_LINK = Link("membership.create_network_membership", NETWORK_PURPOSE, OPEN_FOR)
NETWORK_INVITED = Kind("membership/network_invited", link=_NETWORK_LINK, at_least_once=False)
NETWORK_REMINDED = Kind("membership/network_reminded", link=_NETWORK_LINK, at_least_once=False)
NETWORK_JOINED = Kind("membership/network_joined")

# The seats of an organisation. Who is offered one has a month; then the contact can offer it again.
SEAT_OFFERED = Kind(
    "membership/seat_offered",
    link=Link("membership.create_seat_acceptance", SEAT_PURPOSE, SEAT_OPEN_FOR),
)
SEAT_ACCEPTED = Kind("membership/seat_accepted")
SEAT_ENDING = Kind("membership/seat_ending")
SEAT_ENDED = Kind("membership/seat_ended")
SEAT_OFFER_LAPSED = Kind("membership/seat_offer_lapsed")
SEAT_GIVEN_BACK = Kind("membership/seat_given_back")
CONTACT_ASKED = Kind(
    "membership/contact_asked",
    link=Link("membership.create_contact_acceptance", CONTACT_PURPOSE, SEAT_OPEN_FOR),
)
CONTACT_LAPSED = Kind("membership/contact_lapsed")
CONTACT_CHANGED = Kind("membership/contact_changed")
SEATS_TO_CONFIRM = Kind("membership/seats_to_confirm")
SEATS_ENDING = Kind("membership/seats_ending")
