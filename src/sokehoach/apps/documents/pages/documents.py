"""The page of a document: laid out as on paper, each figure with a link to its source."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from sokehoach.apps.accounts.models import User
from sokehoach.apps.consolidation.permissions import may_view
from sokehoach.apps.documents import permissions
from sokehoach.apps.documents.models import Delivery, OfficialDocument
from sokehoach.apps.documents.pages.dispatches import EdxmlProblems, find_edxml_problems
from sokehoach.apps.documents.queries import dispatches
from sokehoach.apps.documents.queries.documents import (
    find_other_checker,
    find_signer,
    get_content,
    lacks_office_signature,
    list_allowed_steps,
    list_documents,
    suggest_paper_signer,
)
from sokehoach.apps.indicators.queries.elements import list_elements
from sokehoach.apps.orgunits.models import Unit
from sokehoach.apps.plans.models import Item, Plan
from sokehoach.apps.plans.queries.clauses import ClauseWork, list_reporting_paths
from sokehoach.domain.documents import document_workflow, paragraph_text
from sokehoach.domain.documents.content import (
    Banner,
    Block,
    Document,
    Heading,
    Missing,
    Paragraph,
    Picture,
    Reference,
    Row,
    Run,
    Table,
    Text,
)
from sokehoach.domain.documents.document_workflow import DocumentRole, DocumentState
from sokehoach.domain.documents.kinds import DocumentKind
from sokehoach.domain.documents.parts import MOTTO, NATION, SignatureBlock, format_addressee_lines
from sokehoach.domain.policy.groups import is_confidential
from sokehoach.domain.text import capitalize_first

_LINE_LENGTH = 90  # characters in a line of the text box


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Text of one style. `url`: the page of the figure, «» for plain text."""

    text: str
    url: str = ""
    missing: bool = False
    bold: bool = False
    italic: bool = False


TextSpans = tuple[TextSpan, ...]


@dataclass(frozen=True, slots=True)
class DraftParagraph:
    """A paragraph as it is edited: `text` with a field {1}, {2} … for each of the `figures`.

    `number`: of the paragraph in the body, from 1. `error`: why the typed text is refused. `dropped`: numbers of the
    figures that the typed text leaves out, for the editor to confirm.
    """

    number: int
    text: str
    figures: tuple[TextSpan, ...] = ()
    error: str = ""
    dropped: tuple[int, ...] = ()

    @property
    def rows(self) -> int:
        """Height of the text box in rows, for browsers that do not fit it to the text."""
        return sum(1 + len(line) // _LINE_LENGTH for line in self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class PaperBlock:
    """`form`: heading, words, banner, caption or table. The cells of a table are in `head` and `rows`.

    `draft`: the paragraph as it is edited; None where its words are only shown.
    """

    form: str
    pieces: TextSpans = ()
    level: int = 0
    head: tuple[tuple[TextSpans, ...], ...] = ()
    rows: tuple[tuple[TextSpans, ...], ...] = ()
    draft: DraftParagraph | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """The printed lines of a document. `signers`: the signer, after the one on the left in a record (biên bản)."""

    superior: tuple[str, ...]
    issuer: tuple[str, ...]
    nation: str
    motto: str
    number: str
    subject_line: str
    day: str
    kind: str
    title: str
    addressees: tuple[str, ...]
    blocks: tuple[PaperBlock, ...]
    lead: str
    last_words: str
    recipients: tuple[str, ...]
    signers: tuple[SignatureBlock, ...]


type UrlBuilder = Callable[[tuple[Reference, ...]], str]


def build_paper(document: Document, build_url: UrlBuilder) -> Paper:
    """Builds the paper without its annexes, which are in the file."""
    head = document.letterhead
    return Paper(
        superior=_to_upper(head.superior),
        issuer=_to_upper(head.issuer),
        nation=NATION,
        motto=MOTTO,
        number=head.number_line,
        subject_line="" if document.kind else f"V/v {document.title}",
        day=head.day_line,
        kind=document.kind.upper(),
        title=document.title,
        addressees=format_addressee_lines(document.addressees),
        blocks=tuple(_build_blocks((*document.preamble, *document.blocks), build_url)),
        lead=document.lead,
        last_words=document.last_words,
        recipients=document.recipients.lines(as_above=bool(document.addressees)),
        signers=tuple(
            SignatureBlock(_to_upper(block.authority), block.name)
            for block in (document.beside, document.signature)
            if block
        ),
    )


def build_draft_paragraphs(document: Document, build_url: UrlBuilder) -> list[DraftParagraph]:
    """The paragraphs of the body as they are edited, in order."""
    return [
        DraftParagraph(
            number,
            paragraph_text.render_paragraph(paragraph),
            _build_spans(paragraph_text.list_fields(paragraph), build_url),
        )
        for number, paragraph in enumerate(paragraph_text.list_body_paragraphs(document), 1)
    ]


def build_draft_paper(document: Document, build_url: UrlBuilder, paragraphs: Sequence[DraftParagraph]) -> Paper:
    """The paper with the paragraphs of its body to be edited."""
    paper, drafts = build_paper(document, build_url), iter(paragraphs)
    shown_only = sum(1 for _ in _build_blocks(document.preamble, build_url))
    body = (
        replace(block, draft=next(drafts)) if block.form == "words" else block for block in paper.blocks[shown_only:]
    )
    return replace(paper, blocks=(*paper.blocks[:shown_only], *body))


def get_url_builder(user: User, area: Unit | None) -> UrlBuilder:
    """A function from references to the page of the figure, «» where there is none. One query. It gives «» for every
    figure where the account may not see those of the area.
    """
    if area is None or not may_view(user, area):
        return lambda references: ""
    element_by_code = list_elements(user=user)

    def build_url(references: tuple[Reference, ...]) -> str:
        reference = next(
            (
                reference
                for reference in references
                if reference.operand.element in element_by_code and not reference.unit
            ),
            None,
        )
        if reference is None:
            return ""
        element = element_by_code[reference.operand.element]
        address = reverse("consolidation:figure", args=[area.code, reference.period, element.form, element.uid])
        return f"{address}?{urlencode({'phan-to': reference.operand.disaggregation})}"

    return build_url


def _build_blocks(blocks: Iterable[Block], build_url: UrlBuilder) -> Iterator[PaperBlock]:
    for block in blocks:
        match block:
            case Heading(level, number, text):
                title = text.upper() if level == 1 else text
                yield PaperBlock("heading", (TextSpan(f"{number} {title}".strip()),), level=level)
            case Paragraph(runs):
                yield PaperBlock("words", _build_spans(runs, build_url))
            case Banner(text):
                yield PaperBlock("banner", (TextSpan(text),))
            case Picture(caption=caption):
                yield PaperBlock("caption", (TextSpan(caption),))
            case Table():
                if block.caption:
                    yield PaperBlock("caption", (TextSpan(block.caption),))
                yield PaperBlock(
                    "table",
                    head=_build_cells(block.head, build_url),
                    rows=_build_cells(block.rows, build_url),
                )
                yield from (PaperBlock("caption", (TextSpan(note),)) for note in block.notes)


def _build_cells(rows: tuple[Row, ...], build_url: UrlBuilder) -> tuple[tuple[TextSpans, ...], ...]:
    return tuple(tuple(_build_spans(cell.runs, build_url) for cell in row.cells) for row in rows)


def _build_spans(runs: Iterable[Run], build_url: UrlBuilder) -> TextSpans:
    return tuple(
        TextSpan(run.text, bold=run.bold, italic=run.italic)
        if isinstance(run, Text)
        else TextSpan(run.text, build_url(run.references), isinstance(run, Missing))
        for run in runs
    )


def _to_upper(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(line.upper() for line in lines)


def build_page_context(user: User, row: OfficialDocument, day: date) -> Mapping[str, Any]:
    """The template context of a document's page."""
    roles, document = permissions.get_document_roles(user, row), get_content(row)
    is_clerk = DocumentRole.CLERK in roles
    steps = list_allowed_steps(user, row)
    waits_for_other = "check" in steps and user.pk == row.drafted_by_id and find_other_checker(row, day) is not None
    if waits_for_other:
        steps -= {"check"}
    is_issued = row.current_state in document_workflow.ISSUED_STATES
    edxml = _find_edxml_state(row, is_issued=is_issued) if is_clerk and not is_confidential(row.function) else None
    return {
        "document": row,
        "paper": build_paper(document, get_url_builder(user, row.area)),
        "annexes": document.annexes,
        "files": row.files.defer("content").select_related("added_by"),
        "steps": [
            (capitalize_first(document_workflow.DocumentAction(step.action).label_vi), step)
            for step in row.steps.select_related("by")
        ],
        "may": steps,
        "paper_signer": suggest_paper_signer(user, row, day) if "sign" in steps and row.number else None,
        "waits_for_other": waits_for_other,
        "lacks_signer": bool(roles)
        and row.current_state is DocumentState.TO_SIGN
        and "sign" not in steps
        and find_signer(row, day) is None,
        "names": is_clerk and not is_issued,
        "clerk": is_clerk,
        "lacks_seal": is_clerk and lacks_office_signature(row),
        "edxml": edxml,
        "is_issued": is_issued,
        "edits_addresses": edxml is not None and permissions.may_edit_addresses(user),
        "deliveries": [
            (delivery, is_late, permissions.may_receive(user, delivery))
            for delivery, is_late in dispatches.list_deliveries(row, day)
        ],
        "unnamed": dispatches.list_unnamed_units(row) if roles else [],
    }


def _find_edxml_state(row: OfficialDocument, *, is_issued: bool) -> EdxmlProblems | None:
    """What a package lacks, before the document is issued as well: asking for it takes time. None where no recipient
    gets one and it could not be made: then nobody needs what is missing.
    """
    is_sent_as_package = row.deliveries.filter(way=Delivery.Way.EDXML).exists()
    if not is_issued and not is_sent_as_package:
        return None
    problems = find_edxml_problems(row)
    return problems if is_sent_as_package or not problems.blocking else None


def list_clause_documents(plan: Plan, user: User, paths: frozenset[str], items: Sequence[Item]) -> Iterable[ClauseWork]:
    """Yields the reports that the account may open, the newest first, once for each reporting clause."""
    report_paths = list_reporting_paths(items)
    if not report_paths:
        return
    for row in list_documents(user):
        if row.plan_id != plan.pk or row.kind != DocumentKind.REPORT:
            continue
        label = str(row)
        for path in report_paths:
            yield ClauseWork(path, "document", label, reverse("documents:page", args=[row.pk]), row.get_state_display())
