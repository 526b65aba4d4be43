"""How does a file that somebody sent us leave the house? As a thing to save, that no browser opens in our name."""

from io import BytesIO

from flask import Response, send_file

# Should a browser open it after all: without scripts, forms and pictures, and as if it came from nowhere.
POLICY = "sandbox; default-src 'none'"


def download(content: bytes, content_type: str, name: str) -> Response:
    """The file under `name`, which was made safe."""
    answer = send_file(
        BytesIO(content), mimetype=content_type, as_attachment=True, download_name=name, conditional=False, etag=False
    )
    answer.headers["Content-Security-Policy"] = POLICY
    return answer
