"""The measure of all pages: Flask with one query, a list of fifty rows and a small template."""

import os

import sqlalchemy as sa
from flask import Flask, render_template_string

app = Flask(__name__)
engine = sa.create_engine(os.environ["DATABASE_URL"])
rows = sa.text("SELECT id, name, kind FROM organisations ORDER BY id LIMIT 50")
TEMPLATE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Lijst</title></head><body><h1>Lijst</h1>
<ul>{% for row in rows %}<li><a href="/rij/{{ row.id }}">{{ row.name }}</a> <span>{{ row.kind }}</span></li>{% endfor %}
</ul></body></html>"""


@app.get("/")
def show_list() -> str:
    with engine.connect() as connection:
        return render_template_string(TEMPLATE, rows=connection.execute(rows).all())


@app.get("/healthz")
def show_health() -> str:
    return "ok"
