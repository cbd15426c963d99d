"""The components of a document's layout (NĐ 30/2020, Phụ lục I, Mục IV): which paragraph is which."""

from dataclasses import dataclass, field

from sokehoach.domain.documents.rules.measured_document import MeasuredDocument, MeasuredLine
from sokehoach.domain.text import same_tone_style


@dataclass(slots=True)
class DocumentComponents:
    """A document and its components; a component that was not found is an empty tuple or None."""

    document: MeasuredDocument
    nation: MeasuredLine | None = None
    motto: MeasuredLine | None = None
    party: bool = False
    superior: tuple[MeasuredLine, ...] = ()
    issuer: tuple[MeasuredLine, ...] = ()
    number: MeasuredLine | None = None
    day: MeasuredLine | None = None
    kind: MeasuredLine | None = None
    abstract: tuple[MeasuredLine, ...] = ()
    subject: tuple[MeasuredLine, ...] = ()
    attached: MeasuredLine | None = None
    addressed: MeasuredLine | None = None
    addressees: tuple[MeasuredLine, ...] = ()
    basis: tuple[MeasuredLine, ...] = ()
    body: tuple[MeasuredLine, ...] = ()
    label: MeasuredLine | None = None
    recipients: tuple[MeasuredLine, ...] = ()
    authority: tuple[MeasuredLine, ...] = ()
    signer: MeasuredLine | None = None
    enclosed: tuple[MeasuredLine, ...] = ()  # text of a plan that a decision issues, after the decision's signature
    annex_labels: tuple[MeasuredLine, ...] = ()
    annex_titles: tuple[MeasuredLine, ...] = ()
    annex_notes: tuple[MeasuredLine, ...] = ()
    stamps: frozenset[int] = field(default_factory=frozenset)

    @property
    def text(self) -> tuple[MeasuredLine, ...]:
        """All running text."""
        return (*self.body, *self.enclosed)

    @property
    def kind_name(self) -> str:
        """The printed kind, «KẾ HOẠCH»; «» for a công văn, or if no kind is printed."""
        return same_tone_style(self.kind.words.upper()) if self.kind is not None else ""

    @property
    def official_letter(self) -> bool:
        """Whether the document is a công văn, which names no kind."""
        return self.kind is None and (bool(self.subject) or self.addressed is not None)

    @property
    def issuer_name(self) -> str:
        return " ".join(line.words for line in self.issuer)
