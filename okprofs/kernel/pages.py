"""How does a view answer with its page?"""

from typing import Any

from flask import make_response, render_template, request
from werkzeug.wrappers import Response
from wtforms import Form


def page(**context: Any) -> Response:
    """The template that bears the endpoint's name; status 422 when one of its forms has errors."""
    blueprint, _, view = str(request.endpoint).rpartition(".")
    response = make_response(render_template(f"{blueprint}/{view}.html", **context))
    if any(isinstance(value, Form) and value.errors for value in context.values()):
        response.status_code = 422
    return response
