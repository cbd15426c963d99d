"""Each agency of the plan does one thing that the plan asks of it, and finds it in its next report."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from sokehoach.apps.accounts.models import User
from sokehoach.apps.registers.core.services import entries
from sokehoach.apps.reporting.queries import sheets
from sokehoach.apps.reporting.queries.submissions import access_submission
from sokehoach.apps.reporting.services import submissions

pytestmark = pytest.mark.usefixtures("db", "demonstration")
AT = datetime(2021, 9, 20, 10, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
DAY = date(2021, 9, 14)  # the third quarter closes; the report is that of the second half
TALK: dict[str, Any] = {
    "day": DAY, "title": "Tuyên truyền phòng, chống mại dâm", "kind": "talk", "channel": "conference",
    "place": "hội trường", "people": 40, "women": 18, "items": None, "minutes": None, "audiences": ["residents"],
    "contents": ["law"], "languages": ["vietnamese"],
}  # fmt: skip
LESSON = {"kind": "lesson", "channel": "school", "audiences": ["pupils"], "people": 310, "women": 150}
BROADCAST = {
    "kind": "broadcast",
    "channel": "radio_tv",
    "people": None,
    "women": None,
    "items": 3,
    "minutes": 45,
}
# Clause, who, register, the line, the form, the cell, and the number that stands in it then.
DONE: list[tuple[str, str, str, dict[str, Any], str, str, int]] = [
    ("VI.1", "laodong", "activities", TALK, "05-LDTBXH", "E2", 40),
    ("VI.2", "congan", "lodging_checks", {"kind": "lodging", "places": 12, "guided": 3}, "02-CA", "B10", 12),
    ("VI.3", "yte", "health_checks",
     {"communes": 1, "due": 24, "checked": 20, "conditions": 3}, "03-YT", "A2.1", 20),
    ("VI.4", "taichinh", "budget_reviews",
     {"reviewed": "03289", "kind": "guidance", "result": "sound"}, "08-TCKH", "B3", 1),
    ("VI.5", "vanhoa", "web_proposals",
     {"title": "vidu.com", "ground": "soliciting", "sent_to": "Sở Thông tin và Truyền thông", "number": "45/VHTT"},
     "04-VHTT", "B2", 1),
    ("VI.6", "giaoduc", "activities", TALK | LESSON, "06-GDDT", "A3", 310),
    ("VI.7", "truyenthanh", "activities", TALK | BROADCAST, "07-TTTH", "A2", 45),
    ("VI.8", "mattran", "activities", TALK | {"kind": "integrated", "people": 55}, "09-MTTQ", "B2", 55),
    ("VI.9", "laodong", "meetings",
     {"title": "Họp quý III", "body": "steering_committee", "attended": 14, "number": "05/TB-BCĐ"},
     "05-LDTBXH", "A6", 1),
    ("VI.10", "xa03289", "activities", TALK | {"people": 61}, "01-XA", "B2", 61),
]  # fmt: skip


@pytest.mark.parametrize(
    ("clause", "who", "register", "line", "form", "cell", "number"), DONE, ids=[one[0] for one in DONE]
)
def test_what_an_agency_does_stands_in_its_report(
    clause: str, who: str, register: str, line: dict[str, Any], form: str, cell: str, number: int
) -> None:
    user = User.objects.select_related("unit").get(username=who)
    begun = submissions.open_submission(form=form, unit=user.unit, period="2021S2", by=user, at=AT)
    report = access_submission(user, UUID(str(begun.answer["id"])))
    before = sheets.build_sheet(report).line(cell)
    assert clause in {one for section in sheets.build_sheet(report).form.sections for one in section.clauses}
    done = entries.create_entry(register=register, unit=user.unit, values={"day": DAY} | line, by=user, at=AT)
    told = sheets.build_sheet(report).line(cell)
    assert (told.value, told.mark) == (number + int(before.answer.register or 0), "register")
    assert told.answer.measured is not None
    assert str(done.answer["id"]) in told.answer.measured.rows
