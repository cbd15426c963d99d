"""The ready questions of the programme, each as an address."""

from dataclasses import dataclass

from sokehoach.apps.analysis import asking
from sokehoach.apps.analysis.models import ReadyQuestion
from sokehoach.domain.analysis import question as questions
from sokehoach.domain.analysis.question import Question


@dataclass(frozen=True, slots=True)
class Card:
    title: str
    about: str
    query: str
    current: bool  # whether it is the question being answered


def cards(asked: Question) -> list[Card]:
    """All of them, for the area of the question asked: one query."""
    found = []
    for row in ReadyQuestion.objects.all():
        query = asking.address(questions.read(row.definition | {"area": asked.area}))
        found.append(Card(row.title, row.about, query, query == asking.address(asked)))
    return found
