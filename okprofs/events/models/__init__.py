"""Which events are there, with which programme and ticket types, and who signed up?"""

from okprofs.events.models.codes import Code as Code
from okprofs.events.models.codes import CodeTicketType as CodeTicketType
from okprofs.events.models.doors import Door as Door
from okprofs.events.models.doors import Scan as Scan
from okprofs.events.models.events import Event as Event
from okprofs.events.models.events import EventStatus as EventStatus
from okprofs.events.models.events import ProgrammeSession as ProgrammeSession
from okprofs.events.models.events import SessionKind as SessionKind
from okprofs.events.models.events import TicketType as TicketType
from okprofs.events.models.invitations import Invitation as Invitation
from okprofs.events.models.orders import Order as Order
from okprofs.events.models.orders import Registration as Registration
from okprofs.events.models.pending import OrderPayment as OrderPayment
from okprofs.events.models.pending import PendingTerms as PendingTerms
from okprofs.events.models.pending import PendingTicket as PendingTicket
from okprofs.events.models.quotas import Quota as Quota
from okprofs.events.models.quotas import TicketTypeQuota as TicketTypeQuota
from okprofs.events.models.workshops import SessionSpeaker as SessionSpeaker
from okprofs.events.models.workshops import Speaker as Speaker
from okprofs.events.models.workshops import Workshop as Workshop
from okprofs.events.models.workshops import WorkshopHost as WorkshopHost
from okprofs.events.models.workshops import WorkshopPlace as WorkshopPlace
from okprofs.events.models.workshops import WorkshopPlan as WorkshopPlan
from okprofs.events.models.workshops import WorkshopPreference as WorkshopPreference
