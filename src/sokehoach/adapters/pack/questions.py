"""Ready questions to the figures."""

from collections.abc import Collection, Mapping

from sokehoach.adapters.pack.pack import ReadyQuestion
from sokehoach.adapters.pack.record import Record
from sokehoach.domain.analysis.pivot import Dimension
from sokehoach.domain.analysis.question import Places, Question, Relative
from sokehoach.domain.indicators.element import OptionSet
from sokehoach.domain.periods.period import parse


def read_questions(
    file: Record, measures: Collection[str], sets: Mapping[str, OptionSet]
) -> tuple[ReadyQuestion, ...]:
    """`measures`: the codes of elements and indicators that a question may name."""
    found: dict[str, ReadyQuestion] = {}
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
        ready = ReadyQuestion(
            record.code("code"), record.text("title", most=120), record.text("about", most=200), question
        )
        record.finish()
        for name, reason in _problems(question, measures, sets):
            record.refuse(reason, name)
        if ready.code in found:
            record.refuse(f"trùng mã câu hỏi «{ready.code}»", "code")
        found[ready.code] = ready
    file.finish()
    return tuple(found.values())


def _problems(
    question: Question, measures: Collection[str], sets: Mapping[str, OptionSet]
) -> list[tuple[str, str]]:
    problems = [
        ("measures", f"không có chỉ tiêu, chỉ số «{code}»")
        for code in question.measures
        if code not in measures
    ]
    problems += [("periods", f"không đọc được kỳ «{one}»") for one in question.periods if not _is_period(one)]
    if not question.measures:
        problems.append(("measures", "thiếu «measures»"))
    if not question.periods:
        problems.append(("periods", "thiếu «periods»"))
    if question.option_set and question.option_set not in sets:
        problems.append(("option_set", f"không có danh mục «{question.option_set}»"))
    axes = (*question.rows, *question.columns)
    if len(set(axes)) < len(axes):
        problems.append(("columns", "mỗi chiều chỉ đặt ở một chỗ"))
    if len(question.measures) > 1 and Dimension.MEASURE not in axes:
        problems.append(("rows", "nhiều chỉ tiêu thì đặt «measure» ở hàng hoặc cột"))
    return problems


def _is_period(text: str) -> bool:
    if text in set(Relative):
        return True
    try:
        parse(text)
    except ValueError:
        return False
    return True
