"""The seal: triggers by which the database itself refuses to change or remove an entry.

    seal(connection)      # a migration does it
    unseal(connection)    # `luoshi restore` does it, inside the transaction that ends with a new seal

It stops a slip, and a program that writes past `journal.actions`. Who owns the database can break it; that the chain
(`journal.verify`) shows, and against a chain made anew helps an anchor kept elsewhere (`luoshi journal head`).
"""

from __future__ import annotations

from django.db.backends.base.base import BaseDatabaseWrapper

TABLE = "journal_entry"
_SQLITE = {
    f"{TABLE}_no_{verb}": f"CREATE TRIGGER {TABLE}_no_{verb} BEFORE {verb} ON {TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'journal entries are never changed'); END"
    for verb in ("update", "delete")
}
_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'journal entries are never changed'; END $$
"""


def seal(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on; safe to repeat."""
    unseal(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTION)
            cursor.execute(
                f"CREATE TRIGGER {TABLE}_sealed BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()"
            )
        else:
            for statement in _SQLITE.values():
                cursor.execute(statement)


def unseal(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {TABLE}_sealed ON {TABLE}")
        else:
            for name in _SQLITE:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
