"""A definition with a defect is refused by file and line, or has none that matters; a refusal changes nothing."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sokehoach.adapters.programme_files.record import DefinitionError, DefinitionProblem
from sokehoach.apps.audit.models import Event
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell import thread_cache
from tests.apps.setup.test_programmes import stored
from tests.factories.cast import AT
from tests.factories.definitions.cases import CASES
from tests.factories.definitions.defects import DEFECTS, write
from tests.factories.definitions.folders import definitions
from tests.soak import times

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]


def load(folder: Path) -> list[DefinitionProblem]:
    """What is wrong with it; what was stored is taken back."""
    try:
        with transaction.atomic():
            programmes.load_programme(folder=folder, by="tests", at=AT)
            transaction.set_rollback(True)
    except DefinitionError as refusal:
        return refusal.problems
    return []


def check_refusal(folder: Path) -> bool:
    """Whether the folder is refused: each problem names a line of a file, and the database stays as it is."""
    thread_cache.forget_answers()
    before, events = stored(), Event.objects.count()
    problems = load(folder)
    for problem in problems:
        path = folder / problem.file
        lines = path.read_bytes().count(b"\n") + 1 if path.exists() else 1
        assert problem.reason
        assert 1 <= problem.line <= lines, problem
    assert (stored(), Event.objects.count()) == (before, events)
    return bool(problems)


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_named_by_file_and_line_and_changes_nothing(defect: str) -> None:
    refused = []

    @settings(max_examples=times(12, 300), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        definition = data.draw(st.sampled_from(CASES).flatmap(definitions), label="definition")
        files = data.draw(st.composite(DEFECTS[defect])(definition), label=defect)
        with TemporaryDirectory() as folder:
            refused.append(check_refusal(write(files, Path(folder))))

    check()
    assert sum(refused) > times(0, 75), f"{sum(refused)} of {len(refused)} refused"
