"""Any change of any definition: published, `verify` finds nothing, and what was reported before reads as it did."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sokehoach.adapters.programme_files.record import DefinitionError
from sokehoach.apps.consolidation.queries.sheets import access_sheet
from sokehoach.apps.reporting.models import Submission
from sokehoach.apps.reporting.queries.sheets import build_sheet
from sokehoach.apps.setup.services import programmes
from sokehoach.apps.shell import thread_cache
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.config.env import Demonstration
from tests.apps.setup.test_any_definition import (
    AT,
    TODAY,
    Home,
    check_export,
    check_stored,
    crawl,
    empty_home,
    issue,
    load,
    open_page,
    report,
)  # fmt: skip
from tests.apps.setup.test_programmes import stored
from tests.apps.tables import undone
from tests.factories.definitions.cases import CASES, Role
from tests.factories.definitions.changes import CHANGES, change_files
from tests.factories.definitions.folders import MAIN, Definition, definitions
from tests.soak import LONG, times

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]

FROM = date(2026, 12, 1)  # after the windows of all reports of the tests
_KEPT = re.compile(r"<main.*?</main>", re.DOTALL)
_CHANGING = re.compile(
    r'value="[^"]{20,}"|[0-9a-f]{8}-[0-9a-f-]{27}|Báo cáo này giữ biểu như khi gửi\.|Chương trình đổi tên'
)


@pytest.fixture(autouse=True)
def day(settings: Any) -> None:
    settings.DEMONSTRATION = Demonstration(today=TODAY, seed=0)


def read_earlier(home: Home, period: str, document: int) -> dict[str, Any]:
    """What was reported and issued: the report as sent, its figures in the area, the document."""
    submission = Submission.objects.get(form__code=MAIN, period=period)
    sheet = access_sheet(
        home.users[Role.OFFICE], unit=home.definition.places.area, form=submission.form.uid, period=period
    )
    page = open_page(home.open(Role.OFFICE), reverse("documents:page", args=[document]), "the document")
    (content,) = _KEPT.findall(page)
    return {
        "report": [
            (line.cell.code, line.cell.label or line.element.name, line.element.unit, line.value)
            for line in build_sheet(submission).lines
        ],
        "figures": {(line.element.uid, line.cell.disaggregation): line.figure.value for line in sheet.lines},
        "document": _CHANGING.sub("", content),
    }


def publish(definition: Definition, folder: Path, day: date = FROM) -> bool:
    """Whether the change was published; a refused one changes nothing, and one that names a day is published then."""
    before = stored()
    try:
        programmes.load_programme(
            folder=definition.write(folder), by="tests", at=AT + timedelta(days=1), day=day, reason="Thông tư mới"
        )
    except DefinitionError:
        assert stored() == before
        return False
    except ActionRefused as refusal:
        assert stored() == before
        if named := re.search(r"sớm nhất là (\d\d/\d\d/\d{4})", refusal.message):
            return publish(definition, folder, datetime.strptime(named[1], "%d/%m/%Y").date())  # noqa: DTZ007
        return False
    return True


@dataclass(frozen=True)
class Reported:
    """A definition under which one report was accepted and one document issued, and how both read then."""

    definition: Definition
    folder: Path
    home: Home
    period: str
    document: int
    earlier: dict[str, Any]

    def change(self, names: tuple[str, ...], draw: Any) -> list[bool]:
        """Whether each change in turn was published. What was published is taken back."""
        published, definition = [], self.definition
        with undone(), TemporaryDirectory(dir=self.folder) as folder:
            for number, name in enumerate(names):
                definition = change_files(draw, definition, [name])
                published.append(publish(definition, Path(folder) / f"changed {number}"))
                thread_cache.forget_answers()
                if published[-1]:
                    try:
                        self.check(Path(folder) / f"changed {number}")
                    except AssertionError as error:
                        error.add_note(f"changed: {', then '.join(names[: number + 1])}")
                        raise
        thread_cache.forget_answers()
        return published

    def check(self, folder: Path) -> None:
        now = read_earlier(self.home, self.period, self.document)
        # A cell that a version adds stands empty beside them.
        now["figures"] = {key: value for key, value in now["figures"].items() if key in self.earlier["figures"]}
        assert now == self.earlier
        check_stored()
        check_export(self.home, folder)
        crawl(self.home.open(self.definition.case.crawler), follow=False)


@contextmanager
def reported(definition: Definition) -> Iterator[Reported]:
    with empty_home() as folder:
        home = load(definition, folder)
        period = report(home)
        document = issue(home, period).pk
        yield Reported(definition, folder, home, period, document, read_earlier(home, period, document))


# In short all changes of one definition, two by two; in the long form each of many, followed by any other.
@pytest.mark.parametrize(
    "names",
    [(name,) for name in CHANGES] if LONG else [tuple(CHANGES)],
    ids=lambda names: "all" if len(names) > 1 else names[0],
)
def test_a_change_leaves_verify_clean_and_earlier_pages_as_they_were(names: tuple[str, ...]) -> None:
    published: set[str] = set()

    @settings(
        max_examples=times(1, 60),
        phases=[Phase.explicit, Phase.reuse, Phase.generate] if not LONG else tuple(Phase),
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(data=st.data())
    def check(data: st.DataObject) -> None:
        definition = data.draw(st.sampled_from(CASES).flatmap(definitions), label="definition")
        other = data.draw(st.sampled_from([*CHANGES]), label="second change")
        with reported(definition) as home:
            for tried in ((*names, other),) if LONG else batched(names, 2):
                told = home.change(tried, data.draw)
                published.update(name for name, done in zip(tried, told, strict=True) if done)
            for name in () if LONG else sorted({*names} - published):  # the change before it stood in its way
                published.update({name} if all(home.change((name,), data.draw)) else ())

    check()
    assert published >= {*names}
