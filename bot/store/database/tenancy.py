"""Whose rows a statement reads and writes: those of one tenant. No statement says so, and so none can forget it.

A tenant is a workspace of Slack's, or an organisation, that has the bot; its id stands in every row and begins every
key. That of the one workspace whose token stands in the environment is "".

Statements are written as if there were one tenant. The compiler, whose work SQLAlchemy keeps, adds to every table that
one names that its rows are the tenant's; the engine hands over which that is, and writes it into every new row.
"""

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any, TypeVar

from sqlalchemy import (
    Alias,
    Column,
    Connection,
    Delete,
    Dialect,
    Engine,
    Executable,
    ForeignKeyConstraint,
    FromClause,
    Index,
    Insert,
    Join,
    Select,
    String,
    Table,
    Update,
    and_,
    bindparam,
    event,
)
from sqlalchemy.exc import CompileError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement

ALONE = ""  # the tenant whose token stands in the environment
_TENANT = "tenant"  # the name of the column, and of the engine's option
_OWN = bindparam("of_tenant", type_=String(), required=True)
Statement = TypeVar("Statement", Select[Any], Update, Delete)
Row = Mapping[str, Any]


def tenant(*, is_key: bool = True) -> Column[str]:
    """The column that comes first in each table: it begins the key, where that is not the database's own number."""
    return Column(_TENANT, String(32), primary_key=is_key, nullable=False)


def index(*columns: str, name: str | None = None, **options: Any) -> Index:  # noqa: ANN401  # as Index takes them
    """An index of each tenant's rows."""
    return Index(name, _TENANT, *columns, **options)


def refers(column: str, table: str, key: str = "id", *, goes_along: bool = False) -> ForeignKeyConstraint:
    """A foreign key to a row of the same tenant, by its `key`; a row that `goes_along` goes with that."""
    return ForeignKeyConstraint(
        [_TENANT, column],
        [f"{table}.{_TENANT}", f"{table}.{key}"],
        ondelete="CASCADE" if goes_along else None,
    )


def keys(table: Table) -> Sequence[Column[Any]]:
    """What tells the rows of one tenant apart: the primary key after the tenant."""
    return [column for column in table.primary_key if column.name != _TENANT]


def hold_apart(engine: Engine) -> None:
    """From now on this engine has statements that see a tenant's rows, and none as long as it is for nobody."""
    compiler = engine.dialect.statement_compiler
    engine.dialect.statement_compiler = type("OwnRowsCompiler", (_OwnRows, compiler), {})
    event.listen(engine, "before_execute", _with_tenant, retval=True)


def begin_with(engine: Engine, tenant: str) -> None:
    """Have this engine be for the rows of one tenant: that costs less at each statement than another engine."""
    engine.update_execution_options(**{_TENANT: tenant})


def bound(engine: Engine, tenant: str) -> Engine:
    """An engine for the rows of one tenant, over the same connections."""
    is_so = engine.get_execution_options().get(_TENANT) == tenant
    return engine if is_so else _beside(engine, engine.dialect, {_TENANT: tenant})


def unbound(engine: Engine) -> Engine:
    """An engine that reads and changes the rows of all tenants, and adds none, over the same connections.

    Only for what is meant so: an id names a row of each tenant there.
    """
    dialect = copy(engine.dialect)
    dialect.statement_compiler = type(dialect).statement_compiler
    return _beside(engine, dialect, {})


def _beside(engine: Engine, dialect: Dialect, options: Mapping[str, Any]) -> Engine:
    """Another engine, which listens to the same; `Engine.execution_options` makes one that is a tenth slower."""
    kept = {name: value for name, value in engine.get_execution_options().items() if name != _TENANT}
    other = Engine(engine.pool, dialect, engine.url, execution_options={**kept, **options})
    other._compiled_cache = engine._compiled_cache  # noqa: SLF001  # by dialects; tenants would compile all anew
    other.dispatch._update(engine.dispatch, only_propagate=False)  # noqa: SLF001  # as SQLAlchemy does for another pool
    other._has_events = engine._has_events  # noqa: SLF001  # the same
    return other


def tenant_of(db: Connection | Engine) -> str:
    """The tenant whose rows this connection, or engine, is for."""
    return str(db.get_execution_options().get(_TENANT, ALONE))


class _OwnRows(SQLCompiler):
    """Adds the tenant to what SQLAlchemy compiles, once for each shape of statement."""

    def visit_select(self, select_stmt: Select[Any], *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # SQLAlchemy's
        froms = select_stmt.get_final_froms()
        return super().visit_select(select_stmt.where(*_are_own(froms)), *args, **kwargs)  # type: ignore[no-untyped-call]  # untyped there

    def visit_update(self, update_stmt: Update, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401  # the same
        return super().visit_update(update_stmt.where(*_are_own([update_stmt.table])), *args, **kwargs)

    def visit_delete(self, delete_stmt: Delete, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # the same
        return super().visit_delete(delete_stmt.where(*_are_own([delete_stmt.table])), *args, **kwargs)  # type: ignore[no-untyped-call]  # untyped there

    def visit_join(self, join: Join, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401  # the same
        if join.full or join.onclause is None:
            raise CompileError(_NOT_ALLOWED)
        if join.isouter:  # said of the whole, it would drop the rows that have none beside them
            own = and_(join.onclause, *_are_own([join.right]))
            join = Join(join.left, join.right, own, isouter=True)
        return super().visit_join(join, *args, **kwargs)  # type: ignore[no-untyped-call]  # untyped there

    def update_from_clause(self, *_: Any, **__: Any) -> str:  # noqa: ANN401  # the same
        raise CompileError(_NOT_ALLOWED)

    def delete_extra_from_clause(self, *_: Any, **__: Any) -> str:  # noqa: ANN401  # the same
        raise CompileError(_NOT_ALLOWED)


_NOT_ALLOWED = "no full joins, and what other tables say of the rows to be changed stands in a subquery"


def _are_own(froms: Sequence[FromClause]) -> Iterator[ColumnElement[bool]]:
    for each in froms:
        if isinstance(each, Join):
            yield from _are_own([each.left] if each.isouter else [each.left, each.right])
        elif isinstance(each, (Table, Alias)) and _TENANT in each.c:  # within a subquery it is said already
            yield each.c[_TENANT] == _OWN


def _with_tenant(
    _db: Connection, statement: Executable, rows: Sequence[Row], row: Row, options: Mapping[str, Any]
) -> tuple[Executable, Sequence[Row], Row]:
    tenant = options.get(_TENANT)
    if tenant is None:  # while the schema is made
        return statement, rows, row
    own = {_TENANT if isinstance(statement, Insert) else _OWN.key: tenant}
    return statement, [{**each, **own} for each in rows], row if rows else {**row, **own}
