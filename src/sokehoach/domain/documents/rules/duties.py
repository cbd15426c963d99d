"""Agencies that the document gives work to and that it is not sent to: advice (Mục II.9 a)."""

import re
from collections.abc import Iterator

from sokehoach.domain.documents.rules.finding import Finding, Severity, clause, place
from sokehoach.domain.documents.rules.roles import Roles
from sokehoach.domain.plans.agencies import KnownAgency, groups_of, likeness
from sokehoach.domain.plans.reading import NotAPlan, read
from sokehoach.domain.text import fold

_ALIKE = 0.75
_NAMED = 6  # agencies that one finding names
# «Các sở, ban, ngành», «Như Điều 3», «Các đơn vị có tên trong Kế hoạch»: whoever has work is among them.
_EVERYONE = re.compile(
    r"^(?:nhu (?:dieu|muc|tren)|cac (?:co quan|don vi)|.*(?:nhu kinh gui|co lien quan|thuc hien))"
)
_DEPARTMENTS = re.compile(r"^(?:cac )?(?:so|ban|nganh|phong)\b.*[,;].*|^cac (?:so|phong|ban)\b|phong,? ban")
_COMMUNES = re.compile(r"\b(?:xa|phuong|thi tran|huyen)\b")
_LEVEL = re.compile(r"\b(?:tinh|thanh pho|huyen|quan|xa|phuong|thi tran)\b")
_DEPARTMENT = re.compile(
    r"^(?:cac )?(?:so|ban|phong|van phong|cong an|trung tam|thanh tra|bo chi huy|ban chi huy)\b"
)


def check_assigned_and_sent(roles: Roles) -> Iterator[Finding]:
    """Mục II.9 a: an agency with work that is not among the recipients; advice."""
    if roles.label is None or not roles.recipients:
        return
    try:
        reading = read(roles.document.text)
    except NotAPlan:
        return
    sent = [line.words.strip("-–+;. ") for line in roles.recipients]
    folded = [fold(name) for name in sent]
    if any(_EVERYONE.match(name) for name in folded):
        return
    known = [KnownAgency(str(at), name) for at, name in enumerate(sent)]
    everyone = any(_DEPARTMENTS.search(name) for name in folded)
    communes = any(_COMMUNES.search(name) and "ubnd" in name for name in folded)
    groups = {group for name in sent for group in groups_of(name)}
    missing: dict[str, str] = {}
    for duty in reading.duties:
        name = fold(duty.agency)
        if name in missing or name in fold(roles.issuer_name) or _EVERYONE.match(name):
            continue
        alike = (sent[int(one.code)] for one in likeness(duty.agency, known) if one.score >= _ALIKE)
        covered = (
            any(_one_level(name, fold(other)) for other in alike)
            or (everyone and _DEPARTMENT.match(name) is not None)
            or bool(groups & set(groups_of(duty.agency)))
            or (communes and _COMMUNES.search(name) is not None)
        )
        if not covered:
            missing[name] = duty.agency
    if missing:
        names = list(missing.values())
        more = f" và {len(names) - _NAMED} nơi khác" if len(names) > _NAMED else ""
        yield Finding(
            Severity.ADVICE, "assigned_not_sent", clause("II.9", "a"), place(roles.label),
            f"được giao nhiệm vụ nhưng không có trong «Nơi nhận»: {'; '.join(names[:_NAMED])}{more}",
            "ghi vào «Nơi nhận» để thực hiện",
        )  # fmt: skip


def _one_level(name: str, other: str) -> bool:
    """«UBND tỉnh» is not «UBND các xã», however alike the words."""
    levels, others = set(_LEVEL.findall(name)), set(_LEVEL.findall(other))
    return not levels or not others or bool(levels & others)
