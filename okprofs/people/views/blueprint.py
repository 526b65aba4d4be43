"""The blueprint that the pages of this room hang on."""

from flask import Blueprint

from okprofs.people.rules.phones import shown_phone

blueprint = Blueprint("people", __name__)
blueprint.add_app_template_filter(shown_phone, "phone")
