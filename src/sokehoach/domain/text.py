"""Vietnamese text: normal forms for comparing, searching and sorting; numbers and dates as printed."""

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import takewhile

from sokehoach.domain.messages import TranslatableText, say
from sokehoach.domain.notation import write_number

_VOWELS_WITH_TONES = {
    "o": "òóỏõọ",
    "u": "ùúủũụ",
    "a": "àáảãạ",
    "e": "èéẻẽẹ",
    "y": "ỳýỷỹỵ",
}
# The two styles differ only if oa, oe, uy end the syllable («hoàn» and «quý» are the same in both).
# It begins with a set of letters, so that the search passes over all others.
_MARK_ON_SECOND_VOWEL = re.compile(
    r"([oOuU])(?<![qQ].)((?<=[oO])[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|(?<=[uU])[ỳýỷỹỵỲÝỶỸỴ])(?![^\W\d_])"
)
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# The order of the tones in Vietnamese dictionaries: ngang, huyền, hỏi, ngã, sắc, nặng.
_TONES = "\u0300\u0309\u0303\u0301\u0323"
type SortKey = tuple[tuple[int, ...], tuple[int, ...], str]
# A comma ends a clause where what follows says why or how; between the items of a list it does not.
_CLAUSE_END = re.compile(
    r"[;:.](?=\s)|\s\(|"
    r",(?=\s(?:nhằm|góp phần|bảo đảm|đảm bảo|để|phục vụ|qua đó|từ đó|đặc biệt|nhất là|trong đó|đồng thời|đáp ứng|"
    r"phù hợp|hướng tới|tiến tới|khuyến khích|tạo điều kiện|kết hợp|bao gồm)(?!\w))"
)
_LIST_COMMA = re.compile(r"(?<!phòng),(?=\s)")
_WITH_OTHERS = re.compile(r"(?:chủ trì,? )?phối hợp(?!\w)", re.IGNORECASE)  # the work follows the list of partners
# A verb whose object stands after the further verbs of a list: «xem xét, điều chỉnh mục tiêu».
_NEEDS_OBJECT = re.compile(
    r"(?<!\w)(?:xem xét|điều chỉnh|bổ sung|sửa đổi|rà soát|phát hiện|ngăn chặn|phòng ngừa|đầu tư|xây dựng|quản lý|"
    r"sử dụng|đánh giá|kiểm tra|giám sát|theo dõi|đôn đốc|hướng dẫn|tổng hợp|chỉ đạo|lãnh đạo|tham mưu|đề xuất|"
    r"nâng cao|khuyến khích|thu hút|huy động|thúc đẩy|chỉnh trang|hoàn thiện|triển khai|thực hiện|phê duyệt|"
    r"thẩm định|ban hành|xử lý|cập nhật|khai thác|phát triển|bảo vệ)$",
    re.IGNORECASE,
)
_LEADING_ON = {
    "và", "của", "các", "những", "với", "cho", "về", "trong", "theo", "tại", "từ", "đến", "để", "là", "được", "bằng",
    "vào", "trên", "do", "hoặc", "nhằm", "có", "một", "phòng", "chống",
}  # fmt: skip
# Words at the end of a clause that lead to a list which was cut: «… của địa phương, nhất là».
_LEADING_PHRASE = re.compile(
    r"[ ,]{1,2}(?:(?:nhất|đặc biệt|trọng tâm) là|trong đó(?: có| trọng tâm là)?|"
    r"bao gồm|gồm(?: có)?|cụ thể(?: là)?|như)$",
    re.IGNORECASE,
)
_OPEN_ENDS = " ,;:./-–"  # «…, đúng quy định./.» closes a plan
_LAST_WORDS = {"phòng", "chống", "bằng", "do", "có", "một", "là", "được", "vào", "trên"}  # «văn phòng», «tự do»
_PLAIN_NUMBER = re.compile(r"[-−]?[0-9]+(?:,[0-9]+)?\Z")
_GROUPED_NUMBER = re.compile(r"[-−]?[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?\Z")
_MAX_NUMBER_LETTERS = 60
_YEAR_AT_END = re.compile(
    r"(?<![\d–-])(?<!đến)(?<!từ)(?<!trước)(?<!sau)(?<!cuối)(?<!đầu)(?<!quý I)(?<!quý II)(?<!quý III)(?<!quý IV)"
    r"(?: trong|,)? năm \d{4}\s*$",
    re.IGNORECASE,
)


def normalize_nfc(text: str) -> str:
    """Compose letters and their marks (NFC), the form in which all text is stored."""
    return unicodedata.normalize("NFC", text)


def fold_accents(text: str) -> str:
    """The search form: lower case, no marks, đ as d («Phòng Lao động» → «phong lao dong»)."""
    if text.isascii():
        return text.lower()
    return normalize_nfc(normalize_nfc(text).lower().translate(_LETTERS_WITHOUT_MARKS))


class _LettersWithoutMarks(dict[int, str]):
    """For `str.translate`: each letter without its marks, worked out when it is first asked for."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", "d" if code == ord("đ") else chr(code))
        letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
        if code < _FIRST_RARE_CODE:  # Latin letters and their marks; others are not kept
            self[code] = letters
        return letters


_FIRST_RARE_CODE = 0x2000
_LETTERS_WITHOUT_MARKS = _LettersWithoutMarks()


def _move_tone_mark(match: re.Match[str]) -> str:
    first, second = match[1], match[2]
    plain = next(letter for letter, marked in _VOWELS_WITH_TONES.items() if second.lower() in marked)
    tone = _VOWELS_WITH_TONES[plain].index(second.lower())
    carrier = _VOWELS_WITH_TONES[first.lower()][tone]
    return (carrier.upper() if first.isupper() else carrier) + (plain.upper() if second.isupper() else plain)


def same_tone_style(text: str) -> str:
    """Normalise both styles of tone marks, «hoà, thuý, uỷ» and «hòa, thúy, ủy», to the second without changing the
    length; NFC in, NFC out.
    """
    return _MARK_ON_SECOND_VOWEL.sub(_move_tone_mark, text)


def fold_tones(text: str) -> str:
    """The form in which words of a text are compared: lower case, one style of tone marks, the same length."""
    return same_tone_style(text.lower())


def lower_first(text: str) -> str:
    """The first letter small, as within a sentence: «xã Tênh Phông»; that of an abbreviation stays: «KCN»."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def capitalize_first(text: str) -> str:
    """The first letter capital, the others as they are; of a message in any language."""
    if isinstance(text, TranslatableText):
        return text.capitalized()
    return text[:1].upper() + text[1:]


def cut_at_word(text: str, most: int, *, mark: str = "") -> str:
    """At most so many letters, cut after a word; `mark` («…») stands at the end of what was cut."""
    if len(text) <= most:
        return text
    return text[: most - len(mark)].rsplit(" ", 1)[0].rstrip(" ,;") + mark


def cut_year(text: str) -> str:
    """The text without «năm 2026» at its end.

    What closes a date or a span stays: «tháng 6 năm 2026», «đến năm 2030».
    """
    return _YEAR_AT_END.sub("", text)


def cut_at_clause(text: str, most: int) -> str:
    """At most so many letters, ended where a clause ends, else after a word that does not lead on to another."""
    if len(text) <= most:
        return text
    start = text[: most + 1]
    ends = [match.start() for match in _CLAUSE_END.finditer(start) if match.start() >= most // 3]
    if not ends and not _WITH_OTHERS.match(text):
        last_partners = max((match.end() for match in _WITH_OTHERS.finditer(start)), default=len(start))
        ends = [
            match.start()
            for match in _LIST_COMMA.finditer(start, most // 2)
            if match.start() <= last_partners and not _NEEDS_OBJECT.search(start, 0, match.start())
        ]
    start = start[: ends[-1]] if ends else _drop_leading_on(start[:most].rsplit(" ", 1)[0])
    if start.count("(") > start.count(")"):
        start = start[: start.rindex("(")]
    if start.count("“") > start.count("”"):
        start = start[: start.rindex("“")]
    return start.rstrip(" ,;:-–")


def skip_match(pattern: re.Pattern[str], text: str, start: int = 0) -> int:
    """Where what the pattern matches at `start` ends; `start` where it matches nothing there."""
    match = pattern.match(text, start)
    return match.end() if match is not None else start


def end_at_noun(text: str) -> str:
    """The text without last words that lead on to others: «Số hộ của», «Số vụ theo», «…, nhất là»."""
    noun = _drop_leading_on(text.rstrip(_OPEN_ENDS), _LEADING_ON - _LAST_WORDS).rstrip(_OPEN_ENDS)
    return _LEADING_PHRASE.sub("", noun)


def _drop_leading_on(text: str, leading_words: Collection[str] = frozenset(_LEADING_ON)) -> str:
    words = text.split(" ")
    while len(words) > 1 and words[-1].strip(",") in leading_words:
        words.pop()
    return " ".join(words)


def count_equal_start(first: Sequence[str], second: Iterable[str]) -> int:
    """How many words at the beginning of both are equal."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def sort_key(text: str) -> SortKey:
    """Key for `sorted`: letters first (a < ă < â … d < đ), then tones, then the text itself."""
    letters: list[int] = []
    tones: list[int] = []
    for letter in same_tone_style(normalize_nfc(text)).lower():
        decomposed = unicodedata.normalize("NFD", letter)
        tone = next((mark for mark in decomposed if mark in _TONES), "")
        base = normalize_nfc(decomposed.replace(tone, "")) if tone else letter
        letters.append(1000 + _ALPHABET.index(base) if base in _ALPHABET else min(ord(base[0]), 999))
        tones.append(_TONES.index(tone) + 1 if tone else 0)
    return tuple(letters), tuple(tones), text


def format_number(number: Decimal | int) -> str:
    """Format a number: «1.234,5». The decimals of a Decimal are kept. NaN and infinity raise ValueError."""
    if isinstance(number, Decimal) and not number.is_finite():
        raise ValueError(f"not a number: {number}")
    return write_number(f"{Decimal(number):,f}".translate({ord(","): ".", ord("."): ","}))


def parse_number(text: str) -> Decimal:
    """The value of «1.234,5», «05» or «2,1». Raises ValueError for any other format."""
    printed = text.strip()
    if not (_PLAIN_NUMBER.match(printed) or _GROUPED_NUMBER.match(printed)):
        raise ValueError(say("«%(text)s» không phải là số viết theo lối Việt Nam (ví dụ: 1.234,5)", text=text))
    return Decimal(printed.replace("−", "-").replace(".", "").replace(",", "."))


def parse_typed_number(text: str) -> Decimal:
    """As `parse_number`, of what somebody typed or sent: a million digits would take half a minute to convert."""
    if len(text) > _MAX_NUMBER_LETTERS:
        raise ValueError(f"more than {_MAX_NUMBER_LETTERS} letters are no number")
    return parse_number(text)


def format_long_date(date: datetime.date) -> str:
    """Format a date: «ngày 04 tháng 3 năm 2021», with a leading zero for days 1 to 9 and months 1 and 2.

    NĐ 30/2020/NĐ-CP, Phụ lục I, mục II.4.
    """
    month = f"{date.month:02}" if date.month < 3 else f"{date.month}"
    return f"ngày {date.day:02} tháng {month} năm {date.year}"
