"""A count that is a part of what the sentence counts before it: «…, trong đó [nuôi trồng 45 tấn]»."""

import re

from sokehoach.domain.plans.proposals.figures import (
    MAGNITUDE_WORDS,
    MONEY_UNIT,
    cut_quarter,
    find_last_amount,
    list_amounts,
)
from sokehoach.domain.plans.proposals.neighbours import PART_FIRST, PART_OF_IT, cut_item_label
from sokehoach.domain.plans.proposals.sentences import FIGURE, OPENS_STATE, cut_years
from sokehoach.domain.plans.proposals.trimming import cut_upward, trim_words
from sokehoach.domain.plans.proposals.wordings import QUANTITIES
from sokehoach.domain.text import count_equal_start, fold_tones

_QUANTITY_NAME = re.compile(r"(?:tổng )?(?:sản lượng|diện tích|số|lượng|khối lượng|công suất|đàn|chiều dài)(?!\w)")
_MONEY_THINGS = re.compile(r" ?(?:nghìn |triệu |tỷ )?(?:đồng|tỷ|triệu)(?!\w) ?")
_GRADE = re.compile(r"(?:đạt|tiềm năng|loại|hạng|cấp) ")  # «20 sản phẩm đạt 4 sao» are told by their grade alone
_PARTS_BEFORE = re.compile(
    r",? trong (?:số )?đó:? [^\d,;:%]{2,40} \d[\d.,]*(?<!,)(?P<unit>(?: [^\d,;:%]{2,30})?), "
    r"(?:[^\d,;:%]{2,40} \d[\d.,]*(?<!,)(?P=unit), ){0,5}$",
    re.IGNORECASE,
)
_TIME_FIRST = re.compile(r"(?:quý|tháng|năm|giai đoạn|6 tháng)(?!\w)")
_ROMAN_LABEL = re.compile(r"^\([ivx]{1,4}\) ")
_WHOLE_YEAR = re.compile(r"(?:trong )?cả (?=năm 20\d\d)", re.IGNORECASE)
_PERSONS = ("người", "lượt người", "em")
_NAMES_PERSONS = re.compile(
    r"(?:lượt )?(?:người|học sinh|sinh viên|học viên|hssv|lao động|hội viên|đoàn viên|cán bộ|phụ nữ|thanh niên|"
    r"nạn nhân|đối tượng|bệnh nhân)(?!\w)"
)


def _name_part_behind(head: str, tail: str, text_before: str) -> str:
    """«lắp đặt 18 tủ nhận hàng, trong đó [10 tủ đặt tại trường học]»: the things counted before and which they are."""
    folded_before, folded_tail = fold_tones(text_before), fold_tones(tail)
    if not tail or trim_words(PART_FIRST.sub("", f"{head} ")):
        return ""
    noun = f" {folded_tail.split()[0]} "
    amounts = [match for match in list_amounts(folded_before) if folded_before.startswith(noun, match.end())]
    if not amounts or amounts[-1]["percent"]:
        return ""
    counted_things = cut_upward(re.split(r"[,;:(]", text_before[amounts[-1].end() :])[0].strip())
    same_count = count_equal_start(folded_tail.split(), fold_tones(counted_things).split())
    own_words = " ".join(tail.split()[same_count:])
    is_graded = _GRADE.match(fold_tones(own_words)) is not None
    is_part = bool(own_words) and same_count < len(counted_things.split())
    return f"{counted_things}: {own_words}" if is_part and not is_graded else ""


def name_part(head: str, tail: str, unit: str, text_before: str) -> str:
    """«4 mắt camera an ninh, riêng [thôn A 10 mắt]»: the things counted before, in the part; else «»."""
    chain = _PARTS_BEFORE.search(text_before)
    if chain is not None and chain["unit"].strip() in ("", fold_tones(unit)):  # «thực vật 250 mẫu, [động vật 170 mẫu]»
        text_before, head = text_before[: chain.start()], f"trong đó {head}"
    is_part = PART_FIRST.match(head) is not None or PART_OF_IT.search(text_before.rstrip()) is not None
    if is_part and (named_part := _name_part_behind(head, tail, text_before)):
        return named_part
    place = cut_quarter(cut_years(trim_words(PART_FIRST.sub("", head, count=1))))
    place = "" if _TIME_FIRST.match(fold_tones(place)) else place
    amount = find_last_amount(fold_tones(text_before))
    counted_tail = MAGNITUDE_WORDS.sub("", fold_tones(tail))
    if not is_part or amount is None or amount["percent"] or counted_tail.removeprefix(fold_tones(unit)).strip():
        return ""
    counted_things = cut_upward(re.split(r"[,;:(]", text_before[amount.end() :])[0].strip())
    counted_things = (
        MAGNITUDE_WORDS.sub("", counted_things) if MONEY_UNIT.match(fold_tones(unit)) is None else counted_things
    )
    if MONEY_UNIT.match(fold_tones(unit)) is not None:
        money = _MONEY_THINGS.match(fold_tones(counted_things))
        if money is None:
            return ""
        source = trim_words(re.split(r"[,;:] ", text_before[: amount.start()])[-1])
        source = cut_item_label(_ROMAN_LABEL.sub("", source))
        return " ".join(part for part in (source, counted_things[money.end() :], place) if part)
    of_persons = fold_tones(unit) in _PERSONS
    if place and not of_persons and fold_tones(counted_things) == fold_tones(unit):
        # «Sản lượng đạt 65 tấn, trong đó [nuôi trồng 45 tấn]»
        source = cut_item_label(trim_words(cut_years(re.split(r"[,;:] ", text_before[: amount.start()])[-1])))
        return f"{source} {place}" if _QUANTITY_NAME.match(fold_tones(source)) is not None else ""
    if place and f" {fold_tones(place).split(' ')[0]} " in f" {fold_tones(counted_things)} ":
        if fold_tones(unit) in QUANTITIES:  # «Trồng mới 6.500 ha rừng, trong đó: [rừng sản xuất 6.150 ha]»
            return f"{trim_words(cut_years(re.split(r'[,;:] ', text_before[: amount.start()])[-1]))} {place}".strip()
        return f"{unit} {place}"  # «Đón 300.000 lượt khách, trong đó [khách quốc tế 25.000 lượt]»
    is_same = fold_tones(counted_things).startswith(fold_tones(unit)) and len(counted_things.split()) > len(
        unit.split()
    )
    if not place or is_same:
        return f"{counted_things} {place}" if place else ""
    return _name_persons(text_before, place) if of_persons and not OPENS_STATE.match(fold_tones(place)) else ""


def _name_persons(text_before: str, place: str) -> str:
    """«Tuyển mới 2.150 học sinh, sinh viên, trong đó [cao đẳng 650 người]»: who is counted before, in the part."""
    text_before = _WHOLE_YEAR.sub("", text_before)
    amount = find_last_amount(fold_tones(text_before))
    if amount is None:
        return ""
    lead = cut_item_label(re.split(r"[;:] ", text_before[: amount.start()])[-1])
    lead = " ".join(trim_words(FIGURE.sub("", cut_years(lead))).split())
    persons = cut_years(PART_OF_IT.sub("", text_before[amount.end() :]).strip(" ,;:"))
    return f"{lead} {cut_upward(persons)}: {place}".strip() if _NAMES_PERSONS.match(fold_tones(persons)) else ""
