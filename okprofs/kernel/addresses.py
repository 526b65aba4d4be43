"""What is the full address of a page, for where no browser is: in mail, in a calendar feed, on the command line?"""

from typing import Any
from urllib.parse import urlsplit

from flask import current_app


def absolute_url(endpoint: str, **values: Any) -> str:
    """The address that begins with BASE_URL. Never made from a request: a forged Host would end up in our mail."""
    base = urlsplit(current_app.config["BASE_URL"])
    adapter = current_app.url_map.bind(base.netloc, script_name=base.path or "/", url_scheme=base.scheme)
    return adapter.build(endpoint, values, force_external=True)


def host() -> str:
    """The host name in BASE_URL."""
    return str(urlsplit(current_app.config["BASE_URL"]).hostname)
