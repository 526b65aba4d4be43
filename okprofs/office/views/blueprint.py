"""Where the pages of the office hang."""

from flask import Blueprint

blueprint = Blueprint("office", __name__)
