"""The district of the cast, with its forms, and a way to ask."""

from collections.abc import Callable

import pytest

from sokehoach.apps.accounts.models import User
from sokehoach.apps.analysis.pages import tables
from sokehoach.apps.analysis.pages.answers import PivotAnswer, load_answer
from sokehoach.apps.analysis.pages.catalogue import load_catalogue
from sokehoach.domain.analysis.question import Question
from tests.factories.cast import AT, Cast
from tests.factories.district import PERIOD, District, found

type Ask = Callable[..., PivotAnswer]
type Table = Callable[..., dict[tuple[str, ...], list[str]]]


@pytest.fixture
def district(cast: Cast) -> District:
    return found(cast)


@pytest.fixture
def ask() -> Ask:
    def put(user: User, *measures: str, **more: object) -> PivotAnswer:
        told: dict[str, object] = {"area": "099", "periods": (PERIOD,)} | more
        question = Question(measures=measures, **told)  # type: ignore[arg-type]
        return load_answer(user, load_catalogue(user, AT.date()), question, AT.date())

    return put


@pytest.fixture
def table(ask: Ask) -> Table:
    """The words of the cells, by the labels of their row."""

    def drawn(user: User, *measures: str, **more: object) -> dict[tuple[str, ...], list[str]]:
        told = ask(user, *measures, **more)
        rows = tables.build_lines(told, tables.number_rows(0, told.read(told.rows)))
        return {line.labels: [cell.text for cell in line.cells] for line in rows}

    return drawn
