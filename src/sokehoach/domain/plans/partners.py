"""The partners of a duty: «phối hợp với …» in its text, «Cơ quan phối hợp: …» beside it."""

import re
from collections.abc import Iterator

from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.passages import Passage, fold_passage
from sokehoach.domain.plans.sentences import list_order_places
from sokehoach.domain.text import skip_match

_LONGEST = 600  # letters of a list of agencies in running text

# «phối hợp với …», «phối hợp chặt chẽ cùng …», «phối hợp, trao đổi thông tin với …», «cùng với …».
_WITH = re.compile(
    r"(?<!\w)phối(?:,? kết)? hợp(?:,? (?:chặt chẽ|đồng bộ|thường xuyên|hiệu quả|kịp thời|thống nhất|công tác"
    r"|chia sẻ|trao đổi(?: thông tin)?|liên ngành))*(?P<with>,? (?:với|cùng(?: với)?))? "
    r"|(?:(?<=, )|(?<=chủ trì ))cùng(?: với)? |(?<!\w)cùng với "
)
# «Sở Y tế chủ trì, Công an tỉnh và các xã phối hợp …», «…, Công an tỉnh là cơ quan phối hợp»: partners named before it.
_BESIDE = re.compile(
    r"(?:chủ trì|phụ trách|là (?:cơ quan|đơn vị) chủ trì)(?: (?:thực hiện|triển khai))?[,;] (?:và )?"
    r"(?=" + AGENCY.pattern + ")"
)
_BESIDE_ENDS = re.compile(
    r" (?:(?:cùng |tham gia )?phối hợp(?! (?:với|cùng)(?!\w))|là (?:cơ quan|đơn vị) phối hợp)(?!\w)"
)
_LONGEST_BESIDE = 300
# Partners without an agency's noun; only after «với», because without it they may be verbs.
_OTHER_PARTNERS = re.compile(
    r"(?:các |những |tất cả )?(?:chính quyền|địa phương|cấp ủy|phòng, ban|phòng ban|lực lượng|đoàn thể|"
    r"tổ chức|sở|ngành|gia đình|nhà trường|người dân|chuyên gia|già làng|ban|đối tác|khu dân cư|"
    r"quận|nhà thầu|đại diện)(?!\w)"
)
_BODIES = re.compile(r"(?:các )?tổ chức (?:chính trị|đoàn thể|xã hội|hội(?=,)|tôn giáo|quốc tế|tín dụng|có liên quan)")
_LABEL = re.compile(
    r"(?:(?:cơ quan|đơn vị|bộ phận|tổ chức|cấp|ngành)(?:,? (?:đơn vị|tổ chức))? )?"
    r"phối hợp(?: thực hiện| tham mưu)?\s*:\s*"
)
_LABEL_ENDS = re.compile(
    r"\)|\.(?=\s|$)|[;,.] (?=(?:thời (?:gian|hạn)|sản phẩm|kết quả|tiến độ|hoàn thành|kinh phí|(?:cơ quan |đơn vị )?"
    r"(?:chủ trì|theo dõi|thẩm định))\b[^,;]{0,30}:)"
)
# Ends a list of partners beside an order. «Lấy mẫu» is no order: after «Xã A:» it says where samples are taken.
_ENDS = re.compile(
    r"[.:](?=\s|$)|; (?!" + AGENCY.pattern + r")|,? thuộc lĩnh vực"
    r"| (?:trong (?:việc|công tác|thực hiện|quá trình|vận)|để|nhằm|khi|ngay|theo|trên địa bàn|thống nhất|trao đổi"
    r"|mời|bàn|gặp|ra quân|tham dự|lấy mẫu)(?!\w)"
    # «Ban Chỉ đạo phòng, chống ma túy» is one name.
    r"|(?<!chỉ đạo)(?<!đội)(?<!tổ)(?<!trung tâm)(?<!cục)(?<!hội)(?<!quỹ)(?<!ban) phòng,? chống(?!\w)"
)
_JOIN = re.compile(r"; |, | và |,? cùng (?:với )?")
_NEW = re.compile(r"(?:các|những|một số|tất cả) ")
_TRAILING = " ,;.:-–("
_LEFT_OVER = re.compile(r"(?: (?:trong|để|tại|khi|về|trên|cho|và|của|nhằm|cùng|để)){1,12}$")
_TWO_IN_ONE = ("văn phòng hđnd", "văn phòng hội đồng nhân dân", "văn phòng đoàn đbqh")  # «… và UBND huyện»


def find_partners(text: Passage) -> tuple[str, ...]:
    """The partners that the text of a duty names, as printed; a group is one («các sở, ngành»)."""
    if "phối" not in text.lower and "cùng" not in text.lower:
        return ()
    partner_names: list[str] = []
    for match in _WITH.finditer(text.lower):
        if _names_partner(text.lower, match):
            partner_names += split_partners(_cut_list(text.part(match.end(), match.end() + _LONGEST)))
    for lead in _BESIDE.finditer(text.lower):
        end = _BESIDE_ENDS.search(text.lower, lead.end(), lead.end() + _LONGEST_BESIDE)
        if end is not None and not set(".;:") & set(text.lower[lead.end() : end.start()]):
            partner_names += split_partners(text.part(lead.end(), end.start()))
    for label in _LABEL.finditer(text.lower):
        end = _LABEL_ENDS.search(text.lower, label.end())
        partner_names += split_partners(text.part(label.end(), end.start() if end else None))
    return tuple(dict.fromkeys(partner_names))


def split_partner_line(line: str) -> tuple[str, ...]:
    """The names in a line «Đơn vị phối hợp: …», without its label; verbs in it are parts of names."""
    return tuple(dict.fromkeys(split_partners(fold_passage(line))))


def _names_partner(lower: str, match: re.Match[str]) -> bool:
    at = match.end()
    if AGENCY.match(lower, at) is not None or _BODIES.match(lower, at) is not None:
        return True
    return match["with"] is not None and _OTHER_PARTNERS.match(lower, at) is not None


def _cut_list(rest: Passage) -> Passage:
    """The list of names at the beginning of the text: up to an order, a purpose or the end."""
    skip = skip_match(_BODIES, rest.lower)
    order = next((at for at in list_order_places(rest, len(rest)) if at >= skip), len(rest))
    end = _ENDS.search(rest.lower, skip)
    return rest.part(0, min(order, end.start()) if end else order)


def split_partners(listed: Passage) -> Iterator[str]:
    """Split a list: «Sở Y tế, Công an tỉnh và các xã, phường» → its names; «Sở Văn hóa, Thể thao và Du lịch» is one."""
    start = 0
    depth = 0
    at = 0
    for join in _JOIN.finditer(listed.lower):
        depth += listed.text.count("(", at, join.start()) - listed.text.count(")", at, join.start())
        at = join.start()
        if depth <= 0 and _begins_partner(listed, start, join):
            yield from _clean_partner(listed, start, join.start())
            start = join.end()
    yield from _clean_partner(listed, start, len(listed))


def _clean_partner(listed: Passage, start: int, end: int) -> Iterator[str]:
    name = _LEFT_OVER.sub("", listed.part(start, end).text.strip(_TRAILING))
    if name.count(")") > name.count("("):
        name = name.rstrip(")").rstrip(_TRAILING)
    if name:
        yield name


def _begins_partner(listed: Passage, start: int, join: re.Match[str]) -> bool:
    """Whether another name begins after the comma or «và»."""
    at = join.end()
    lower = listed.lower
    if join[0] == "; ":
        return True
    preceding = listed.part(start, join.start())
    new = _NEW.match(lower, at)
    if new is not None:
        return (
            AGENCY.match(lower, at) is not None
            or _OTHER_PARTNERS.match(lower, at) is not None
            or listed.text[at].isupper()
        )
    if AGENCY.match(lower, at) is None and _OTHER_PARTNERS.match(lower, at) is None:
        return False
    if len(preceding.lower.removeprefix("các ").split()) == 1 and AGENCY.fullmatch(preceding.lower) is not None:
        return False  # «Sở, Ban, ngành» is one group
    if listed.text[at].isupper():
        return not (join[0] == " và " and preceding.lower.endswith(_TWO_IN_ONE))
    # «các sở, ban, ngành», «UBND xã, phường», «cấp ủy, chính quyền» continue with common nouns; after any other proper
    # name a new partner begins.
    return preceding.text[0].isupper() and not _continues_list(preceding.lower)


def _continues_list(preceding: str) -> bool:
    return (
        preceding.startswith(("các ", "những "))
        or re.search(r"(?<!\w)(?:các|xã|huyện|cấp)[^,]{0,24}$", preceding) is not None
    )
