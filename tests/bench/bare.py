"""The measure of all pages: Flask as its tutorials write it, with one query, a list of fifty rows, a small template."""

import os

import sqlalchemy as sa
from flask import Flask, render_template
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)
app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["DATABASE_URL"]
db.init_app(app)


class Organisation(db.Model):  # type: ignore[name-defined,misc]
    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]


@app.get("/")
def list_organisations() -> str:
    organisations = db.session.scalars(sa.select(Organisation).order_by(Organisation.id).limit(50)).all()
    return render_template("list.html", organisations=organisations)


@app.get("/healthz")
def show_health() -> str:
    return "ok"
