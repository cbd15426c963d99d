"""The ready questions of the programme, each as an address."""

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
    current: bool  # whether it is the question being answered


def list_cards(question: Question) -> list[QuestionCard]:
    """All of them, for the area of the question asked: one query."""
    cards = []
    for row in ReadyQuestion.objects.all():
        query = question_query.build_query(questions.parse_question(row.definition | {"area": question.area}))
        cards.append(QuestionCard(row.title, row.about, query, query == question_query.build_query(question)))
    return cards
