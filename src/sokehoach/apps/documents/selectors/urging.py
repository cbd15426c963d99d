"""The công văn đôn đốc of an office: from its outline's frame and the reports that it waits for."""

from collections import defaultdict
from datetime import date

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from sokehoach.adapters import docx
from sokehoach.apps.accounts.models import User
from sokehoach.apps.accounts.selectors.scopes import scope_of
from sokehoach.apps.documents.models import ReportOutline
from sokehoach.apps.documents.selectors import outlines
from sokehoach.apps.orgunits.selectors import units
from sokehoach.apps.reporting.permissions import reviewable
from sokehoach.apps.reporting.selectors import obligations
from sokehoach.apps.reporting.selectors.obligations import Expected
from sokehoach.domain.documents import urging
from sokehoach.domain.documents.parts import Letterhead, OpenDay, Recipients, SignatureBlock
from sokehoach.domain.documents.urging import Overdue
from sokehoach.domain.periods.period import name_vi, parse


def waited_for(user: User, period: str, day: date) -> tuple[Overdue, ...]:
    """By form and day the units that are overdue to this account's office; none for an account that reviews nothing."""
    scope = scope_of(user, day)
    late: dict[tuple[str, date], list[Expected]] = defaultdict(list)
    for one in obligations.followed(user, period, day).others:
        if one.overdue_days and not one.first_sent and one.unit.pk in reviewable(scope, one.function):
            late[one.form, one.due].append(one)
    return tuple(
        Overdue(code, rows[0].name, due, tuple(row.unit.letterhead or row.unit.name for row in rows))
        for (code, due), rows in late.items()
    )


def file_for(user: User, *, period: str, day: date) -> bytes:
    """The letter as DOCX; 404 where the account's unit issues no report, or nobody is late to it."""
    row = next((row for row in outlines.outlines_for(user) if row.issuer_id == user.unit_id), None)
    late = waited_for(user, period, day)
    if row is None or not late:
        raise Http404
    return docx.write(
        urging.letter(
            overdue=late,
            period=name_vi(parse(period)),
            day=day,
            letterhead=_letterhead(row, day),
            signature=SignatureBlock(authority=tuple(row.definition["authority"])),
            recipients=Recipients(copies=tuple(row.definition["copies"]), filed=row.definition["filed"]),
            notice=_("Bản trình diễn: số liệu và tên cán bộ là giả định.") if settings.DEMONSTRATION else "",
        )
    )


def _letterhead(row: ReportOutline, day: date) -> Letterhead:
    """A công văn has no type in its symbol: «/BC-LĐTBXH» becomes «/LĐTBXH» (NĐ 30/2020, Phụ lục III.I)."""
    told = row.definition
    names = {unit.code: unit.letterhead or unit.name for unit in units.known_by(day)}
    return Letterhead(
        superior=(names[told["superior"]],),
        issuer=(row.issuer.letterhead,),
        symbol="/" + told["symbol"].removeprefix("/").partition("-")[2],
        number=None,
        place=told["place"],
        day=OpenDay(day.year),
    )
