"""Schemes: from the programme, and versions that officials add with their basis."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json, ServiceResult, write
from sokehoach.apps.registers.assessment.models import Scheme
from sokehoach.apps.registers.assessment.queries import build_scheme, get_scheme_on, may_add_scheme
from sokehoach.apps.shell.outcomes import InvalidInput, NotFoundError
from sokehoach.domain.messages import say
from sokehoach.domain.registers import assessment as domain


@write("schemes.keep")
def import_schemes(*, schemes: Sequence[domain.Scheme], by: User | str, at: datetime) -> ServiceResult:
    """A version that is already there is said anew, so a programme may be loaded again."""
    for scheme in schemes:
        columns = _build_columns(scheme)
        Scheme.objects.update_or_create(
            code=scheme.code,
            valid_from=scheme.valid_from,
            defaults=columns,
            create_defaults=columns | {"added_at": at},
        )
    return ServiceResult(subject="pack:schemes", detail={"written": len(schemes)})


@write("scheme.add")
def create_scheme(
    *,
    name: str,
    basis: str,
    valid_from: date,
    threshold: int,
    points: Mapping[str, int],
    illustrative: bool,
    by: User,
    at: datetime,
) -> ServiceResult:
    """A new version of the scheme in use: other points and threshold for the same contents.

    NotFoundError for who reviews nobody's reports; InvalidInput by field: nothing may be scored beyond what it can
    reach.
    """
    if not may_add_scheme(by, at.date()):
        raise NotFoundError
    current = build_scheme(get_scheme_on(at.date()))
    contents = tuple(
        domain.Content(content.code, content.name, points.get(content.code, 0), content.registers)
        for content in current.contents
    )
    errors: dict[str, list[str]] = {}
    if any(content.most < 1 for content in contents):
        errors["points"] = [say("Mỗi nội dung có ít nhất 1 điểm.")]
    if not 0 < threshold <= sum(content.most for content in contents):
        errors["threshold"] = [say("Điểm đạt phải từ 1 đến tổng điểm của các nội dung.")]
    if Scheme.objects.filter(code=current.code, valid_from=valid_from).exists():
        errors["valid_from"] = [say("Đã có thang điểm dùng từ ngày này.")]
    if not basis.strip():
        errors["basis"] = [say("Ghi căn cứ của thang điểm.")]
    if errors:
        raise InvalidInput(errors)
    scheme = domain.Scheme(
        current.code,
        name.strip() or current.name,
        valid_from,
        basis.strip(),
        basis.strip(),
        illustrative,
        threshold,
        contents,
    )
    row = Scheme.objects.create(
        **_build_columns(scheme), code=scheme.code, valid_from=valid_from, added_by=by, added_at=at
    )
    return ServiceResult(
        subject=f"scheme:{row.pk}",
        unit=by.unit.code,
        detail={"from": f"{valid_from}"},
        answer={"scheme": row.pk},
    )


def _build_columns(scheme: domain.Scheme) -> dict[str, Json]:
    return {
        "name": scheme.name,
        "basis": scheme.basis,
        "source": scheme.source,
        "illustrative": scheme.illustrative,
        "threshold": scheme.threshold,
        "contents": [
            {"code": c.code, "name": c.name, "most": c.most, "registers": [*c.registers]} for c in scheme.contents
        ],
    }
