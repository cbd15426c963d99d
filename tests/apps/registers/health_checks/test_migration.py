"""Lines of a commune each become one of the district a quarter; of a commune nothing stays."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sokehoach.apps.registers.core import word_index
from sokehoach.apps.registers.core.models import Revision, SearchText
from sokehoach.apps.registers.core.queries import entries
from tests.factories.cast import AT, Cast

pytestmark = [pytest.mark.both_databases, pytest.mark.sweep]

BEFORE, AFTER = [("health_checks", "0001_initial")], [("health_checks", "0003_drop_commune")]
MARCH, JUNE, SEPTEMBER = date(2021, 3, 14), date(2021, 6, 14), date(2021, 9, 14)
LINES = [  # quarter, commune, due, checked, conditions, voided
    (MARCH, "03304", 10, 9, 1, False),
    (MARCH, "03269", 7, 7, 2, False),
    (MARCH, "03289", 5, 4, 1, True),
    (JUNE, "03304", 8, 8, 0, False),
    (JUNE, "03289", None, 611, 3, False),
    (SEPTEMBER, "03304", 4, 3, 1, False),
]


@pytest.fixture
def earlier(transactional_db: None, request: pytest.FixtureRequest) -> Iterator[Any]:
    """The registry of models as they stood, over tables as they stood."""
    cast: Cast = request.getfixturevalue("cast")
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    word_index.install_triggers()  # making the table anew has dropped its triggers
    yield executor.loader.project_state(BEFORE).apps, cast
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    word_index.install_triggers()


def test_it_works(earlier: Any) -> None:
    models, cast = earlier
    round_ = models.get_model("health_checks", "HealthRound")
    by, unit = cast.health.pk, cast.units["099.TTYT"].pk
    for n, (day, commune, due, checked, conditions, voided) in enumerate(LINES):
        at = AT + timedelta(minutes=n)
        line = round_.objects.create(
            unit_id=unit, day=day, commune_id=cast.units[commune].pk, due=due, checked=checked, conditions=conditions,
            struck=voided, folded=f" xa {commune}", created_by_id=by, created_at=at, updated_by_id=by, updated_at=at,
        )  # fmt: skip
        SearchText.objects.create(register="health_checks", line=line.pk, unit=unit, folded=line.folded)  # as a trigger
        content = {
            "day": "quý",
            "commune": commune,
            "due": str(due or ""),
            "checked": str(checked),
            "conditions": "7",
        }
        for version in (1, 2) if voided else (1,):
            Revision.objects.create(
                register="health_checks", entry=line.pk, version=version, action="struck" if version == 2 else "added",
                reason="nhầm", content=content, by_id=by, at=at,
            )  # fmt: skip
    round_.objects.filter(struck=True).update(version=2)

    among = [(["health_checks"], [unit])]
    assert len(word_index.list_matching_entries(["03304"], among=among, limit=9)) == 3

    executor = MigrationExecutor(connection)
    executor.migrate(AFTER)
    rounds = executor.loader.project_state(AFTER).apps.get_model("health_checks", "HealthRound").objects

    assert word_index.list_matching_entries(["03304"], among=among, limit=9) == []
    told = {one.day: one for one in rounds.filter(struck=False)}
    assert {day: (one.communes, one.due, one.checked, one.conditions) for day, one in told.items()} == {
        MARCH: (2, 17, 16, 3), JUNE: (1, None, 619, 3), SEPTEMBER: (1, 4, 3, 1),
    }  # fmt: skip
    assert rounds.count() == len(LINES), "no line is lost"
    for one in rounds.filter(struck=True):
        assert (one.communes, one.due, one.checked, one.conditions) == (0, None, 0, 0)
    register: Any = SimpleNamespace(code="health_checks")
    for one in rounds.all():
        assert one.folded == word_index.build_search_text(one.unit.name) == SearchText.objects.get(line=one.pk).folded
        shown = entries.get_last_revision(register, one).content
        assert "commune" not in shown
        assert shown.get("checked", "0") == str(one.checked)
    words = set(re.findall(r"\w+", str([*Revision.objects.values_list("content", flat=True)])))
    assert not words & {"03304", "03269", "03289", "611", "7"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM health_checks_healthround")
        assert [one[0] for one in cursor.description if "commune" in one[0]] == ["communes"]
