"""Where does a built asset stand? Each file is named by its content, so that browsers keep it for good."""

import json
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

from okprofs.kernel.headers import for_files

FOLDER = Path(__file__).parent.parent / "static"


def built(name: str) -> Path:
    """The built file of this name, for the one that must stand at an address of its own."""
    manifest: dict[str, str] = json.loads((FOLDER / "manifest.json").read_text())
    return FOLDER / manifest[name]


def register(app: Flask) -> None:
    """Serve the built files under /static, pre-compressed, and tell the templates their names."""
    manifest: dict[str, str] = json.loads((FOLDER / "manifest.json").read_text())

    def asset(name: str) -> str:
        return f"/static/{manifest[name]}"

    def add_headers(headers: Headers, path: str, url: str) -> None:
        for name, value in for_files(app).items():
            headers[name] = value

    app.jinja_env.globals["asset"] = asset
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        app.wsgi_app,
        root=FOLDER,
        prefix="static/",
        max_age=31536000,
        immutable_file_test=lambda path, url: True,
        allow_all_origins=False,
        add_headers_function=add_headers,
    )
