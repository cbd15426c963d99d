"""Hierarchy of the blocks of a part: what is below a block, and its neighbours."""

import re
from collections import defaultdict
from itertools import groupby

from sokehoach.domain.plans.headings import is_about_aims, is_about_work
from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import OPENING
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.sentences import is_agency, list_order_places, parse_agency_order, strip_giving

_LONGEST_NAME = 90
_FEWEST_MEMBERS = 2
_LONGEST_MATTER = 40  # letters of a title on a plain line
_PART = (
    r"(?:là )?(?:phó )?(?:chủ tịch|trưởng (?:ban|đoàn|tiểu ban)|tổ (?:trưởng|phó)|hiệu trưởng|giám đốc|"
    r"chủ nhiệm|thành viên|ủy viên|thư ký)(?: (?:(?:ban|hội đồng|tổ|đoàn) )?(?:chỉ đạo|tổ chức|giám khảo|kiểm tra))?"
    r"(?: phụ trách| thường trực)?(?!\w)"
)
# «Hiệu trưởng: Chủ tịch», «Bùi Thị Thu - Trưởng phòng Nội vụ – Thành viên;»
_MEMBER = re.compile(rf"[^:.;]{{3,80}}: {_PART}|[^:.;]{{3,120}}(?: [-–—] |, ){_PART}[;.,/ ]*$")
_MIN_HEADINGS = 2  # minimum headings in a row of agencies
_MIN_NEIGHBOURS = 3  # minimum headings in a row, from which the agencies among them show what the others are
_MIN_SHARE = 0.6  # minimum share of them that are agencies
# The list after such a colon contains papers or members, not work: «Lập hồ sơ …, bao gồm:».
# «… chỉ đạo xây dựng kế hoạch của ngành mình. Cụ thể như sau:»: the sentences before the last assign work themselves.
_STANDS_BEFORE_LIST = re.compile(r"\w\. (?:cụ thể|trong đó)(?: [^.:]{0,30})?:$")
_DOCUMENTS = re.compile(r"(?:hồ sơ|thành phần|giấy tờ|tài liệu|biểu mẫu)[^:]{0,160}gồm(?: có| các [^:]{2,60})?\s*:$")
# Headings among agencies that are not agencies.
_MATTER = re.compile(
    r"(?:các |những |về |một số )?(?:công tác|chế độ|kinh phí|nguồn|thời gian|nội dung|nhiệm vụ|giải pháp|"
    r"tổ chức|kiểm tra|giám sát|thông tin|báo cáo|khen|thi đua|điều kiện|hình thức|lộ trình|yêu cầu|"
    r"nguyên tắc|cơ chế|tiến độ|mục|đối tượng|phạm vi|sơ kết|tổng kết|hoạt động|biện pháp|phối hợp|"
    r"trách nhiệm|phân công|trong|trên|căn cứ|quá trình|định kỳ|hằng|hàng|đối với|việc|điều khoản|hiệu lực|"
    r"phương|quy trình|sản phẩm|xử lý)(?!\w)"
)
# «Đối với các sở, ngành» among others that begin alike: a row of those who have to do what follows.
_CONCERNING_AGENCY = re.compile(r"đối với " + AGENCY.pattern)
_CONCERNING = re.compile(r"đối với (?!cấp |việc |công tác |nội dung |trường hợp )[^.;]{3,80}$")
# «Tổ kiểm tra gồm: Trưởng phòng Văn hóa là Tổ trưởng; …» says who is in it.
_LISTS_MEMBERS = re.compile(r" (?:bao gồm|gồm(?: có| các đồng chí)?|thành phần)$")
# «Chủ căng tin: ký cam kết …»
_NAME_AND_WORK = re.compile(r"[^:.;]{3,100}(?=: \S)")


def is_below(block: Block, following: Block) -> bool:
    """Whether the following block is below this one: a deeper bullet, or an item within it."""
    return following.level > block.level or any(heading is block for heading in following.headings)


def takes_items(blocks: list[Block], at: int) -> bool:
    """Whether the block ends with a colon and has items below it, which contain the work instead."""
    block = blocks[at]
    if not block.is_introduction or at + 1 == len(blocks):
        return False
    following = blocks[at + 1]
    if _STANDS_BEFORE_LIST.search(block.body.lower):
        return False
    if is_below(block, following):
        return not _announces_documents(blocks, at)
    if following.numbered and not block.numbered and following.headings == block.headings:
        return True
    return not (block.numbered or following.numbered or block.level)


def find_listed_item_ids(blocks: list[Block]) -> set[int]:
    """The items (by id) that only list papers or members named by the block above."""
    item_ids = _find_member_ids(blocks)
    for at, block in enumerate(blocks):
        if block.is_introduction and _announces_documents(blocks, at):
            item_ids.update(id(item) for item in _list_items(blocks, at))
    return item_ids


def _find_member_ids(blocks: list[Block]) -> set[int]:
    """The items (by id) of lists that say who is what in a board: «Hiệu trưởng: Chủ tịch»."""
    item_ids: set[int] = set()
    for _, row in groupby(blocks, key=lambda block: (block.level, [id(heading) for heading in block.headings])):
        items = [item for item in row if item.level or item.numbered]
        if sum(_names_member(item) for item in items) >= max(_FEWEST_MEMBERS, len(items) / 2):
            item_ids.update(id(item) for item in items if len(item.body) <= _LONGEST_NAME or _names_member(item))
    return item_ids


def _names_member(block: Block) -> bool:
    """Whether the item gives a name a part in a board, and no work."""
    part = _MEMBER.match(block.body.lower)
    if part is None or OPENING.match(block.body.lower):
        return False
    return next(list_order_places(block.body.part(part.end()), len(block.body), nominal=True), None) is None


def _announces_documents(blocks: list[Block], at: int) -> bool:
    items = _list_items(blocks, at)
    return (
        _DOCUMENTS.search(blocks[at].body.lower) is not None
        and bool(items)
        and not any(item.numbered or OPENING.match(item.body.lower) or parse_agency_order(item.body) for item in items)
    )


def _list_items(blocks: list[Block], at: int) -> list[Block]:
    """The blocks below block `at`."""
    items = []
    for block in blocks[at + 1 :]:
        if not is_below(blocks[at], block) or block.path.count(".") < blocks[at].path.count("."):
            break
        items.append(block)
    return items


def find_named_workers(blocks: list[Block]) -> dict[int, Passage]:
    """The names before the colons of items (by id) in a row of which most give an agency work.

    Names that no known noun begins count only before an order, or if all items of the row have a colon.
    """
    rows: defaultdict[tuple[int, ...], list[Block]] = defaultdict(list)
    for block in blocks:
        if (block.level or block.numbered) and is_about_work(block):
            rows[block.level, *(id(heading) for heading in block.headings)].append(block)
    named: dict[int, Passage] = {}
    for row in rows.values():
        if len(row) < _MIN_NEIGHBOURS:
            continue
        sure = sum(parse_agency_order(block.body) is not None or is_agency(block.body) for block in row)
        if sure < _MIN_SHARE * len(row):
            continue
        names = [_NAME_AND_WORK.match(block.body.lower) for block in row]
        for block, match in zip(row, names, strict=True):
            name = strip_giving(block.body.part(0, match.end() if match is not None else 0))[0]
            if match is None or len(name) > _LONGEST_NAME:
                continue
            orders = OPENING.match(block.body.lower, match.end() + len(": ")) is not None
            if _LISTS_MEMBERS.search(name.lower):
                continue
            unknown = len(name) <= _LONGEST_MATTER and _MATTER.match(name.lower) is None
            if is_agency(name) or (unknown and (orders or all(names))):
                named[id(block)] = name
    return named


def find_agency_headings(blocks: list[Block]) -> tuple[set[int], set[int]]:
    """Numbered headings (by id) in a row of agencies: all of them, and those that look like names.

    A row of agencies assigns work whatever the heading above it, unless that is about aims.
    """
    rows: defaultdict[tuple[int, ...], list[Block]] = defaultdict(list)
    for block in blocks:
        if block.numbered and block.is_readable:
            rows[tuple(id(heading) for heading in block.headings)].append(block)
    row_of_agencies: set[int] = set()
    name_like: set[int] = set()
    for row in rows.values():
        if is_about_aims(row[0]):
            continue
        headings = sum(is_agency(heading.body) for heading in row)
        sure = sum(is_agency(heading.body) or parse_agency_order(heading.body) is not None for heading in row)
        if headings >= _MIN_HEADINGS and sure >= _MIN_SHARE * len(row):
            row_of_agencies.update(id(heading) for heading in row)
        if len(row) >= _MIN_NEIGHBOURS and sure >= _MIN_SHARE * len(row):
            name_like.update(id(heading) for heading in row if _reads_like_a_name(heading))
        if any(_CONCERNING_AGENCY.match(heading.body.lower) for heading in row):
            name_like.update(id(heading) for heading in row if _CONCERNING.match(heading.body.lower))
    return row_of_agencies, name_like


def _reads_like_a_name(block: Block) -> bool:
    lower = block.body.lower
    return (
        0 < len(lower) <= _LONGEST_NAME
        and block.body.text[0].isupper()
        and _MATTER.match(lower) is None
        and OPENING.match(lower) is None
        and "." not in lower
    )


def names_matter(blocks: list[Block], at: int) -> bool:
    """Whether a plain line is a title like «Chế độ báo cáo» above sentences, which ends a row of names."""
    block = blocks[at]
    if block.numbered or block.level or at + 1 == len(blocks) or not 0 < len(block.body) <= _LONGEST_MATTER:
        return False
    following = blocks[at + 1]
    is_title = block.body.text[0].isupper() and block.body.text[-1].isalpha() and _MATTER.match(block.body.lower)
    return bool(is_title) and OPENING.match(block.body.lower) is None and not (following.numbered or following.level)
