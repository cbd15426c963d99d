"""Rows by today's units are kept with the tree, once for all periods with the same units: each as merged for itself."""

from datetime import date
from random import Random

import pytest
from bench import bench_country

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages.answers import PivotAnswer, load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.orgunits.queries.kept_tree import load_known_tree
from sokehoach.domain.analysis.question import Places, Question
from sokehoach.domain.orgtree.succession import Succession, UnitBasis
from sokehoach.domain.periods.window import compute_window
from tests.apps.analysis.test_answer_counts import draw_tree
from tests.factories.cast import AT, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
FORM, PERIODS = bench_country.FORM, ("2019S2", "2020S1", "2020S2", "2021S1", "2021S2")
DAYS = date(2020, 12, 1), date(2021, 3, 1), date(2021, 8, 1)


def ask(user: User, area: str, day: date) -> PivotAnswer:
    question = Question(area, (f"{FORM}E00",), PERIODS, Places.COMMUNES, basis=UnitBasis.NOW)
    return load_answer(user, load_catalogue(user, AT.date()), question, day)


def merge_anew(answer: PivotAnswer, day: date) -> dict[str, tuple[dict[str, set[int]], set[str]]]:
    """By period: of which units each row is made, and the rows without a figure."""
    known_tree = load_known_tree()
    by_period: dict[str, tuple[dict[str, set[int]], set[str]]] = {}
    for tree in answer.context.period_trees:
        form = answer.context.forms[FORM][0].at(tree.period)
        window = compute_window(tree.period, form.counting_window)
        rows = [known_tree.rows_by_pk[pk] for pk in tree.reporters[FORM]]
        units = [known_tree.tree.get_version(row.code, row.valid_from) for row in rows]
        merged = Succession(known_tree.tree, day).merge_units(units, start=window.start, end=window.end)
        get_pk = {identity: row.pk for identity, row in known_tree.rows.items()}
        sources = {
            str(get_pk[heir.identity]): {get_pk[unit.identity] for unit in of_heir}
            for heir, of_heir in merged.merged.items()
        }
        remaining = {get_pk[unit.identity] for unit in merged.remainder}
        sources |= {f"{pk}:then": {pk} for pk in remaining}
        by_period[tree.period.id] = sources, {str(get_pk[heir.identity]) for heir in merged.blocked}
    return by_period


@pytest.mark.parametrize("seed", range(6))
def test_rows_of_each_period_are_those_merged_for_it(cast: Cast, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(bench_country, "ELEMENTS", 1)
    country, _communes = draw_tree(Random(200 + seed))
    bench_country.import_form(country)
    role, _clerk_role = bench_country.create_roles()
    user = bench_country.create_user("country", country, role)
    sizes = set()
    for day in (*DAYS, DAYS[0]):  # the last as kept
        answer = ask(user, country.code, day)
        placement, expected = answer.placement, merge_anew(answer, day)
        assert placement.sources is not None
        for period, (sources, blocked) in expected.items():
            ranges_by_row = placement.sources[period, FORM]
            assert {key: {pk for ids in ranges for pk in ids} for key, ranges in ranges_by_row.items()} == sources
            assert placement.blocked[period, FORM].keys() == blocked
            sizes.add(len(sources))
        keys = {row.key for row in placement.rows}
        assert keys == {key for sources, blocked in expected.values() for key in {*sources, *blocked}}
        assert placement.list_unit_ids(keys) == {
            pk for sources, _blocked in expected.values() for ids in sources.values() for pk in ids
        }
        assert placement.adds_units == all(
            len(placement.get_ranges(key, period, FORM)) < 2 and key not in blocked
            for period, (sources, blocked) in expected.items()
            for key in sources
        )
        named = {(unit.pk, obstacle.reason) for unit, obstacle in placement.obstacles}
        assert {int(key) for _sources, blocked in expected.values() for key in blocked} <= {pk for pk, _ in named}
    assert len(sizes) > 1, "units change between the periods"


def test_a_change_of_units_is_seen(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bench_country, "ELEMENTS", 1)
    country, communes = draw_tree(Random(1))
    bench_country.import_form(country)
    role, _clerk_role = bench_country.create_roles()
    user = bench_country.create_user("country", country, role)
    kept = ask(user, country.code, DAYS[-1]).placement
    commune = next(unit for unit in communes if unit.valid_to is None)
    Unit.objects.filter(pk=commune.pk).update(valid_to=date(2021, 7, 15), successors=[])
    commune.refresh_from_db()
    commune.save()
    changed = ask(user, country.code, DAYS[-1]).placement
    assert str(commune.pk) in {row.key for row in kept.rows}
    assert {row.key for row in changed.rows} >= {f"{commune.pk}:then"}
