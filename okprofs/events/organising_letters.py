"""Which letters does the organiser's half of events write?"""

from okprofs.mail.kinds import Kind

# To everyone with a place. Facts: title, starts_at, reason, slug.
EVENT_CANCELLED = Kind("events/event_cancelled")
# To who lost a place because the organiser cancelled it. Facts: title, starts_at, attendee, ticket, slug.
REGISTRATION_CANCELLED = Kind("events/registration_cancelled_by_organiser")
