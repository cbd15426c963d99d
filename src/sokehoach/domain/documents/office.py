"""The issuing office: the data repeated in the head and foot of each of its documents."""

from dataclasses import dataclass

from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock


@dataclass(frozen=True, slots=True)
class Office:
    """The issuing office. `name` as in a sentence («UBND tỉnh Lào Cai»), `short` its abbreviation («UBND»).

    `drafter`: the drafting unit if another unit signs: «Lưu: VT, LĐTBXH».
    """

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    name: str
    short: str
    place: str
    authority: tuple[str, ...]
    drafter: str = ""

    def symbol(self, kind: DocumentKind) -> str:
        """The symbol of a document: «/QĐ-UBND»; that of a công văn has no type: «/UBND-LĐTBXH» (Phụ lục III.I)."""
        if kind.abbreviation:
            return f"/{kind.abbreviation}-{self.short}"
        return f"/{self.short}-{self.drafter}" if self.drafter and self.drafter != self.short else f"/{self.short}"

    def letterhead(self, kind: DocumentKind, year: int) -> Letterhead:
        """The letterhead; number, day and month are blank until the document is numbered."""
        symbol = self.symbol(kind)
        return Letterhead(
            self.superior,
            self.issuer,
            symbol,
            None,
            self.place,
            OpenDay(year),
            dated=kind is not DocumentKind.MINUTES,
        )

    @property
    def signature(self) -> SignatureBlock:
        return SignatureBlock(self.authority)

    def recipients(self, *copies: str) -> Recipients:
        return Recipients(tuple(dict.fromkeys(copies)), f"VT, {self.drafter or self.short}")
