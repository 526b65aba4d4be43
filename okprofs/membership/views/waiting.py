"""Whose turn is it, and how long does it usually take: in words for who waits?"""

from typing import Any

from flask_babel import gettext, ngettext

from okprofs.membership.models import Application
from okprofs.membership.queries import durations
from okprofs.membership.rules.clock import UsualDuration
from okprofs.membership.rules.lifecycle import IN_REVIEW, ApplicationStatus
from okprofs.membership.services.reminding import last_day_to_answer


def waiting_of(application: Application) -> dict[str, Any]:
    """Who has an application that is not decided yet, and what is to be expected; empty texts for another."""
    if application.status not in IN_REVIEW:
        return {"turn_text": "", "usual_text": "", "answer_until": None}
    is_asked = application.status is ApplicationStatus.MORE_INFO_NEEDED
    found = durations.usual()
    return {
        "turn_text": gettext("Jij: er staat een vraag open") if is_asked else gettext("De ballotage"),
        "usual_text": usual_sentence(found) if found else "",
        "answer_until": last_day_to_answer(application),
    }


def usual_sentence(usual: UsualDuration) -> str:
    """How long it usually takes."""
    most = ngettext("%(num)d dag", "%(num)d dagen", usual.nine_in_ten)
    if usual.half == usual.nine_in_ten:
        return gettext(
            "Negen van de tien hoorden het binnen %(most)s. Wachten op een antwoord telt niet mee.", most=most
        )
    half = ngettext("%(num)d dag", "%(num)d dagen", usual.half)
    return gettext(
        "De helft hoorde het binnen %(half)s, negen van de tien binnen %(most)s. "
        "Wachten op een antwoord telt niet mee.",
        half=half,
        most=most,
    )
