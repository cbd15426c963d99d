"""The canonical JSON of a programme with other codes, wherever it names what has them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sokehoach.adapters.programme_files import uids
from sokehoach.adapters.programme_files.canonical import canonicalize, parse_definition
from sokehoach.adapters.slow_work import slow_work
from sokehoach.domain.programmes.renaming import Renamings

_KINDS = {"elements": "element", "forms": "form", "indicators": "indicator"}


@slow_work
def rename_definition(plain: Mapping[str, Any], renamings: Renamings) -> dict[str, Any]:
    """`plain`: canonical JSON that is loaded already; so is what comes out."""
    programme = parse_definition(plain)
    names = {kind: {code: code for code in codes} for kind, codes in uids.list_codes(programme).items()}
    for section, kind in _KINDS.items():
        names[kind] |= renamings.get(section, {})
    programme = uids.replace_codes(programme, names)
    sections: dict[str, Any] = {section: tuple(_take_uid(getattr(programme, section))) for section in _KINDS}
    outlines, roles = renamings.get("reports", {}), renamings.get("roles", {})
    programme = replace(
        programme,
        **sections,
        roles=tuple(replace(role, code=roles.get(role.code, role.code)) for role in programme.roles),
        reports=tuple(
            replace(
                report,
                outline=replace(report.outline, code=outlines.get(report.outline.code, report.outline.code)),
                follows=outlines.get(report.follows, report.follows),
            )
            for report in programme.reports
        ),
        reporting_schedules=tuple(
            replace(schedule, outlines=tuple(outlines.get(code, code) for code in schedule.outlines))
            for schedule in programme.reporting_schedules
        ),
    )
    renamed: dict[str, Any] = json.loads(canonicalize(programme).text)
    return renamed


def _take_uid(items: Iterable[Any]) -> Iterable[Any]:
    return (replace(item, code=item.uid) for item in items)
