"""Feeds an installation with the closed figures of others: the figures of an area become the report of a unit.

    python -m sokehoach_client.feed FILE.toml --period 2026S1

The file names the installation that receives and those that are read. A token is the name of an environment variable.

    [to]
    site = "https://sokehoach.bo.example"
    token = "SKH_TOKEN_BO"

    [[from]]
    name = "Tỉnh Điện Biên"
    site = "https://sokehoach.dienbien.example"
    token = "SKH_TOKEN_DIENBIEN"
    unit = "11"                     # the area whose closed figures are read
    report = "11"                   # the unit whose report they become; without it the same code
    forms = { "01-XA" = "01-TINH" } # uid of the form that is read, and of the form that is filled

Cells are matched by element and disaggregation. It may be started again at any time: what is there already is not
written twice, and what an installation closed meanwhile is sent then. A report that has been sent is never changed: if
the area has closed again with other figures, that is said, and a person makes the correction, which is filled then.
"""

import argparse
import os
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from sokehoach_client.client import Client
from sokehoach_client.models import Figure, SubmissionDetail, TypedCell
from sokehoach_client.problems import SokehoachError
from sokehoach_client.retries import RetryPolicy

RETRIES = RetryPolicy(attempts=2)  # the next start asks again
NOT_REPORTED: Final = "not_reported"
NOT_APPLICABLE: Final = "not_applicable"


class Outcome(StrEnum):
    SENT = "đã gửi"
    UNCHANGED = "không đổi"
    OPEN = "chưa chốt"
    CHANGING = "chốt lại đúng lúc đang đọc: hãy chạy lại"
    CHANGED = "đã chốt lại với số khác: cần lập bản đính chính"
    WITHHELD = "có số không công bố cho tài khoản này"
    FAILED = "không làm được"


@dataclass(frozen=True, slots=True)
class Source:
    """An installation that is read. `forms`: uid of the form that is filled, by uid of the form that is read."""

    name: str
    site: str
    token: str
    unit: str
    report: str
    forms: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FeedResult:
    """What became of one form of one source. `detail`: cells or a problem, in words."""

    source: str
    form: str
    outcome: Outcome
    detail: str = ""

    @property
    def is_done(self) -> bool:
        return self.outcome in (Outcome.SENT, Outcome.UNCHANGED)

    def __str__(self) -> str:
        return f"{self.source}, {self.form}: {self.outcome}{f' ({self.detail})' if self.detail else ''}"


def feed_all(to: Client, sources: list[Source], period: str, tokens: Mapping[str, str]) -> Iterator[FeedResult]:
    """Each form of each source; a source that does not answer stops none of the others."""
    for source in sources:
        if source.token not in tokens:
            problem = f"thiếu biến môi trường {source.token}"
            yield FeedResult(source.name, ", ".join(source.forms), Outcome.FAILED, problem)
            continue
        try:
            with Client(source.site, tokens[source.token], retries=RETRIES) as reader:
                for theirs, ours in source.forms.items():
                    yield _feed_safely(to, reader, source, (theirs, ours), period)
        except ValueError as error:  # of an address or a token that is none
            yield FeedResult(source.name, ", ".join(source.forms), Outcome.FAILED, str(error))


def _feed_safely(to: Client, reader: Client, source: Source, forms: tuple[str, str], period: str) -> FeedResult:
    try:
        return feed_form(to, reader, source, forms, period)
    except SokehoachError as error:
        return FeedResult(source.name, forms[0], Outcome.FAILED, str(error))


def feed_form(to: Client, reader: Client, source: Source, forms: tuple[str, str], period: str) -> FeedResult:
    """Send the closed figures of one form, whole or not at all."""
    theirs, ours = forms
    pages = list(reader.list_figures(form=theirs, period=period, unit=source.unit).pages())
    if len({page.closing.edition if page.closing else 0 for page in pages}) > 1:
        return FeedResult(source.name, theirs, Outcome.CHANGING)
    if pages[0].closing is None:
        return FeedResult(source.name, theirs, Outcome.OPEN, f"{pages[0].received}/{pages[0].expected}")
    values = {(figure.element, figure.disaggregation): _read_value(figure) for page in pages for figure in page.items}
    report = _open_report(to, form=ours, unit=source.report, period=period)
    filling: dict[str, TypedCell] = {}
    withheld = []
    for cell in report.cells:
        value = values.get((cell.element, cell.disaggregation))
        if value is None or cell.source == "computed":
            continue
        if value is _WITHHELD:
            withheld.append(cell.cell)
        elif (value.get("value"), value.get("gap")) != (cell.value, cell.gap):
            filling[cell.cell] = value
    if withheld:
        return FeedResult(source.name, theirs, Outcome.WITHHELD, ", ".join(withheld))
    if not report.can_edit:
        return FeedResult(source.name, theirs, Outcome.CHANGED if filling else Outcome.UNCHANGED, ", ".join(filling))
    to.send_submission(report.id, {"values": filling}, if_match=report.etag)
    return FeedResult(source.name, theirs, Outcome.SENT, f"lần chốt {pages[0].closing.edition}")


_WITHHELD: TypedCell = {"gap": NOT_REPORTED}  # compared by identity: never sent


def _read_value(figure: Figure) -> TypedCell:
    """The figure as the area sends it up: its number, or the reason why it has none."""
    if figure.withheld:
        return _WITHHELD
    if figure.value is not None:
        return {"value": figure.value, "gap": None}
    if figure.parts:  # numbers that are not added up, or «không áp dụng» of all who answered
        is_answered = figure.received > 0 or all(part.gap == NOT_APPLICABLE for part in figure.parts)
    else:
        is_answered = figure.received > 0 or (figure.expected == 0 and not figure.missing)
    return {"value": None, "gap": NOT_APPLICABLE if is_answered else NOT_REPORTED}


def _open_report(to: Client, *, form: str, unit: str, period: str) -> SubmissionDetail:
    """The latest edition of the unit's report, begun where there is none."""
    reports = list(to.list_submissions(form=form, unit=unit, period=period))
    if not reports:
        return to.get_submission(to.create_submission({"form": form, "unit": unit, "period": period}).id)
    return to.get_submission(max(reports, key=lambda report: report.edition).id)


def read_sources(file: Mapping[str, Any]) -> tuple[str, str, list[Source]]:
    """The site that receives, the variable of its token, and the sources. ValueError where something is missing."""
    try:
        sources = [
            Source(
                row["name"], row["site"], row["token"], row["unit"], row.get("report", row["unit"]), dict(row["forms"])
            )
            for row in file["from"]
        ]
        return file["to"]["site"], file["to"]["token"], sources
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the file lacks {error}") from None


def main(arguments: list[str] | None = None) -> int:
    """0 where every form of every source is there; 1 where one is not, with its name; 2 for a file that is wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--period", required=True)
    given = parser.parse_args(arguments)
    try:
        site, token, sources = read_sources(tomllib.loads(given.file.read_text("utf-8")))
        if token not in os.environ:
            raise ValueError(f"thiếu biến môi trường {token}")
        to = Client(site, os.environ[token])
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{given.file}: {error}\n")
        return 2
    are_done = True
    with to:
        for result in feed_all(to, sources, given.period, os.environ):
            sys.stdout.write(f"{result}\n")
            sys.stdout.flush()
            are_done = are_done and result.is_done
    return 0 if are_done else 1


if __name__ == "__main__":
    sys.exit(main())
