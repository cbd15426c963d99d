"""The components of a document's layout (NĐ 30/2020, Phụ lục I, Mục IV): which paragraph is which."""

from dataclasses import dataclass, field

from sokehoach.domain.documents.rules.measured import Line, Measured
from sokehoach.domain.text import same_tone_style


@dataclass(slots=True)
class Roles:
    """The document and its components; a tuple or None is empty where the component was not found."""

    document: Measured
    nation: Line | None = None
    motto: Line | None = None
    party: bool = False
    superior: tuple[Line, ...] = ()
    issuer: tuple[Line, ...] = ()
    number: Line | None = None
    day: Line | None = None
    kind: Line | None = None
    abstract: tuple[Line, ...] = ()
    subject: tuple[Line, ...] = ()
    attached: Line | None = None
    addressed: Line | None = None
    addressees: tuple[Line, ...] = ()
    basis: tuple[Line, ...] = ()
    body: tuple[Line, ...] = ()
    label: Line | None = None
    recipients: tuple[Line, ...] = ()
    authority: tuple[Line, ...] = ()
    signer: Line | None = None
    enclosed: tuple[
        Line, ...
    ] = ()  # of a plan that a decision issues: its text, after the decision's signature
    annex_labels: tuple[Line, ...] = ()
    annex_titles: tuple[Line, ...] = ()
    annex_notes: tuple[Line, ...] = ()
    stamps: frozenset[int] = field(default_factory=frozenset)

    @property
    def text(self) -> tuple[Line, ...]:
        """All that is running text."""
        return (*self.body, *self.enclosed)

    @property
    def kind_name(self) -> str:
        """«KẾ HOẠCH»; «» for a công văn and where no kind is printed."""
        return same_tone_style(self.kind.words.upper()) if self.kind is not None else ""

    @property
    def official_letter(self) -> bool:
        """A công văn: it names no kind."""
        return self.kind is None and (bool(self.subject) or self.addressed is not None)

    @property
    def issuer_name(self) -> str:
        return " ".join(line.words for line in self.issuer)
