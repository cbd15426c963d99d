"""Items «2. Cơ quan chủ trì, phối hợp» with the names below them, which lead all tasks of the items before."""

import re
from array import array
from collections.abc import Iterator

from sokehoach.domain.plans.assignment import Duty
from sokehoach.domain.plans.headings import LEAD, SUPPORT, WHEN, is_about_aims, is_label
from sokehoach.domain.plans.layers import is_below
from sokehoach.domain.plans.leads import build_task_duty, names_lead_only
from sokehoach.domain.plans.outline import Block
from sokehoach.domain.plans.passages import Passage
from sokehoach.domain.plans.roles import AgencyRoles, parse_roles
from sokehoach.domain.plans.sentences import parse_agency_order, trim_name
from sokehoach.domain.plans.trailing_leads import parse_passive

_LEAD_TITLE = re.compile(
    r"(?:(?:các )?(?:cơ quan|đơn vị|bộ phận) )?(?:chủ trì|chịu trách nhiệm|phụ trách)"
    r"(?:,? (?:và )?(?:cơ quan |đơn vị )?(?:phối hợp|thực hiện|chủ trì|tham mưu)){0,3}"
    r"|(?:cơ quan|đơn vị) thực hiện"
)
_SUPPORT_TITLE = re.compile(r"(?:(?:các )?(?:cơ quan|đơn vị|bộ phận) )?phối hợp(?: thực hiện)?")
# A converter tears syllables apart: «chủ tr ì»; a token without a vowel is no word.
_TORN = re.compile(r"(?<!\w)([bcdđghklmnpqrstvx]{1,3}) (?=[^\W\d_])")
_ORGANISATION = "tổ chức"  # in a list of names a noun: «…; các tổ chức chính trị - xã hội»
_MOST_NAMES = 40  # blocks below such a title


def parse_lead_blocks(blocks: list[Block]) -> Iterator[tuple[Block, list[Duty]]]:
    """The blocks whose duties such items determine, each with its duties: those of the names themselves are none."""
    start = 0
    for at, block in enumerate(blocks):
        if not block.numbered or _LEAD_TITLE.fullmatch(_read_title(block)) is None:
            continue
        if any(_LEAD_TITLE.fullmatch(_read_title(heading)) for heading in block.headings):
            continue
        section = _list_section(blocks, at)
        tasks = _list_tasks(blocks[start:at], block)
        start = at + 1 + len(section)
        section_names = _parse_section(section)
        if section_names is None or not tasks:
            continue
        lead, partners = section_names
        roles = AgencyRoles(0, lead, partners, _find_when(blocks, start, block))
        yield from ((item, []) for item in (block, *section))
        yield from ((task, [build_task_duty(task, lead, roles, signs=("lead",))]) for task in tasks)


def _read_title(block: Block) -> str:
    return _TORN.sub(r"\1", block.body.lower.strip(" .:"))


def _list_section(blocks: list[Block], at: int) -> list[Block]:
    """The blocks below the item: its sub-items and bullets."""
    section: list[Block] = []
    for block in blocks[at + 1 : at + 1 + _MOST_NAMES]:
        if not any(heading is blocks[at] for heading in block.headings):
            break
        section.append(block)
    return section


def _list_tasks(earlier_blocks: list[Block], lead: Block) -> list[Block]:
    """The smallest items before the title under the same heading, since the last such title."""
    parent = lead.headings[-1] if lead.headings else None
    first = next((at + 1 for at in range(len(earlier_blocks) - 1, -1, -1) if earlier_blocks[at] is parent), 0)
    inner_blocks = [
        block for block in earlier_blocks[first:] if parent is None or any(head is parent for head in block.headings)
    ]
    return [
        block
        for at, block in enumerate(inner_blocks)
        if block.is_readable
        and block.headings
        and not block.is_introduction
        and not is_about_aims(block)
        and not is_label(block)
        and parse_passive(block.body) is None
        and not (at + 1 < len(inner_blocks) and _has_items(block, inner_blocks[at + 1]))
    ]


def _has_items(block: Block, following: Block) -> bool:
    """Whether items follow below the block; a further paragraph of it is none."""
    return is_below(block, following) and (following.numbered or following.level > 0)


def _parse_section(section: list[Block]) -> tuple[Passage, tuple[str, ...]] | None:
    """The leads and partners named below the title; None if the items give work of their own."""
    leads: list[Passage] = []
    partners: list[str] = []
    is_support = False
    for block in section:
        title = _read_title(block)
        if _LEAD_TITLE.fullmatch(title) or _SUPPORT_TITLE.fullmatch(title):
            is_support = _LEAD_TITLE.fullmatch(title) is None
            continue
        label = LEAD.match(title + ":") or SUPPORT.match(title + ":")
        colon = block.body.text.find(":") + 1 if label is not None else 0
        if SUPPORT.match(title) or (label is not None and leads):
            is_support = True
        order = parse_agency_order(block.body.part(colon))
        if order is not None and not names_lead_only(order.duty) and not order.duty.lower.startswith(_ORGANISATION):
            return None
        name = trim_name(block.body.part(colon))
        if not name.text or name.text.startswith("("):
            continue
        if is_support:
            partners.append(name.text)
        else:
            leads.append(name)
    return (_join_names(leads), tuple(partners)) if leads else None


def _join_names(names: list[Passage]) -> Passage:
    """«Sở Y tế; Công an tỉnh» of names on lines of their own; a separator has the offset of the letter before it."""
    text, offsets = names[0].text, array("l", names[0].offsets)
    for name in names[1:]:
        text += f"; {name.text}"
        offsets.extend((offsets[-1], offsets[-1]))
        offsets.extend(name.offsets)
    return Passage(text, offsets)


def _find_when(blocks: list[Block], at: int, lead: Block) -> Passage | None:
    """The time in the item after the names: «3. Thời gian thực hiện: quý I»."""
    if at >= len(blocks) or blocks[at].headings != lead.headings or WHEN.match(_read_title(blocks[at])) is None:
        return None
    roles = parse_roles(blocks[at].body)
    return roles.when if roles is not None else None
