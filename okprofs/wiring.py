"""What is connected to what? Tables only: blueprints, navigation, who listens to which fact, sentences, jobs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import Blueprint
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

import okprofs.community.views
import okprofs.community.wording
import okprofs.directory.views
import okprofs.directory.wording
import okprofs.events.views
import okprofs.events.wording
import okprofs.events.wording_of_certificates
import okprofs.events.wording_of_changes
import okprofs.events.wording_of_copies
import okprofs.events.wording_of_doors
import okprofs.events.wording_of_paying
import okprofs.events.wording_of_prices
import okprofs.events.wording_of_voices
import okprofs.events.wording_of_waiting
import okprofs.events.wording_of_workshops
import okprofs.mail.views
import okprofs.mail.wording
import okprofs.membership.views
import okprofs.membership.wording
import okprofs.membership.wording_of_lists
import okprofs.membership.wording_of_merging
import okprofs.messages.views
import okprofs.messages.wording
import okprofs.office.views
import okprofs.organisations.views
import okprofs.organisations.wording
import okprofs.people.views
import okprofs.people.wording
import okprofs.site.views
from okprofs.community import facts as community_facts
from okprofs.community import services as community
from okprofs.directory import services as directory
from okprofs.events import facts as event_facts
from okprofs.events.services import invitations, lapsing, listings, pending, waiting_list
from okprofs.events.services import letting_go as events_letting_go
from okprofs.events.services.arriving import renew_ticket
from okprofs.events.services.certificates import forget_certificates
from okprofs.events.services.feedback import close_due as close_feedback
from okprofs.events.services.forgetting import forget_books, forget_diets, forget_people
from okprofs.events.services.reminding import remind_due
from okprofs.events.services.unpaid import keep_terms
from okprofs.events.services.waiting_beside import end_with_cancellation, end_with_change, wait_when_full
from okprofs.journal.services import forget_entries
from okprofs.kernel.access import Policy, anyone
from okprofs.kernel.facts import Handler
from okprofs.kernel.forms import forget_submissions
from okprofs.kernel.jobs import Job
from okprofs.kernel.limits import forget_attempts
from okprofs.kernel.pages import address_of
from okprofs.mail.services import forget_letters, forget_links
from okprofs.membership import facts as membership_facts
from okprofs.membership.services import importing, letting_go, organisations, seats, year
from okprofs.membership.services.attachments import forget_attachments
from okprofs.membership.services.drafts import forget_drafts, take_along
from okprofs.membership.services.forgetting import forget_answers
from okprofs.membership.services.memberships import follow_name
from okprofs.membership.services.nominating import forget_nominations
from okprofs.membership.services.reassessing import reassess_open_applications
from okprofs.membership.services.recognising import forget_keys, recognise_anew, recognise_member
from okprofs.membership.services.reminding import remind_applicants, remind_office
from okprofs.membership.views.own_membership import offer_recheck
from okprofs.messages.services.reporting import forget_bans, forget_reports, keep_who_is_in_a_report
from okprofs.messages.services.writing import forget_messages
from okprofs.organisations import facts as organisation_facts
from okprofs.people import facts as people_facts
from okprofs.people.access import any_office, office
from okprofs.people.models import Office
from okprofs.people.services.addresses import forget_requests
from okprofs.people.services.forgetting import forget_accounts, keep_office_holder, tell_who_is_forgotten
from okprofs.people.services.sessions import forget_old_sessions

BLUEPRINTS: tuple[Blueprint, ...] = (
    okprofs.site.views.blueprint,
    okprofs.people.views.blueprint,
    okprofs.organisations.views.blueprint,
    okprofs.membership.views.blueprint,
    okprofs.directory.views.blueprint,
    okprofs.messages.views.blueprint,
    okprofs.community.views.blueprint,
    okprofs.events.views.blueprint,
    okprofs.office.views.blueprint,
)

# Rooms that exist only to help development; they are not even registered in production.
DEVELOPMENT_BLUEPRINTS: tuple[Blueprint, ...] = (okprofs.mail.views.blueprint,)

# Which fact wakes which handlers, in this order, in the same transaction.
LISTENERS: tuple[tuple[type, tuple[Handler, ...]], ...] = (
    (people_facts.SignedIn, (take_along,)),
    (people_facts.ProfileChanged, (follow_name, recognise_anew, directory.follow_account)),
    (people_facts.WorkChanged, (offer_recheck,)),
    (people_facts.AddressChanged, (recognise_anew,)),
    (people_facts.AccountBlocked, (directory.follow_account,)),
    (people_facts.AccountUnblocked, (directory.follow_account,)),
    (
        people_facts.AccountUnused,
        (keep_office_holder, letting_go.keep_who_is_needed, events_letting_go.keep_who_comes, keep_who_is_in_a_report),
    ),
    (people_facts.AccountForgotten, (events_letting_go.let_go, letting_go.let_go)),
    (membership_facts.MemberAdmitted, (recognise_member, directory.follow_account, pending.follow_membership)),
    (membership_facts.ApplicationEnded, (pending.follow_application,)),
    (
        membership_facts.MembershipEnded,
        (seats.follow_end, community.follow_end, directory.follow_account, lapsing.follow_end),
    ),
    (membership_facts.MembershipLeft, (lapsing.follow_leaving,)),
    (membership_facts.MembershipChanged, (directory.follow_account, pending.follow_membership, lapsing.follow_end)),
    (
        membership_facts.MembershipsPaused,
        (seats.follow_pause, community.follow_pause, directory.follow_accounts, lapsing.follow_pause),
    ),
    (community_facts.GroupChanged, (directory.follow_group,)),
    (event_facts.EventCancelled, (pending.follow_event, waiting_list.follow_event)),
    (event_facts.PlacesFreed, (waiting_list.follow_freed,)),
    (event_facts.AdmittedWhenFull, (wait_when_full,)),
    (
        event_facts.RegistrationCancelled,
        (end_with_cancellation, pending.follow_cancellation, listings.follow_cancellation),
    ),
    (
        event_facts.RegistrationChanged,
        (renew_ticket, end_with_change, pending.follow_change, listings.follow_change),
    ),
    (organisation_facts.OrganisationRenamed, (directory.follow_organisation,)),
    (organisation_facts.OrganisationsMerged, (directory.follow_merge,)),
)

# What we say for each refusal code.
SENTENCES: tuple[Mapping[str, Any], ...] = (
    okprofs.mail.wording.REFUSALS,
    okprofs.people.wording.REFUSALS,
    okprofs.membership.wording.REFUSALS,
    okprofs.membership.wording_of_lists.REFUSALS,
    okprofs.membership.wording_of_merging.REFUSALS,
    okprofs.organisations.wording.REFUSALS,
    okprofs.directory.wording.REFUSALS,
    okprofs.messages.wording.REFUSALS,
    okprofs.community.wording.REFUSALS,
    okprofs.events.wording.REFUSALS,
    okprofs.events.wording_of_changes.REFUSALS,
    okprofs.events.wording_of_certificates.REFUSALS,
    okprofs.events.wording_of_copies.REFUSALS,
    okprofs.events.wording_of_doors.REFUSALS,
    okprofs.events.wording_of_workshops.REFUSALS,
    okprofs.events.wording_of_voices.REFUSALS,
    okprofs.events.wording_of_paying.REFUSALS,
    okprofs.events.wording_of_prices.REFUSALS,
    okprofs.events.wording_of_waiting.REFUSALS,
)


@dataclass(frozen=True)
class Entry:
    """A line of a menu: shown to whom, and where it leads."""

    label: LazyString
    endpoint: str
    policy: Policy = anyone


NAVIGATION: tuple[Entry, ...] = (
    Entry(_l("Bijeenkomsten"), "events.list_events"),
    Entry(_l("Leden"), "directory.list_members"),
    Entry(_l("Past OK-Profs bij je?"), "membership.show_fit"),
    Entry(_l("Over ons"), "site.show_about"),
)

OFFICE_NAVIGATION: tuple[Entry, ...] = (
    Entry(_l("Overzicht"), "office.show_desk", any_office),
    Entry(_l("Aanvragen"), "membership.list_applications", office(Office.REVIEWER)),
    Entry(_l("Leden"), "membership.list_memberships", office(Office.REVIEWER)),
    Entry(_l("Bijeenkomsten"), "events.list_office_events", office(Office.ORGANISER)),
    Entry(_l("Betalingen"), "events.list_payments", office(Office.TREASURER)),
    Entry(_l("Groepen"), "community.list_groups", office(Office.ORGANISER)),
    Entry(_l("Organisaties"), "organisations.list_organisations", office(Office.REVIEWER, Office.ADMINISTRATOR)),
    Entry(_l("Meldingen"), "messages.list_reports", office(Office.MODERATOR)),
    Entry(_l("Rollen"), "people.list_appointments", office(Office.ADMINISTRATOR)),
    Entry(_l("Accounts"), "people.list_accounts", office(Office.ADMINISTRATOR)),
    Entry(_l("Post"), "office.list_letters", office(Office.ADMINISTRATOR)),
    Entry(_l("Logboek"), "office.list_journal", office(Office.ADMINISTRATOR)),
)


# What the worker does by itself, and how often.
JOBS: tuple[Job, ...] = (
    Job("settle what waits for applications", pending.settle_due, timedelta(minutes=1)),
    Job("serve the waiting lists", waiting_list.serve_due, timedelta(minutes=1)),
    Job("hold to the terms of payment", keep_terms, timedelta(minutes=10)),
    Job("remind who was invited", invitations.remind_invited, timedelta(hours=1)),
    Job("close questions about what people thought", close_feedback, timedelta(minutes=10)),
    Job("remind of events", remind_due, timedelta(minutes=1)),
    Job("forget submissions", forget_submissions, timedelta(hours=1)),
    Job("forget attempts", forget_attempts, timedelta(hours=1)),
    Job("forget letters", forget_letters, timedelta(days=1)),
    Job("forget mailed links", forget_links, timedelta(days=1)),
    Job("ask to confirm the year", year.ask_to_confirm, timedelta(days=1)),
    Job("remind to confirm the year", year.remind_to_confirm, timedelta(days=1)),
    Job("suspend unconfirmed memberships", year.suspend_unconfirmed, timedelta(days=1)),
    Job("end unconfirmed memberships", year.end_unconfirmed, timedelta(days=1)),
    Job("end memberships that were left", year.end_left, timedelta(days=1)),
    Job("end seats", seats.end_due, timedelta(days=1)),
    Job("let offers of seats lapse", seats.lapse_offers, timedelta(days=1)),
    Job("forget links to seats", seats.forget_links, timedelta(days=1)),
    Job("let questions to contacts of organisations lapse", organisations.lapse_asked_contacts, timedelta(days=1)),
    Job("end memberships of organisations", organisations.end_due_organisations, timedelta(days=1)),
    Job("ask contacts about their seats", organisations.ask_contacts, timedelta(days=1)),
    Job("forget by what people are recognised", forget_keys, timedelta(days=1)),
    Job("forget meetings of groups of long ago", community.forget_meetings, timedelta(days=1)),
    Job("forget certificates of long ago", forget_certificates, timedelta(days=1)),
    Job("forget who let themselves be seen", listings.forget_listings, timedelta(days=1)),
    Job("forget what people eat", forget_diets, timedelta(days=1)),
    Job("forget who came to events of long ago", forget_people, timedelta(days=1)),
    Job("forget what the books of events needed", forget_books, timedelta(days=1)),
    Job("forget drafts", forget_drafts, timedelta(days=1)),
    Job("forget attachments", forget_attachments, timedelta(days=1)),
    Job("forget what stood in applications", forget_answers, timedelta(days=1)),
    Job("forget nominations", forget_nominations, timedelta(days=1)),
    Job("assess open applications again", reassess_open_applications, timedelta(minutes=10)),
    Job("remind applicants", remind_applicants, timedelta(hours=1)),
    Job("remind the office", remind_office, timedelta(hours=1)),
    Job("check lists of the network", importing.check_lists, timedelta(minutes=1)),
    Job("write invitations to the network", importing.send_invitations, timedelta(minutes=1)),
    Job("remind who was invited to the network", importing.remind_invited, timedelta(days=1)),
    Job("wipe who did not answer about the network", importing.wipe_unanswered, timedelta(days=1)),
    Job("forget lists of the network", importing.forget_lists, timedelta(days=1)),
    Job("tell of new members", directory.tell_of_newcomers, timedelta(hours=1)),
    Job("forget messages", forget_messages, timedelta(days=1)),
    Job("forget reports of messages", forget_reports, timedelta(days=1)),
    Job("forget who may not write", forget_bans, timedelta(days=1)),
    Job("forget old sessions", forget_old_sessions, timedelta(days=1)),
    Job("tell who is forgotten soon", tell_who_is_forgotten, timedelta(days=1)),
    Job("forget who left", forget_accounts, timedelta(days=1)),
    Job("forget addresses that nobody confirmed", forget_requests, timedelta(days=1)),
    Job("forget what was done long ago", forget_entries, timedelta(days=1)),
)


@dataclass(frozen=True)
class Shown:
    label: LazyString
    url: str
    is_current: bool


def navigation(viewer: Any, path: str) -> list[Shown]:
    """The main menu as this viewer sees it."""
    return _shown(NAVIGATION, viewer, path)


def office_navigation(viewer: Any, path: str) -> list[Shown]:
    """The menu of the office, with what this viewer's offices reach."""
    return _shown(OFFICE_NAVIGATION, viewer, path)


def _shown(entries: tuple[Entry, ...], viewer: Any, path: str) -> list[Shown]:
    lines = [(entry.label, address_of(entry.endpoint)) for entry in entries if entry.policy.allows(viewer)]
    here = [url for _, url in lines if path == url or path.startswith(url + "/")]
    return [Shown(label, url, url == max(here, key=len, default="")) for label, url in lines]
