"""What the reader and the proposals make of the plans that somebody else wrote (tests/golden/labels/written).

Printed as tests/golden/printed/written_plans.txt: of each plan its items, what is proposed for a programme and where
persons are found, then what is read otherwise where its lines are broken at a width, as in the text of a PDF.
"""

import textwrap
from collections.abc import Iterator
from dataclasses import asdict

from bench.bench_programmes import build_plan

from sokehoach.adapters.readers.txt.plain import read_text
from sokehoach.domain.plans.annexes import list_annexes
from sokehoach.domain.plans.header import find_place
from sokehoach.domain.plans.partners import find_partners
from sokehoach.domain.plans.passages import Passage, fold_passage
from sokehoach.domain.plans.proposals.measures import parse_target
from sokehoach.domain.plans.proposals.proposal import ProgrammeProposal, to_json
from sokehoach.domain.plans.proposals.propose import propose_programme
from sokehoach.domain.plans.reading import NotAPlanError, read_plan
from sokehoach.domain.plans.reading import to_json as reading_to_json
from sokehoach.domain.plans.sentences import find_agency_order, parse_agency_order
from sokehoach.domain.plans.trailing_leads import parse_passive, parse_trailing_lead
from sokehoach.domain.plans.unlisted_subjects import parse_unknown_subject
from sokehoach.domain.privacy import scan_text
from tests.domain.plans import short_heads, short_plans
from tests.domain.plans.printing import format_item, format_value
from tests.domain.privacy.printing import mark
from tests.golden.labels import written

WIDTH = 84  # letters of a line of a PDF


def print_written_plans() -> Iterator[str]:
    for name in written.NAMES:
        yield from print_plan(name)


def print_short_plans() -> Iterator[str]:
    for name, text in short_plans.PLANS.items():
        yield from print_text(name, text)


def print_short_heads() -> Iterator[str]:
    """Of each head and end what the header says; of each target what it counts; a plan of names in rows."""
    for name, text in short_heads.list_plans():
        document, *items = print_reading(text)
        yield f"{name}{document}; place: {find_place(text)}"
        if name.startswith("end"):
            yield from items[5:]  # without the outline and two duties, which are the same in all
    for text, unit, before, after in short_heads.MEASURES:
        measure = parse_target(text, unit=unit, text_before=before, text_after=after)
        yield f"{before}[{text}]{after}, {unit}: {format_item(asdict(measure))}"
    for text in short_heads.ORDERS.splitlines():
        partners = "; ".join(find_partners(fold_passage(text)))
        yield f"{text}: {', '.join(list_orders(fold_passage(text))) or 'no order'}{partners and f', with {partners}'}"
    yield from print_text("leads", short_plans.build_plan(short_heads.LEADS))


def list_orders(text: Passage) -> Iterator[str]:
    for parse in (parse_agency_order, find_agency_order, parse_unknown_subject, parse_passive, parse_trailing_lead):
        if order := parse(text):
            asks = " asks" if order.request else ""
            yield f"{parse.__name__}{asks} [{order.agency.text}] [{order.duty.text}]"


def print_plan(name: str) -> Iterator[str]:
    text, _ = read_text((written.FOLDER / f"{name}.txt").read_bytes(), name=f"{name}.txt")
    yield from print_text(name, text)


def print_text(name: str, text: str) -> Iterator[str]:
    lines = [*print_reading(text)]
    yield from (f"== {name}", *lines, *print_proposals(text), *print_persons(text))
    yield "  with broken lines:"
    yield from (f"  {line}" for line in print_reading(break_lines(text)) if line not in lines)


def break_lines(text: str) -> str:
    """Rows of tables stay whole."""
    return "\n".join(
        line if "|" in line or len(line) <= WIDTH else textwrap.fill(line, WIDTH, break_on_hyphens=False)
        for line in text.split("\n")
    )


def print_reading(text: str) -> Iterator[str]:
    """Places are left out: they change with every line above."""
    try:
        reading = read_plan(text)
    except NotAPlanError as error:
        yield f"  no plan: {error}"
        return
    for kind, items in reading_to_json(reading).items():
        for item in [items] if kind == "document" else items:
            if kind == "unread":
                words = f"«{text[item['start'] : item['end']]}»"
            elif isinstance(item, str):
                words = item
            else:
                words = format_item({key: value for key, value in item.items() if key not in ("span", "text")})
            yield f"  {kind}: {' '.join(words.split())}"
    for table in list_annexes(text, max((clause.span.end for clause in reading.clauses), default=0)):
        yield f"  table: {table.title}; {table.rows}; {format_value(table.columns)}"


def print_persons(text: str) -> Iterator[str]:
    """The lines in which the filter of personal data finds something."""
    for line in text.split("\n"):
        line = line.strip()
        if hits := scan_text(line):
            yield f"  person: {mark(line, hits)}"


def print_proposals(text: str) -> Iterator[str]:
    plan = build_plan(text, reading_to_json(read_plan(text)))
    for proposal in propose_programme(plan):
        yield f"  proposed: {format_proposal(proposal)}"


def format_proposal(proposal: ProgrammeProposal) -> str:
    content = proposal.content
    item = {"name": content.name, "denominator": content.denominator, "unit": content.unit, **to_json(content)}
    return (
        f"{proposal.key} {proposal.path}, {proposal.likelihood}: {format_item(item)}"
        f"{f'; why: {proposal.reason}' if proposal.reason else ''}"
        f"{f'; or {format_value(list(proposal.alternatives))}' if proposal.alternatives else ''}"
    )
