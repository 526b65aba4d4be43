"""Page: the desk of beheer."""

from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel.access import access
from okprofs.kernel.pages import page
from okprofs.office.queries import work_of
from okprofs.office.views.blueprint import blueprint
from okprofs.people.access import any_office


@blueprint.get("/beheer")
@access(any_office)
def show_desk() -> Response:
    return page(work=work_of(current_user))
