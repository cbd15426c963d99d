"""Split «xã, phường bố trí công chức …» into who or what is counted, and what must be true of it."""

import functools
import math
import re
from collections.abc import Iterator, Sequence

from sokehoach.domain.plans.names import AGENCY
from sokehoach.domain.plans.orders import ORDER
from sokehoach.domain.plans.proposals.subject_weights import WEIGHTS
from sokehoach.domain.text import fold_tones

_LENGTHS = (1, 2, 3, 4, 6, 9, 13)
_ASIDE = "()"
_OF_NUMBER = (("trở", "lên"), ("trở", "xuống"))  # «người từ 65 tuổi trở lên»
_LIKELY = 0.1
_MARKS = " ,;:.“”\"'"
# They may as well belong to the subject.
_LATER_ACTIONS = ("sử dụng", "tham gia", "thực hiện", "thường xuyên")

# Persons whose number may exist only at the levels that the programme's policy names (limits.md, 4).
_PERSONS = re.compile(
    r"(?<!\w)(?:người (?:nghiện|bán dâm|mua dâm|sử dụng trái phép|vi phạm|cai nghiện|sau cai|nhiễm|"
    r"phạm tội|bị (?:hại|bạo|mua|phạt)|"
    r"tâm thần|chấp hành án)|nạn nhân|đối tượng|bị can|bị cáo|phạm nhân|bệnh nhân|người bệnh)(?!\w)"
)
# «trẻ em bị xâm hại», «phụ nữ mang thai nhiễm HIV», «số ca mắc»: what was done to persons, or what they suffer from.
_HARMED = re.compile(
    r"(?<!\w)(?:(?:người|trẻ(?: em)?|phụ nữ|bà mẹ|sản phụ|học sinh|sinh viên|học viên|thanh niên|thiếu niên|công dân|"
    r"công nhân|lao động|nông dân|ngư dân|cán bộ|hội viên|đoàn viên|thành viên|ca|trường hợp)"
    r"(?: (?!được )[^\s,;.:]{1,12}){0,4} (?:(?<!thiết )(?<!trang )(?<!chuẩn )bị|mắc|nhiễm|tử vong|tử nạn|chết|"
    r"tái nghiện|tự tử|tự sát)|tử vong(?: (?:ở|của|bà)){0,2} (?:trẻ|mẹ|người|sơ sinh))(?!\w)"
)
# «Tỷ lệ giải ngân vốn», «tỷ lệ tuân thủ vệ sinh tay»: an act is counted, and nobody who does it; women among others.
_ACT = re.compile(
    r"(?:nữ (?!giới)|công suất|hiệu suất|"
    r"số h(?:óa|oá)|giải ngân|chấp nhận|thu gom|xử lý|thanh toán|giải quyết|tiếp nhận|tuân thủ|hài lòng|nhiễm|tiêm|"
    r"hao phí|bao phủ|che phủ|lấp đầy|phủ sóng|thực hiện|hoàn thành|sử dụng|cung cấp|khám phá|điều tra|"
    r"thu (?=học phí|hồi|ngân|nộp|phí)|duy trì|huy động|nộp|ứng dụng|tái |tự chủ|phát thẻ|cấp |phân loại|"
    r"đấu nối|chuyển đổi|tốt nghiệp|bỏ học|mắc |chết|khai thác|tử vong|phát hiện|kiểm tra|tỷ lệ|mức độ|vượt|"
    r"trả |sinh (?!viên)|lưu ban|giao dịch|lây truyền|đăng ký )(?!\w)?"
)
_COMMUNES = re.compile(
    r"(?:(?:tất cả|toàn bộ|các|những|mọi|mỗi) )*(?:xã|phường|đặc khu)(?:(?:,| và) (?:xã|phường|đặc khu))* "
)
_PASSIVE = "được"
_STATE_WORDS = (_PASSIVE, "có", "không", "đã", "là", "đạt", "bị")
_AGE = re.compile(
    r"(?<!\w)(?:(?:trong|ở|thuộc) )?(?:độ|nhóm) tuổi (?:từ )?\d{1,3}(?: ?(?:-|–|đến) ?\d{1,3})?(?: tuổi)?(?: trở lên)?"
)
_QUOTED = re.compile(r"“[^”]*(?:”|$)|«[^»]*(?:»|$)|\"[^\"]*(?:\"|$)")


def split_subject(text: str) -> tuple[str, str]:
    """What is counted and its predicate; the predicate is «» where the words have none."""
    place = max(rank_places(text), key=lambda ranked: ranked[1])[0] if text.split() else 0
    terms = list(re.finditer(r"\S+", text))
    end = terms[place - 1].end() if terms else 0
    return text[:end].strip(" ,;:."), text[end:].strip(" ,;:.")


def list_likely_predicates(text: str) -> list[str]:
    """The predicates that the words may have, that of `split_subject` among them."""
    terms = text.split()
    return [" ".join(terms[place:]) for place, likelihood in rank_places(text) if likelihood >= _LIKELY]


@functools.lru_cache(maxsize=1024)
def rank_places(text: str) -> tuple[tuple[int, float], ...]:
    """How many words may name what is counted, and how likely each number is, in the order of the text."""
    terms = fold_words(text)
    places = [place for place in list_places(terms) if place <= _find_last_place(terms)]
    sums = [sum(WEIGHTS.get(sign, 0.0) for sign in list_signs(terms, place)) for place in places]
    odds = [math.exp(total - max(sums)) for total in sums]
    return tuple((place, odd / sum(odds)) for place, odd in zip(places, odds, strict=True))


def fold_words(text: str) -> list[str]:
    """The words as they are compared; one in brackets is `_ASIDE`."""
    terms, depth = [], 0
    for term in fold_tones(text).split():
        depth += term.count("(")
        terms.append(_ASIDE if depth else term)
        depth = max(0, depth - term.count(")"))
    return terms


def list_places(terms: Sequence[str]) -> list[int]:
    """All numbers of words, but those that a bracket or «trở lên» follows, and those that part «giới | thiệu»."""
    return [
        place
        for place in range(1, len(terms) + 1)
        if terms[place : place + 1] != [_ASIDE]
        and tuple(terms[place : place + 2]) not in _OF_NUMBER
        and (place == len(terms) or ORDER.fullmatch(" ".join(terms[place - 1 : place + 1])) is None)
    ]


def _find_last_place(terms: Sequence[str]) -> int:
    """How many words may name what is counted at most: communes end before an order, all before «được Sở … duyệt»."""
    plain = " ".join(terms)
    communes = _COMMUNES.match(plain)
    if communes is not None and ORDER.match(plain, communes.end()) is not None:
        return plain.count(" ", 0, communes.end())
    done_at = max((at for at, term in enumerate(terms) if term == _PASSIVE), default=0)
    return done_at if done_at and AGENCY.match(" ".join(terms[done_at + 1 :])) is not None else len(terms)


def list_signs(terms: Sequence[str], place: int) -> Iterator[str]:
    """What tells whether the first `place` words name what is counted, and the others what must be true of it."""
    bare = [term.strip(_MARKS) or term for term in terms]
    yield f"length {_round_down(place)}"
    yield f"before {bare[place - 1]}"
    if terms[place - 1][-1] in ",;:":
        yield "comma"
    for term in bare[1:place]:
        yield f"within {term}"
    if place == len(terms):
        yield "end"
        return
    yield f"rest {_round_down(len(terms) - place)}"
    yield f"after {bare[place]}"
    yield f"after {' '.join(bare[place : place + 2])}"
    for term in dict.fromkeys(bare[place + 1 :]):
        yield f"later {term}"


def _round_down(length: int) -> int:
    return max(least for least in _LENGTHS if least <= length)


def is_act(text: str) -> bool:
    """Whether the words begin with an act, so that they name nobody and nothing that could be a whole."""
    return _ACT.match(fold_tones(text)) is not None


def find_age_group(predicate: str) -> str:
    """The age behind the predicate, which is that of all who are counted: «người biết chữ độ tuổi 15 - 35»; else «»."""
    age = _AGE.search(fold_tones(predicate))
    return predicate[age.start() : age.end()] if age is not None else ""


def is_weak_predicate(predicate: str) -> bool:
    """Whether the words may as well belong to the subject: «điểm tổ chức, chứa chấp sử dụng trái phép …»."""
    return fold_tones(predicate).startswith(tuple(_LATER_ACTIONS))


def is_predicate_of(subject: str, phrase: str) -> bool:
    """Whether the words, behind what is counted, would be its predicate, and name nothing that is counted."""
    if not subject or not phrase:
        return False
    first_word, *later_words = fold_tones(subject).split()
    opening = fold_tones(phrase).split()[0]
    if opening == first_word or (
        opening in later_words and opening not in _STATE_WORDS
    ):  # «huy động trẻ …», «trẻ mẫu giáo»
        return False
    return split_subject(f"{subject} {phrase}")[1] == phrase


def is_about_persons(text: str) -> bool:
    """Whether the words count persons who are suspected, fined, harmed, ill or helped; a quoted name (of a system) does
    not.
    """
    plain = fold_tones(_QUOTED.sub("", text))
    return _PERSONS.search(plain) is not None or _HARMED.search(plain) is not None
