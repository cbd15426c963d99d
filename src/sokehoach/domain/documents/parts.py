"""The frame of a document: letterhead, addressees, signature, recipients (NĐ 30/2020, Phụ lục I, Mục II).

Names are as units write them («Phòng Y tế»); writers apply the capitals that the decree requires.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sokehoach.domain.documents import numbering
from sokehoach.domain.text import fold_accents, format_long_date

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True)
class OpenDay:
    """A date whose day and month are left blank until the document is signed by hand."""

    year: int


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Boxes 1 to 4. Names are tuples of lines; `superior` is empty for a people's committee.

    `dated`: whether box 4 is printed. A record has none (Mẫu 1.9): its text states place and time.
    """

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    symbol: str  # «/BC-LĐTBXH»
    number: int | None  # None: written by hand when the document is registered
    place: str
    day: date | OpenDay
    dated: bool = True

    @property
    def number_line(self) -> str:
        return numbering.format_number_and_symbol(self.number, self.symbol)

    @property
    def day_words(self) -> str:
        return numbering.format_open_day(self.day.year) if isinstance(self.day, OpenDay) else format_long_date(self.day)

    @property
    def day_line(self) -> str:
        """Place and date: «Lào Cai, ngày 05 tháng 01 năm 2021» (Mục II.4); «» if not printed."""
        return f"{self.place}, {self.day_words}" if self.dated else ""

    @property
    def issuer_name(self) -> str:
        return " ".join(self.issuer)


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Boxes 7a and 7b: («TM. Ủy ban nhân dân», «Chủ tịch») and the signer's name without titles.

    If the name is empty, room is left for it.
    """

    authority: tuple[str, ...]
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Recipients:
    """Box 9b: who gets a copy besides the addressees, and where the original is filed («VT, LĐTBXH»)."""

    copies: tuple[str, ...]
    filed: str

    def lines(self, *, as_above: bool) -> tuple[str, ...]:
        """One per line; «Như trên» comes first if the document has addressees."""
        names = ("Như trên", *self.copies) if as_above else self.copies
        return (*(f"- {name};" for name in names), f"- Lưu: {self.filed}.")


def format_addressee_lines(addressees: Sequence[str]) -> tuple[str, ...]:
    """Box 9a after «Kính gửi:»: one name on the same line, several names one per line with dashes."""
    if len(addressees) < 2:
        return tuple(addressees)
    *preceding, last = addressees
    return (*(f"- {name};" for name in preceding), f"- {last}.")


def format_closing(text: str) -> str:
    """The last sentence of a document with the ending «./.» (samples of Phụ lục III)."""
    return text.rstrip(" ./") + "./."


_DEPUTY_PREFIX = "KT. "
_ACTING = re.compile(r"\A(?:quyền |q\. ?)", re.IGNORECASE)


def list_signing_titles(block: SignatureBlock) -> tuple[str, ...]:
    """The offices that may sign a document with this block: the head, then a deputy (Mục II.7 b, c); none without.

    «TRƯỞNG PHÒNG» is chosen as «Trưởng phòng», as accounts have it.
    """
    if not block.authority:
        return ()
    _preceding, head = _split_authority(block)
    head = head.capitalize() if head.isupper() else head
    return (head, f"Phó {head}")


def find_signing_title(block: SignatureBlock, title: str) -> str | None:
    """The office of the block in which somebody with the title signs, however it is capitalized, and whichever of the
    two says more: «Phó Chủ tịch» of «Phó Chủ tịch UBND xã». None for a title that does not sign, and without a block.
    """
    title_words = fold_accents(title).split()
    for office in reversed(list_signing_titles(block)):
        office_words = fold_accents(office).split()
        word_count = min(len(title_words), len(office_words))
        if title_words == office_words or (word_count > 1 and title_words[:word_count] == office_words[:word_count]):
            return office
    return None


def has_signing_title(block: SignatureBlock, title: str) -> bool:
    """Whether somebody with the title signs a document with this block."""
    return find_signing_title(block, title) is not None


def may_sign_as(block: SignatureBlock, title: str) -> bool:
    """Whether the block may stand above the name of somebody with the title. True where the title is not known, for who
    acts as the head («Quyền Giám đốc»), and without a block.
    """
    return not title.strip() or not block.authority or has_signing_title(block, _ACTING.sub("", title.strip()))


def _split_authority(block: SignatureBlock) -> tuple[list[str], str]:
    """The lines above the office of the head, and that office."""
    *preceding, head = block.authority
    if preceding and preceding[-1].startswith(_DEPUTY_PREFIX):
        head = preceding.pop().removeprefix(_DEPUTY_PREFIX)
    return preceding, head


def build_signed_block(block: SignatureBlock, *, name: str, title: str) -> SignatureBlock:
    """The block with the signer's name.

    A deputy signs «KT.» for the head, with their own office below it; who acts as the head signs «Q.» before the
    office; the head signs without (Mục II.7 b, c). For any other title, the lines are unchanged.
    """
    if not block.authority:
        return SignatureBlock((), name)
    preceding, head = _split_authority(block)
    office = find_signing_title(block, _ACTING.sub("", title.strip()))
    if office is not None and fold_accents(office) == fold_accents(head):
        return SignatureBlock((*preceding, f"Q. {head}" if _ACTING.match(title.strip()) else head), name)
    if office is not None:
        deputy = " ".join(title.split()[: len(office.split())])
        return SignatureBlock((*preceding, f"{_DEPUTY_PREFIX}{head}", deputy), name)
    return SignatureBlock(block.authority, name)
