"""Each row says whose it is, and each key begins with that; what is there belongs to the one tenant that there was.

Nothing else of the schema changes: it is read as it stands.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
_NUMBERED = "enrolment_step"  # its key is a number that the database gives
_WITHOUT_ROWID = {"suggestion", "suggestion_remark"}
_BEFORE = "before_"


def upgrade() -> None:
    """PostgreSQL has columns and keys added; SQLite, which cannot change a key, has its tables written anew."""
    db = op.get_bind()
    there = sa.MetaData()
    there.reflect(db)
    there.remove(there.tables["alembic_version"])
    if db.dialect.name == "postgresql":
        _extend(there.sorted_tables)
    else:
        _write_anew(db, there.sorted_tables)


def _extend(tables: Sequence[sa.Table]) -> None:
    for table in tables:
        op.add_column(table.name, sa.Column("tenant", sa.String(32), nullable=False, server_default=""))
        op.alter_column(table.name, "tenant", server_default=None)
        for foreign in table.foreign_key_constraints:
            op.drop_constraint(str(foreign.name), table.name, type_="foreignkey")
        _drop_indexes(table)
    for table in tables:  # to whose keys no other leads by now
        op.drop_constraint(str(table.primary_key.name), table.name, type_="primary")
        op.create_primary_key(str(table.primary_key.name), table.name, _primary(table))
    for table in tables:
        for foreign in table.foreign_key_constraints:
            own, others = _foreign(foreign)
            target = foreign.referred_table.name
            op.create_foreign_key(
                str(foreign.name), table.name, target, own, others, ondelete=foreign.ondelete
            )
        _add_indexes(table)


def _write_anew(db: sa.Connection, tables: Sequence[sa.Table]) -> None:
    for table in tables:
        _drop_indexes(table)
        op.rename_table(table.name, _BEFORE + table.name)  # the keys of others follow it
    for table in tables:
        new = op.create_table(
            table.name,
            sa.Column("tenant", sa.String(32), nullable=False),
            *(
                sa.Column(each.name, each.type, nullable=each.nullable, server_default=each.server_default)
                for each in table.columns
            ),
            sa.PrimaryKeyConstraint(*_primary(table), name=str(table.primary_key.name)),
            *map(_as_new, table.foreign_key_constraints),
            sqlite_with_rowid=table.name not in _WITHOUT_ROWID,
        )
        before = sa.table(_BEFORE + table.name, *(sa.column(each.name) for each in table.columns))
        names = ["tenant", *table.columns.keys()]
        db.execute(sa.insert(new).from_select(names, sa.select(sa.literal(""), *before.columns)))
        _add_indexes(table)
    for table in reversed(tables):
        op.drop_table(_BEFORE + table.name)


def _primary(table: sa.Table) -> list[str]:
    names = table.primary_key.columns.keys()
    return names if table.name == _NUMBERED else ["tenant", *names]


def _foreign(key: sa.ForeignKeyConstraint) -> tuple[list[str], list[str]]:
    return ["tenant", *key.column_keys], ["tenant", *(each.column.name for each in key.elements)]


def _as_new(key: sa.ForeignKeyConstraint) -> sa.ForeignKeyConstraint:
    own, others = _foreign(key)
    targets = [f"{key.referred_table.name}.{name}" for name in others]
    return sa.ForeignKeyConstraint(own, targets, name=str(key.name), ondelete=key.ondelete)


def _drop_indexes(table: sa.Table) -> None:
    for index in table.indexes:
        op.drop_index(str(index.name), table.name)


def _add_indexes(table: sa.Table) -> None:
    for index in table.indexes:
        partial = {f"{name}_where": index.dialect_options[name]["where"] for name in ("sqlite", "postgresql")}
        columns = ["tenant", *index.columns.keys()]
        op.create_index(str(index.name), table.name, columns, unique=index.unique, **partial)
