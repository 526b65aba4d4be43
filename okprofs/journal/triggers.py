"""How does the database itself refuse to rewrite the journal? The statements, for each engine.

A migration carries its own copy, as migrations do. What was recorded stays for the term of the journal; after that,
and only then, a line may be removed.
"""

FUNCTION = """
CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only';
END
$$
"""

INSTALL: dict[str, tuple[str, ...]] = {
    "postgresql": (
        FUNCTION,
        """
CREATE TRIGGER journal_entries_are_never_changed BEFORE UPDATE ON journal_entries
FOR EACH ROW EXECUTE FUNCTION refuse_rewriting()
""",
        """
CREATE TRIGGER journal_entries_are_kept BEFORE DELETE ON journal_entries
FOR EACH ROW WHEN (OLD.at > now() - interval '24 months') EXECUTE FUNCTION refuse_rewriting()
""",
    ),
    "sqlite": (
        """
CREATE TRIGGER journal_entries_are_never_changed BEFORE UPDATE ON journal_entries
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
""",
        """
CREATE TRIGGER journal_entries_are_kept BEFORE DELETE ON journal_entries
WHEN OLD.at > datetime('now', '-24 months')
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END
""",
    ),
}

# The triggers go with their table; the function of PostgreSQL does not.
REMOVE: dict[str, tuple[str, ...]] = {"postgresql": ("DROP FUNCTION refuse_rewriting()",), "sqlite": ()}
