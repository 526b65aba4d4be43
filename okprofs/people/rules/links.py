"""Is this a web address that members may safely follow?"""

import re
from urllib.parse import urlsplit

LONGEST = 200
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]", re.IGNORECASE)
_FORBIDDEN = re.compile(r"""[\s\\<>"'`{}|^\x00-\x20\x7f]""")


def parse_link(text: str) -> str | None:
    """The https address in `text`, with the scheme put before it when it was left out; None when it is none.

    A name or password before the host, a bare number as host and another scheme are refused: they mislead.
    """
    typed = text.strip()
    address = typed if "://" in typed else f"https://{typed}"
    if len(address) > LONGEST or _FORBIDDEN.search(address):
        return None
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        is_plain = parts.username is None and parts.password is None and parts.port in (None, 443)
    except (UnicodeError, ValueError):
        return None
    if parts.scheme.lower() != "https" or not is_plain or not _HOST.fullmatch(host):
        return None
    return address
