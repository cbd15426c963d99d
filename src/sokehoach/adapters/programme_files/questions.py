"""Read predefined questions to the figures."""

from collections.abc import Collection, Mapping

from sokehoach.adapters.programme_files.definition import ReadyQuestion
from sokehoach.adapters.programme_files.record import Record
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question, RelativePeriod
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.messages import say
from sokehoach.domain.periods.period import parse_period


def read_questions(file: Record, measures: Collection[str], sets: Mapping[str, OptionSet]) -> tuple[ReadyQuestion, ...]:
    """Read the questions; `measures` are the codes of elements and indicators that a question may name."""
    questions: dict[str, ReadyQuestion] = {}
    for record in file.records("questions", required=False):
        question = Question(
            area="",
            measures=record.texts("measures"),
            periods=record.texts("periods"),
            places=record.choice("places", Places),
            option_set=record.optional("option_set"),
            rows=record.choices("rows", Dimension),
            columns=record.choices("columns", Dimension),
        )
        ready_question = ReadyQuestion(
            record.code("code"), record.text("title", most=120), record.text("about", most=200), question
        )
        record.finish()
        for name, reason in _find_problems(question, measures, sets):
            record.refuse(reason, name)
        if ready_question.code in questions:
            record.refuse(say("trùng mã câu hỏi «%(code)s»", code=ready_question.code), "code")
        questions[ready_question.code] = ready_question
    file.finish()
    return tuple(questions.values())


def _find_problems(
    question: Question, measures: Collection[str], sets: Mapping[str, OptionSet]
) -> list[tuple[str, str]]:
    problems = [
        ("measures", say("không có chỉ tiêu, chỉ số «%(code)s»", code=code))
        for code in question.measures
        if code not in measures
    ]
    problems += [
        ("periods", say("không đọc được kỳ «%(period)s»", period=period))
        for period in question.periods
        if not _is_period(period)
    ]
    if not question.measures:
        problems.append(("measures", say("thiếu «measures»")))
    if not question.periods:
        problems.append(("periods", say("thiếu «periods»")))
    if question.option_set and question.option_set not in sets:
        problems.append(("option_set", say("không có danh mục «%(option_set)s»", option_set=question.option_set)))
    axes = (*question.rows, *question.columns)
    if len(set(axes)) < len(axes):
        problems.append(("columns", say("mỗi chiều chỉ đặt ở một chỗ")))
    if len(question.measures) > 1 and Dimension.MEASURE not in axes:
        problems.append(("rows", say("nhiều chỉ tiêu thì đặt «measure» ở hàng hoặc cột")))
    return problems


def _is_period(text: str) -> bool:
    if text in set(RelativePeriod):
        return True
    try:
        parse_period(text)
    except ValueError:
        return False
    return True
