"""Makes ordered queries cheaper: Django hashes each column that they select by the signature of its constructor."""

from django.db.models.expressions import Col


def use_short_hashes() -> None:
    """Hashes a column by its table and name: equal columns have both in common, and which are equal does not change."""
    Col.__hash__ = _hash_column  # type: ignore[assignment, method-assign]


def _hash_column(column: Col) -> int:
    return hash((column.alias, column.target.name))
