"""A column's cheaper hash changes no statement."""

import pytest
from django.apps import apps
from django.db.models import Count
from django.db.models.expressions import Col, Expression

from sokehoach.apps.accounts.models import Grant


def list_statements() -> list[str]:
    """Of each model all rows in its own order, with what belongs to them, and one of each beside its relations."""
    models = apps.get_models()
    relations = [(model, [field.name for field in model._meta.fields if field.many_to_one]) for model in models]
    joined = [(model._default_manager, names) for model, names in relations if names]
    return [
        *(str(model._default_manager.all().query) for model in models),
        *(str(rows.select_related(*names).order_by(*names, "-pk").query) for rows, names in joined),
        *(str(rows.values(*names).annotate(rows=Count("pk")).order_by(*names).query) for rows, names in joined),
        str(Grant.objects.distinct().order_by("unit__name", "role__name", "unit").query),
    ]


def test_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = list_statements()
    monkeypatch.setattr(Col, "__hash__", Expression.__hash__)
    assert ours == list_statements()
    assert len(ours) > 200


def test_equal_columns_have_one_hash_and_those_of_another_table_are_not_equal() -> None:
    unit, role = Grant._meta.get_field("unit"), Grant._meta.get_field("role")
    assert hash(Col("a", unit)) == hash(Col("a", unit))
    assert Col("a", unit) == Col("a", unit)
    assert len({Col("a", unit), Col("b", unit), Col("a", role), Col("a", unit)}) == 3
