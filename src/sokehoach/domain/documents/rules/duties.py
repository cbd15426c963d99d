"""Advice on agencies that the document gives work to but is not sent to (Mục II.9 a)."""

import re
from collections.abc import Iterator

from sokehoach.domain.documents.rules.finding import FormatFinding, Severity, clause, locate_line
from sokehoach.domain.documents.rules.roles import DocumentComponents
from sokehoach.domain.messages import say, say_count
from sokehoach.domain.plans.agencies import KnownAgency, find_groups, match_agencies
from sokehoach.domain.plans.reading import NotAPlanError, Reading, read_plan
from sokehoach.domain.text import fold_accents

_MIN_SIMILARITY = 0.75
_MAX_NAMED = 6  # agencies listed in one finding
# «Các sở, ban, ngành», «Như Điều 3», «Các đơn vị có tên trong Kế hoạch»: includes every agency with work.
_EVERYONE = re.compile(r"^(?:nhu (?:dieu|muc|tren)|cac (?:co quan|don vi)|.*(?:nhu kinh gui|co lien quan|thuc hien))")
_DEPARTMENTS = re.compile(r"^(?:cac )?(?:so|ban|nganh|phong)\b.*[,;].*|^cac (?:so|phong|ban)\b|phong,? ban")
_COMMUNES = re.compile(r"\b(?:xa|phuong|thi tran|huyen)\b")
_LEVEL = re.compile(r"\b(?:tinh|thanh pho|huyen|quan|xa|phuong|thi tran)\b")
_DEPARTMENT = re.compile(r"^(?:cac )?(?:so|ban|phong|van phong|cong an|trung tam|thanh tra|bo chi huy|ban chi huy)\b")


def check_assigned_and_sent(roles: DocumentComponents) -> Iterator[FormatFinding]:
    """Mục II.9 a: an agency with work is among the recipients; advice."""
    if roles.label is None or not roles.recipients:
        return
    try:
        reading = _read_duties(roles.document.text)
    except NotAPlanError:
        return
    recipient_names = [line.words.strip("-–+;. ") for line in roles.recipients]
    folded = [fold_accents(name) for name in recipient_names]
    if any(_EVERYONE.match(name) for name in folded):
        return
    agencies = [KnownAgency(str(index), name) for index, name in enumerate(recipient_names)]
    everyone = any(_DEPARTMENTS.search(name) for name in folded)
    communes = any(_COMMUNES.search(name) and "ubnd" in name for name in folded)
    groups = {group for name in recipient_names for group in find_groups(name)}
    missing: dict[str, str] = {}
    for duty in reading.duties:
        name = fold_accents(duty.agency)
        if name in missing or name in fold_accents(roles.issuer_name) or _EVERYONE.match(name):
            continue
        similar_names = (
            recipient_names[int(similar.code)]
            for similar in match_agencies(duty.agency, agencies)
            if similar.score >= _MIN_SIMILARITY
        )
        is_covered = (
            any(_is_same_level(name, fold_accents(other)) for other in similar_names)
            or (everyone and _DEPARTMENT.match(name) is not None)
            or bool(groups & set(find_groups(duty.agency)))
            or (communes and _COMMUNES.search(name) is not None)
        )
        if not is_covered:
            missing[name] = duty.agency
    if missing:
        names = list(missing.values())
        left = len(names) - _MAX_NAMED
        more = say_count(" và %(n)s nơi khác", left, n=left) if left > 0 else ""
        yield FormatFinding(
            Severity.ADVICE,
            "assigned_not_sent",
            clause("II.9", "a"),
            locate_line(roles.label),
            say(
                "được giao nhiệm vụ nhưng không có trong «Nơi nhận»: %(names)s%(more)s",
                names="; ".join(names[:_MAX_NAMED]),
                more=more,
            ),
            say("ghi vào «Nơi nhận» để thực hiện"),
        )


def _read_duties(text: str) -> Reading:
    """A letter without headings gives work, too: it is read as one part."""
    try:
        return read_plan(text)
    except NotAPlanError:
        return read_plan(f"I. NỘI DUNG\n{text}")


def _is_same_level(name: str, other: str) -> bool:
    """Whether the names are of the same level: «UBND tỉnh» is not «UBND các xã», however similar the words."""
    levels, other_levels = set(_LEVEL.findall(name)), set(_LEVEL.findall(other))
    return not levels or not other_levels or bool(levels & other_levels)
