"""Schemes: from the pack, and versions that officials add with their basis."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.permissions import Action
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.audit.services import Done, Json, write
from sokehoach.apps.registers.assessment.models import Scheme
from sokehoach.apps.registers.assessment.selectors.schemes import described, used_on
from sokehoach.apps.shell.outcomes import Invalid
from sokehoach.domain.registers import assessment as domain


@write("schemes.keep")
def keep(*, schemes: Sequence[domain.Scheme], by: User | str, at: datetime) -> Done:
    """A version that is already there is said anew, so a pack may be loaded again."""
    for one in schemes:
        told = _columns(one)
        Scheme.objects.update_or_create(
            code=one.code, valid_from=one.valid_from, defaults=told, create_defaults=told | {"added_at": at}
        )
    return Done(subject="pack:schemes", detail={"written": len(schemes)})


@write("scheme.add")
def add(
    *,
    name: str,
    basis: str,
    valid_from: date,
    threshold: int,
    points: Mapping[str, int],
    illustrative: bool,
    by: User,
    at: datetime,
) -> Done:
    """A new version of the scheme in use: other points and threshold for the same contents.

    404 for who reviews nobody's reports; Invalid by field: nothing may be scored beyond what it can reach.
    """
    if not scope_of(by, at.date()).anywhere(Action.REPORT_REVIEW):
        raise Http404
    now = described(used_on(at.date()))
    contents = tuple(
        domain.Content(one.code, one.name, points.get(one.code, 0), one.registers) for one in now.contents
    )
    wrong: dict[str, list[str]] = {}
    if any(content.most < 1 for content in contents):
        wrong["points"] = [_("Mỗi nội dung có ít nhất 1 điểm.")]
    if not 0 < threshold <= sum(content.most for content in contents):
        wrong["threshold"] = [_("Điểm đạt phải từ 1 đến tổng điểm của các nội dung.")]
    if Scheme.objects.filter(code=now.code, valid_from=valid_from).exists():
        wrong["valid_from"] = [_("Đã có thang điểm dùng từ ngày này.")]
    if not basis.strip():
        wrong["basis"] = [_("Ghi căn cứ của thang điểm.")]
    if wrong:
        raise Invalid(wrong)
    made = domain.Scheme(
        now.code,
        name.strip() or now.name,
        valid_from,
        basis.strip(),
        basis.strip(),
        illustrative,
        threshold,
        contents,
    )
    row = Scheme.objects.create(
        **_columns(made), code=made.code, valid_from=valid_from, added_by=by, added_at=at
    )
    return Done(
        subject=f"scheme:{row.pk}",
        unit=by.unit.code,
        detail={"from": f"{valid_from}"},
        answer={"scheme": row.pk},
    )


def _columns(one: domain.Scheme) -> dict[str, Json]:
    return {
        "name": one.name,
        "basis": one.basis,
        "source": one.source,
        "illustrative": one.illustrative,
        "threshold": one.threshold,
        "contents": [
            {"code": c.code, "name": c.name, "most": c.most, "registers": [*c.registers]}
            for c in one.contents
        ],
    }
