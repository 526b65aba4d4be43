"""How is the application put together? Configuration, extensions, the guard, the rooms, the error pages."""

from collections.abc import Mapping
from typing import Any

from flask import Flask, request
from flask_login import LoginManager, current_user
from flask_mail import Mail
from flask_migrate import Migrate
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT
from okprofs import cli, wiring
from okprofs.kernel import access, errors, facts, filters, fragments, headers, locale, pages, refusals, static, uploads
from okprofs.kernel.db import db, engine_options
from okprofs.kernel.forms import csrf
from okprofs.kernel.limits import limiter
from okprofs.kernel.redirects import here
from okprofs.people.services import sessions


def create_app(config: Mapping[str, Any]) -> Flask:
    """The application, for gunicorn, the command line and the tests alike."""
    app = Flask("okprofs", template_folder="../templates", static_folder=None)
    app.config.from_mapping(config)
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(config["SQLALCHEMY_DATABASE_URI"])
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.template_class = pages.Template
    app.jinja_env.globals["url_for"] = pages.address_of
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    uploads.register(app)
    errors.register(app)
    static.register(app)
    if config["PROXIES"]:
        count = config["PROXIES"]
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    db.init_app(app)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    locale.register(app)
    csrf.init_app(app)
    Mail(app)
    limiter.init_app(app)
    login = LoginManager(app)
    login.anonymous_user = sessions.Visitor
    # Its own sessions, which this protects, are not used: ours stand in a table.
    login.session_protection = None
    login.request_loader(sessions.load_viewer)

    headers.register(app)
    app.before_request(access.guard)
    app.before_request(sessions.note_use)
    app.after_request(sessions.follow)
    filters.register(app)
    fragments.register(app)
    facts.connect(wiring.LISTENERS)
    for sentences in wiring.SENTENCES:
        refusals.learn(sentences)
    for blueprint in wiring.BLUEPRINTS:
        app.register_blueprint(blueprint)
    if app.config["IS_DEVELOPMENT"]:
        for blueprint in wiring.DEVELOPMENT_BLUEPRINTS:
            app.register_blueprint(blueprint)
    cli.register(app)
    app.context_processor(_for_every_page)
    return app


def _for_every_page() -> dict[str, Any]:
    return {
        "viewer": current_user,
        "locale": locale.chosen(),
        "here": here,
        "navigation": lambda: wiring.navigation(current_user, request.path),
        "office_navigation": lambda: wiring.office_navigation(current_user, request.path),
    }
