"""What does every answer tell the browser about safety?"""

from flask import Flask, current_app
from werkzeug.wrappers import Response

POLICY = "; ".join(
    [
        "default-src 'none'",
        *(f"{kind}-src 'self'" for kind in ("script", "style", "img", "connect", "font", "manifest")),
        "form-action 'self'",
        "base-uri 'none'",
        "frame-src 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}

ONLY_HTTPS = "max-age=63072000; includeSubDomains"


def for_files(app: Flask) -> dict[str, str]:
    """Headers for a static file: it is what its name says, and for our own pages."""
    kept = {name: HEADERS[name] for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")}
    return {**kept, "Strict-Transport-Security": ONLY_HTTPS} if _is_https(app) else kept


def _is_https(app: Flask) -> bool:
    return bool(app.config["PREFERRED_URL_SCHEME"] == "https")


def add(response: Response) -> Response:
    """Headers for all that is not a static file: no cache keeps it, for a page knows its reader."""
    # A page may be stricter for itself. Looked up all at once: a header that is not there costs werkzeug an exception.
    there = {name.lower() for name, _ in response.headers}
    response.headers.extend((name, value) for name, value in HEADERS.items() if name.lower() not in there)
    response.headers["Cache-Control"] = "no-store"
    response.vary.add("Cookie")
    if _is_https(current_app):
        response.headers["Strict-Transport-Security"] = ONLY_HTTPS
    return response


def register(app: Flask) -> None:
    app.after_request(add)
