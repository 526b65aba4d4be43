"""Which letters do people get about their certificates?"""

from datetime import timedelta

from okprofs.events.queries.certificates import CERTIFICATE
from okprofs.mail.kinds import Kind, Link

# To each who was there, when the organiser lets certificates be made.
CERTIFICATE_READY = Kind(
    "events/certificate_ready", Link("events.create_certificate", CERTIFICATE, timedelta(days=365))
)
