"""one person may apply twice

Revision ID: 0019
Revises: 0023
"""

import re
import unicodedata
from itertools import islice

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "person_keys",
        sa.Column(
            "key",
            sa.String(length=260).with_variant(sa.VARCHAR(length=260, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_person_keys_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "account_id", name="pk_person_keys"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_person_keys_account_id", "person_keys", ["account_id"])
    op.create_table(
        "application_mergers",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=True),
        sa.Column("membership_id", sa.Integer(), nullable=True),
        sa.Column("status_before", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("merged_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("(into_id IS NULL) != (membership_id IS NULL)", name="ck_application_mergers_into_one"),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_application_mergers_application_id"),
        sa.ForeignKeyConstraint(["into_id"], ["applications.id"], name="fk_application_mergers_into_id"),
        sa.ForeignKeyConstraint(["membership_id"], ["memberships.id"], name="fk_application_mergers_membership_id"),
        sa.ForeignKeyConstraint(["merged_by_id"], ["accounts.id"], name="fk_application_mergers_merged_by_id"),
        sa.PrimaryKeyConstraint("application_id", name="pk_application_mergers"),
    )
    op.create_index("ix_application_mergers_into_id", "application_mergers", ["into_id"])
    _recognise_everybody()


def downgrade():
    op.drop_table("application_mergers")
    op.drop_table("person_keys")


# Who applied or is a member, by the keys that the rules made of a name and an address when this was written.


def _recognise_everybody():
    accounts = _table("accounts", "id", "name", "email")
    applications = _table("applications", "account_id", "name", "email", "submitted_at")
    memberships = _table("memberships", "account_id")
    keys = _table("person_keys", "key", "account_id")
    applied = sa.select(applications.c.account_id).where(applications.c.submitted_at.is_not(None))
    known = applied.union(sa.select(memberships.c.account_id))
    last = 0
    while True:
        people = sa.select(accounts).where(accounts.c.id > last, accounts.c.id.in_(known))
        rows = op.get_bind().execute(people.order_by(accounts.c.id).limit(1000)).all()
        if not rows:
            return
        found = {(key, row.id) for row in rows for key in _keys(row.name, row.email)}
        before = sa.select(applications).where(
            applications.c.submitted_at.is_not(None), applications.c.account_id.in_([row.id for row in rows])
        )
        for row in op.get_bind().execute(before):
            found |= {(key, row.account_id) for key in _keys(row.name, row.email)}
        op.bulk_insert(keys, [{"key": key, "account_id": account_id} for key, account_id in sorted(found)])
        last = rows[-1].id


def _table(name, *columns):
    return sa.table(name, *(sa.column(column, sa.Integer if column == "account_id" else None) for column in columns))


_PLAIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
_PARTICLES = "aan al bij d da de del den der des di du el en het in l la le les op s t te ten ter v van vd von"
_SMALL = set(_PARTICLES.split())
_VOWELS = set("aeiouy")
_ALIKE = "eij>ei ey>ei uij>ui uy>ui ij>i ie>i y>i ssch>ss ph>f th>t dt>t ck>k qu>kw gh>g ae>a ou>au x>ks z>s v>f"
_SOUNDS = _ALIKE.split()


def _keys(name, email):
    found = {f"a:{_mailbox(email)}"} if "@" in email else set()
    given, families = _read(name)
    initial = _sound(given)[:1].replace("c", "k")
    for family in families:
        heard = _sound(family)[:6]
        rests = {heard, *(heard[:place] + heard[place + 1 :] for place in range(len(heard)))}
        found |= {f"n:{initial}:{rest}" for rest in rests}
    return {key[:260] for key in found}


def _mailbox(email):
    local, _, domain = _fold(email).rpartition("@")
    return f"{re.sub('[._-]', '', local.partition('+')[0]) or local}@{domain}"


def _read(name):
    parts = name.replace(" - ", "-").split()
    if not parts:
        return "", ()
    first, *rest = parts
    names = [part for place, part in enumerate(rest) if "-" in part or place == len(rest) - 1]
    families = _telling(names) or _telling([first])
    givens = _words(first) if rest else []
    return givens[0] if givens else "", tuple(islice(families, 3))


def _telling(parts):
    found = [word for part in parts for word in _words(part)]
    return [word for word in found if word not in _SMALL] or found


def _words(text):
    return [word[:40] for word in re.findall(r"[^\W_]+", _fold(text))]


def _fold(text):
    small = unicodedata.normalize("NFKD", text.replace("\x00", " ")).casefold().translate(_PLAIN)
    return "".join(letter for letter in unicodedata.normalize("NFKD", small) if not unicodedata.combining(letter))


def _sound(word):
    for pair in _SOUNDS:
        word = word.replace(*pair.split(">"))
    single = "".join(
        letter for place, letter in enumerate(word) if letter != word[place - 1 : place] or letter in _VOWELS
    )
    if single[:1] == "c" and single[1:2] in set("aoulr"):
        single = "k" + single[1:]
    return single[:-1] + {"d": "t", "c": "k"}.get(single[-1:], single[-1:])
