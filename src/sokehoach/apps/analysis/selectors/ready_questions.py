"""Lists the ready questions of the programme, each with its address."""

from dataclasses import dataclass

from sokehoach.apps.analysis import question_query
from sokehoach.apps.analysis.models import ReadyQuestion
from sokehoach.domain.analysis import question as questions
from sokehoach.domain.analysis.question import Question


@dataclass(frozen=True, slots=True)
class QuestionCard:
    title: str
    summary: str
    query: str
    current: bool  # whether it is the current question


def list_cards(question: Question) -> list[QuestionCard]:
    """Returns all ready questions for the area of the current one, with one query."""
    cards = []
    for row in ReadyQuestion.objects.all():
        query = question_query.build_query(questions.parse_question(row.definition | {"area": question.area}))
        cards.append(QuestionCard(row.title, row.about, query, query == question_query.build_query(question)))
    return cards
