"""How the blocks of a part stand to one another: what stands below a block, and what its neighbours are."""

import re
from collections import defaultdict

from sokehoach.domain.plans.headings import about_aims
from sokehoach.domain.plans.orders import OPENING
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.sentences import assigned, is_agency

_LONGEST_NAME = 90
_TWO = 2  # headings that make a row of agencies
_FEWEST = 3  # neighbours from which they tell what a heading among them is
_MOST = 0.6  # share of them that must be agencies
# What such a colon announces are papers or members, and no work: «Lập hồ sơ …, bao gồm:».
_THINGS = re.compile(
    r"(?:hồ sơ|thành phần|giấy tờ|tài liệu|biểu mẫu)[^:]{0,160}gồm(?: có| các [^:]{2,60})?\s*:$"
)
# Headings among agencies that are none.
_MATTER = re.compile(
    r"(?:các |những |về |một số )?(?:công tác|chế độ|kinh phí|nguồn|thời gian|nội dung|nhiệm vụ|giải pháp|"
    r"tổ chức|kiểm tra|giám sát|thông tin|báo cáo|khen|thi đua|điều kiện|hình thức|lộ trình|yêu cầu|"
    r"nguyên tắc|cơ chế|tiến độ|mục|đối tượng|phạm vi|sơ kết|tổng kết|hoạt động|biện pháp|phối hợp|"
    r"trách nhiệm|phân công|trong|trên|căn cứ|quá trình|định kỳ|hằng|hàng|đối với|việc|điều khoản|hiệu lực|"
    r"phương|quy trình|sản phẩm|xử lý)(?!\w)"
)


def below(block: Block, following: Block) -> bool:
    """Whether the following block stands below this one: a deeper bullet, or an item within it."""
    return following.level > block.level or any(one is block for one in following.headings)


def takes_items(found: list[Block], at: int) -> bool:
    """The block ends in a colon and the items it announces stand below it: they, not it, say what to do."""
    block = found[at]
    if not block.introduces or at + 1 == len(found):
        return False
    following = found[at + 1]
    if below(block, following):
        return not _announces_things(found, at)
    return not (block.numbered or following.numbered or block.level)


def listed_things(found: list[Block]) -> set[int]:
    """The items (by id) that only list the papers or members that the block above them names."""
    things: set[int] = set()
    for at, block in enumerate(found):
        if block.introduces and _announces_things(found, at):
            things.update(id(one) for one in _items(found, at))
    return things


def _announces_things(found: list[Block], at: int) -> bool:
    items = _items(found, at)
    return (
        _THINGS.search(found[at].body.lower) is not None
        and bool(items)
        and not any(one.numbered or OPENING.match(one.body.lower) or assigned(one.body) for one in items)
    )


def _items(found: list[Block], at: int) -> list[Block]:
    """The blocks below block `at`."""
    items = []
    for one in found[at + 1 :]:
        if not below(found[at], one) or one.path.count(".") < found[at].path.count("."):
            break
        items.append(one)
    return items


def of_agencies(found: list[Block]) -> tuple[set[int], set[int]]:
    """Numbered headings (by id) that stand in a row of agencies: all of them, and those that read like names.

    A row of agencies shares out work whatever the heading above it says, unless that speaks of aims.
    """
    rows: defaultdict[tuple[int, ...], list[Block]] = defaultdict(list)
    for block in found:
        if block.numbered and block.readable:
            rows[tuple(id(one) for one in block.headings)].append(block)
    row_of_agencies: set[int] = set()
    named: set[int] = set()
    for row in rows.values():
        if about_aims(row[0]):
            continue
        headings = sum(is_agency(one.body) for one in row)
        sure = sum(is_agency(one.body) or assigned(one.body) is not None for one in row)
        if headings >= _TWO and sure >= _MOST * len(row):
            row_of_agencies.update(id(one) for one in row)
        if len(row) >= _FEWEST and sure >= _MOST * len(row):
            named.update(id(one) for one in row if _reads_like_a_name(one))
    return row_of_agencies, named


def _reads_like_a_name(block: Block) -> bool:
    lower = block.body.lower
    return (
        0 < len(lower) <= _LONGEST_NAME
        and block.body.text[0].isupper()
        and _MATTER.match(lower) is None
        and OPENING.match(lower) is None
        and "." not in lower
    )
