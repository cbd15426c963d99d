"""Say in a sentence what a check of a form asks for."""

from collections.abc import Callable, Collection, Sequence

from sokehoach.domain.messages import join_messages, say
from sokehoach.domain.reporting.form import Check, Rule


def explain_check(check: Check, name_cell: Callable[[str], str], days: Collection[str] = ()) -> str:
    """«ô A8 (…) không lớn hơn ô A7 (…)». `name_cell`: what a cell is called, by its code; `days`: cells of a day.

    The check has as many cells as its rule asks for (`find_count_problem`).
    """
    cells = [name_cell(code) for code in check.cells]
    listed = join_messages(", ", cells)
    rest = join_messages(", ", cells[1:])
    first, last = cells[0], cells[-1]
    match check.rule:
        case Rule.PART_WITHIN_WHOLE:
            if check.cells[0] in days:
                return say("%(first)s không muộn hơn %(last)s", first=first, last=last)
            return say("%(first)s không lớn hơn %(last)s", first=first, last=last)
        case Rule.PARTS_SUM_TO_WHOLE:
            return say("%(first)s bằng tổng của %(rest)s", first=first, rest=rest)
        case Rule.SHARE_OF_WHOLE:
            return say("%(first)s là số phần trăm mà %(rest)s cho: ô trước chia cho ô sau", first=first, rest=rest)
        case Rule.REQUIRED_WITH:
            return say("%(first)s lớn hơn 0 thì phải trả lời %(last)s", first=first, last=last)
        case Rule.EXCLUDED_BY:
            return say("%(first)s lớn hơn 0 thì %(last)s không có số", first=first, last=last)
        case Rule.NONE_WITHOUT:
            return say("%(last)s là 0 thì %(first)s cũng là 0", first=first, last=last)
        case Rule.ONE_OF:
            return say("chọn đúng một trong %(cells)s", cells=listed)
        case Rule.WITHIN_HISTORY:
            return say("%(first)s không tăng, giảm hơn ba lần so với kỳ trước và cùng kỳ năm trước", first=first)
        case Rule.WHOLE_AT_LEAST_PART:
            return say("%(first)s của kỳ dài không nhỏ hơn của từng kỳ trong đó", first=first)
        case Rule.WHOLE_IS_SUM_OF_PARTS:
            return say("%(first)s của kỳ dài bằng tổng của các kỳ trong đó", first=first)
        case Rule.STOCK_AND_FLOW:
            return _explain_stock(cells)


def _explain_stock(cells: Sequence[str]) -> str:
    if len(cells) == 2:
        return say("%(stock)s bằng số của kỳ trước cộng %(more)s", stock=cells[0], more=cells[1])
    return say(
        "%(stock)s bằng số của kỳ trước cộng %(more)s trừ %(less)s", stock=cells[0], more=cells[1], less=cells[2]
    )
