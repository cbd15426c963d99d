"""Check a licence holder's sanction against the penalty frame in force on the day of the act.

The table is data (law.md 5: NĐ 167/2013 until 31/12/2021, NĐ 144/2021 from 1/1/2022, NĐ 282/2025 from 15/12/2025) and
incomplete: an act without an entry is «chưa có khung phạt». The result is advice; whoever signs decides.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day


class Subject(StrEnum):
    """Who committed the act. A visit records only acts of the licence holder (limits.md, 2)."""

    HOLDER = "holder"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Frame:
    """The penalty frame of a decree for an act, by the days on which the act was committed. Money in đồng."""

    act: str  # code
    name: str  # of the act, as printed
    decree: str  # «NĐ 144/2021/NĐ-CP»
    article: str  # «Điều 26»
    valid_from: date
    valid_to: date | None  # exclusive
    least: int
    most: int
    warning: bool = False  # a warning may replace the fine
    subject: Subject = Subject.HOLDER
    source: str = ""

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class Verdict(StrEnum):
    WITHIN = "within"
    BELOW = "below"
    ABOVE = "above"
    NO_WARNING = "no_warning"
    NO_FRAME = "no_frame"


@dataclass(frozen=True, slots=True)
class Advice:
    verdict: Verdict
    frame: Frame | None
    said_vi: str

    @property
    def fits(self) -> bool:
        return self.verdict is Verdict.WITHIN


def find_frame(frames: Iterable[Frame], act: str, day: date) -> Frame | None:
    """The frame of the act that was in force on the day; the newest one if officials added a second."""
    valid_frames = [frame for frame in frames if frame.act == act and frame.holds_on(day)]
    return max(valid_frames, key=lambda frame: frame.valid_from, default=None)


def judge_fine(frames: Iterable[Frame], *, act: str, amount: int, day: date) -> Advice:
    """Compare a fine in đồng with the frame in force on the day of the act."""
    frame = find_frame(frames, act, day)
    if frame is None:
        return _build_no_frame_advice(day)
    bounds = say(
        "khung %(least)s đến %(most)s đồng (%(article)s %(decree)s)",
        least=_format_dong(frame.least),
        most=_format_dong(frame.most),
        article=frame.article,
        decree=frame.decree,
    )
    if amount < frame.least:
        return Advice(Verdict.BELOW, frame, say("Thấp hơn %(bounds)s.", bounds=bounds))
    if amount > frame.most:
        return Advice(Verdict.ABOVE, frame, say("Cao hơn %(bounds)s.", bounds=bounds))
    return Advice(Verdict.WITHIN, frame, say("Trong %(bounds)s.", bounds=bounds))


def judge_warning(frames: Iterable[Frame], *, act: str, day: date) -> Advice:
    frame = find_frame(frames, act, day)
    if frame is None:
        return _build_no_frame_advice(day)
    if frame.warning:
        return Advice(
            Verdict.WITHIN,
            frame,
            say("%(article)s %(decree)s có hình thức cảnh cáo.", article=frame.article, decree=frame.decree),
        )
    return Advice(
        Verdict.NO_WARNING,
        frame,
        say("%(article)s %(decree)s không có hình thức cảnh cáo.", article=frame.article, decree=frame.decree),
    )


def _build_no_frame_advice(day: date) -> Advice:
    message = say(
        "Chưa có khung phạt cho hành vi này vào ngày %(day)s. Bổ sung khung kèm nguồn nếu có văn bản.",
        day=write_day(day),
    )
    return Advice(Verdict.NO_FRAME, None, message)


def _format_dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")
