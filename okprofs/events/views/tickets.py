"""Pages: the tickets of an order, to show on a telephone or to print."""

from werkzeug.wrappers import Response

from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.signup import found_order, key_of
from okprofs.kernel.access import access, anyone
from okprofs.kernel.codes import qr_drawing
from okprofs.kernel.pages import page


@blueprint.get("/aanmeldingen/<string:public_id>/kaarten")
@blueprint.get("/aanmeldingen/link/<string:token>/kaarten")
@access(anyone)
def show_tickets(public_id: str = "", token: str = "") -> Response:
    order = found_order(public_id, token)
    tickets = [(attendee, qr_drawing(attendee.ticket_code)) for attendee in order.attendees]
    return page(order=order, tickets=tickets, key=key_of(public_id, token))
