"""A calendar that other programs read."""

from datetime import UTC, date, datetime

from sokehoach.adapters.writers.ics import CalendarEvent, write

AT = datetime(2021, 6, 14, 2, 30, tzinfo=UTC)
TITLE = "Báo cáo 6 tháng đầu năm 2021, biểu 01-XA; hạn cuối của đơn vị: 16/06/2021, nhắc lại lần thứ hai"


def test_it_works() -> None:
    written = write("Hạn", [CalendarEvent("a@b", date(2021, 12, 31), TITLE, "http://x/")], at=AT)
    lines = written.replace(b"\r\n ", b"").decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert "DTSTAMP:20210614T023000Z" in lines
    assert {"DTSTART;VALUE=DATE:20211231", "DTEND;VALUE=DATE:20220101", "UID:a@b"} <= set(lines)
    assert "SUMMARY:" + TITLE.replace(";", "\\;").replace(",", "\\,") in lines
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_no_line_is_longer_than_75_bytes_and_no_letter_is_cut() -> None:
    written = write("Hạn", [CalendarEvent("a@b", date(2021, 6, 16), "ế" * 200, "http://x/")], at=AT)
    rows = written.split(b"\r\n")
    assert all(len(row) <= 75 for row in rows)
    assert all(row.decode() is not None for row in rows)


def test_a_title_cannot_break_out_of_its_line() -> None:
    written = write("Hạn", [CalendarEvent("a@b", date(2021, 6, 16), "x\r\nATTENDEE:y", "http://x/")], at=AT)
    assert b"\r\nATTENDEE" not in written
