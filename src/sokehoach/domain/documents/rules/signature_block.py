"""Rules for addressees, recipients and signature (Mục II.7, II.9)."""

import re
from collections.abc import Iterator

from sokehoach.domain.documents.rules.finding import FormatFinding, Location, Severity, clause, locate_line
from sokehoach.domain.documents.rules.measured_document import MeasuredLine
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say

_LIST_CLAUSE = clause("II.9", "d")
_FILED = re.compile(r"[-–+]?\s{0,9}lưu\b", re.IGNORECASE)
_AUTHORITY = re.compile(r"(?P<short>T/M|K/T|T/L|TM|KT|TL|TUQ|Q)(?P<mark>\.?)(?=[\s\W]|$)")
_DEGREE = re.compile(
    r"(?:PGS|GS|TS|Ths|ThS|TH\.?S|BS|KS|CN|Tiến sĩ|Thạc sĩ|Bác sĩ|Kỹ sư|Cử nhân)\b[.,]?", re.IGNORECASE
)
# Mục II.7 c: degrees and ranks are left to the own rules of these branches.
_OWN_RULES = re.compile(
    r"y tế|bệnh viện|trường|giáo dục|đại học|quân sự|công an|biên phòng|khoa học|viện", re.IGNORECASE
)


def check_addressed(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.9 b: a công văn and a tờ trình name their addressees."""
    if (roles.official_letter or roles.kind_name == "TỜ TRÌNH") and roles.addressed is None:
        yield FormatFinding(
            Severity.ERROR,
            "addressed_missing",
            clause("II.9", "b"),
            Location(),
            say("không có «Kính gửi:»"),
            say("«Kính gửi: …»"),
        )


def check_addressees_form(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.9 d: a colon; one addressee on the same line; several one per line, «-» … «;», the last «.»."""
    line = roles.addressed
    if line is None:
        return
    if ":" not in line.words:
        yield FormatFinding(
            Severity.ERROR,
            "addressed_colon",
            _LIST_CLAUSE,
            locate_line(line),
            say("sau «Kính gửi» không có dấu hai chấm"),
            say("«Kính gửi:»"),
        )
    names = list(roles.addressees)
    if len(names) == 1 and not line.words.partition(":")[2].strip():
        yield FormatFinding(
            Severity.ERROR, "addressed_line", _LIST_CLAUSE, locate_line(names[0]), say("một nơi gửi nhưng xuống dòng"),
            say("cùng dòng với «Kính gửi:»"),
        )  # fmt: skip
    for index, name in enumerate(names if len(names) > 1 else []):
        yield from _check_list_line(name, "addressees", last=index == len(names) - 1)


def check_recipients_present(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.9 b, c: every document names its recipients."""
    if roles.label is None:
        yield FormatFinding(
            Severity.ERROR,
            "recipients_missing",
            clause("II.9", "c"),
            Location(),
            say("không tìm thấy «Nơi nhận:»"),
            say("«Nơi nhận:» ở cuối văn bản"),
        )
    elif not roles.recipients:
        yield FormatFinding(
            Severity.ERROR,
            "recipients_empty",
            _LIST_CLAUSE,
            locate_line(roles.label),
            say("dưới «Nơi nhận» không có dòng nào"),
            say("mỗi nơi nhận một dòng"),
        )


def check_label(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.9 d: «Nơi nhận:», on a line of its own, in small letters."""
    line = roles.label
    if line is None:
        return
    if not line.words.rstrip().endswith(":"):
        yield FormatFinding(
            Severity.ERROR,
            "label_colon",
            _LIST_CLAUSE,
            locate_line(line),
            f"«{line.words[:30]}»",
            say("«Nơi nhận:» trên một dòng riêng, có dấu hai chấm"),
        )
    if line.words.split(":")[0].isupper():
        yield FormatFinding(
            Severity.ERROR,
            "label_capitals",
            _LIST_CLAUSE,
            locate_line(line),
            say("«NƠI NHẬN» in hoa"),
            say("«Nơi nhận:», chữ in thường"),
        )


def check_recipient_lines(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.9 d: each on a line of its own, beginning with «-» and ending with «;»."""
    for line in roles.recipients:
        if not _FILED.match(line.words) and (line.words.startswith(("-", "–", "+")) or line.words.endswith(";")):
            yield from _check_list_line(line, "recipients", last=False)


def check_filed(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.9 d: the last line is «- Lưu: VT, <drafter>.».

    The clause puts the drafting unit after «VT»; many offices omit it, so this is advice.
    """
    lines = roles.recipients
    if not lines:
        return
    filed = next((line for line in lines if _FILED.match(line.words)), None)
    if filed is None:
        yield FormatFinding(
            Severity.ERROR,
            "filed_missing",
            _LIST_CLAUSE,
            locate_line(lines[-1]),
            say("không có dòng «Lưu»"),
            say("dòng cuối: «- Lưu: VT, …»"),
        )
        return
    text = filed.words
    if not re.match(r"[-–+]?\s*Lưu\s*:", text):
        yield FormatFinding(
            Severity.ERROR,
            "filed_colon",
            _LIST_CLAUSE,
            locate_line(filed),
            f"«{text}»",
            say("sau «Lưu» có dấu hai chấm: «- Lưu: VT, …»"),
        )
    if not text.startswith(("-", "–")):
        yield FormatFinding(
            Severity.ERROR,
            "filed_dash",
            _LIST_CLAUSE,
            locate_line(filed),
            say("dòng «Lưu» không có gạch đầu dòng"),
            say("gạch đầu dòng (-)"),
        )
    if not text.endswith("."):
        yield FormatFinding(
            Severity.ERROR,
            "filed_stop",
            _LIST_CLAUSE,
            locate_line(filed),
            say("dòng «Lưu» kết thúc bằng «%(text)s»", text=text[-1]),
            say("dấu chấm (.) ở cuối"),
        )
    if not re.search(r"\bVT\b", text):
        yield FormatFinding(
            Severity.ERROR, "filed_vt", _LIST_CLAUSE, locate_line(filed), f"«{text}»", say("«- Lưu: VT, …»")
        )
    elif not re.search(r"\bVT\s*[,;(]\s*\S", text):
        yield FormatFinding(
            Severity.ADVICE,
            "filed_unit",
            _LIST_CLAUSE,
            locate_line(filed),
            f"«{text}»",
            say("sau «VT» ghi chữ viết tắt đơn vị soạn thảo"),
        )
    following_lines = lines[lines.index(filed) + 1 :]
    if any(line.words.startswith(("-", "–")) for line in following_lines):
        yield FormatFinding(
            Severity.ERROR,
            "filed_last",
            _LIST_CLAUSE,
            locate_line(filed),
            say("dòng «Lưu» không ở cuối"),
            say("dòng «Lưu» là dòng cuối cùng"),
        )


def check_as_above(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.9 b: with «Kính gửi», the first recipient is «Như trên»."""
    if roles.addressed is None or not roles.recipients:
        return
    first = roles.recipients[0]
    if not re.match(r"[-–]?\s*Như (?:trên|kính gửi)", first.words, re.IGNORECASE):
        yield FormatFinding(
            Severity.ERROR,
            "as_above",
            clause("II.9", "b"),
            locate_line(first),
            say("dòng đầu «%(words)s»", words=first.words[:40]),
            say("dòng đầu «- Như trên;»"),
        )


def check_signature_present(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.7: authority and office of the signer."""
    if not roles.authority:
        yield FormatFinding(
            Severity.ERROR, "signature_missing", clause("II.7", "đ"), Location(),
            say("không tìm thấy quyền hạn, chức vụ người ký"), say("in hoa, đậm, ngang hàng với «Nơi nhận»"),
        )  # fmt: skip


def check_authority_form(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.7 b: «TM.», «Q.», «KT.», «TL.», «TUQ.»."""
    for line in roles.authority:
        match = _AUTHORITY.match(line.words)
        if match is None:
            continue
        expected = f"{match['short'].replace('/', '')}."
        if match["short"] + match["mark"] != expected:
            yield FormatFinding(
                Severity.ERROR, "authority_form", clause("II.7", "b"), locate_line(line),
                f"«{match[0]}»", f"«{expected}»",
            )  # fmt: skip


def check_deputy(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.7 b, c: «KT.» is followed by the head's office; the deputy's own office is on the next line."""
    lines = roles.authority if roles.signer is not None else ()  # without a name the block is incomplete
    for index, line in enumerate(lines):
        if re.match(r"KT\.", line.words) and index == len(lines) - 1 and "PHÓ" not in line.words:
            yield FormatFinding(
                Severity.ERROR, "deputy", clause("II.7", "c"), locate_line(line),
                say("sau «KT.» không có chức vụ của người ký"), say("dòng dưới ghi chức vụ cấp phó: «PHÓ …»"),
            )  # fmt: skip


def check_degrees(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.7 c: no degrees before the name, except if a branch's own rules allow them."""
    line = roles.signer
    if line is None or not _DEGREE.match(line.words) or _OWN_RULES.search(roles.issuer_name):
        return
    yield FormatFinding(
        Severity.ERROR,
        "degree",
        clause("II.7", "c"),
        locate_line(line),
        f"«{line.words}»",
        say("không ghi học hàm, học vị trước họ tên"),
    )


def _check_list_line(line: MeasuredLine, rule: str, *, last: bool) -> Iterator[FormatFinding]:
    text = line.words
    if not text.startswith(("-", "–")):
        yield FormatFinding(
            Severity.ERROR,
            f"{rule}_dash",
            _LIST_CLAUSE,
            locate_line(line),
            say("đầu dòng không có gạch đầu dòng"),
            say("gạch đầu dòng (-)"),
        )
    ending = "." if last else ";"
    if not text.endswith(ending):
        yield FormatFinding(
            Severity.ERROR,
            f"{rule}_end",
            _LIST_CLAUSE,
            locate_line(line),
            say("cuối dòng là «%(text)s»", text=text[-1]),
            say("dấu chấm (.) ở cuối") if last else say("dấu chấm phẩy (;) ở cuối dòng"),
        )
