"""What is sent, accepted or signed is sealed in its own transaction, and the journal is told."""

import json
import logging
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from sokehoach.apps.audit.models import Checkpoint, Event
from sokehoach.apps.audit.outside_heads import parse_journal
from sokehoach.apps.audit.queries.soundness import Fault, compute_outside_proof, find_faults
from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.documents.services import numbers, signatures
from sokehoach.apps.shell.outcomes import ActionRefused
from sokehoach.config.logs import JsonFormatter
from sokehoach.domain.ledger.checkpoint import CheckpointFormatError
from tests.apps.documents.written import current, person, to_sign
from tests.factories.cast import AT
from tests.factories.district import District

SEALING = {
    "ad_hoc.answer", "ad_hoc.approve", "assessment.decide", "document.issue", "document.seal", "document.sign",
    "document.sign_on_paper", "document.upload", "figures.accept", "figures.accept_many", "figures.accept_period",
    "figures.close", "figures.close_period",
    "report.approve", "report.confirm", "report.import", "report.send",
}  # fmt: skip


@write("thing.sign", seal=True)
def sign(*, n: int, by: str, at: datetime, fails: bool = False) -> ServiceResult:
    if fails:
        raise ActionRefused("không được")
    return ServiceResult(subject=f"thing:{n}", unit="03304", detail={"name": "Vừ A Dế"})


@write("thing.do")
def do(*, n: int, by: str, at: datetime) -> ServiceResult:
    return ServiceResult(subject=f"thing:{n}")


@pytest.fixture(autouse=True)
def home(db: None, tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def sizes() -> list[int]:
    return list(Checkpoint.objects.order_by("size").values_list("size", flat=True))


def last() -> int:
    return Event.objects.values_list("seq", flat=True)[0]


def test_it_works() -> None:
    do(n=1, by="minh", at=AT)
    sign(n=2, by="minh", at=AT)
    do(n=3, by="minh", at=AT)
    assert sizes() == [2]
    assert find_faults() == []


def test_what_is_refused_leaves_no_seal() -> None:
    do(n=1, by="minh", at=AT)
    with pytest.raises(ActionRefused):
        sign(n=2, by="minh", at=AT, fails=True)
    assert sizes() == []


def test_what_is_sent_again_under_its_key_is_sealed_once() -> None:
    for _turn in range(2):
        sign(n=1, by="minh", at=AT, key="k1")
        do(n=2, by="minh", at=AT)
    assert sizes() == [1]


def test_these_verbs_and_no_others_seal() -> None:
    """A verb that sends, accepts or signs and is not here is a hole: say it at its service, and here."""
    found = set()
    for path in Path(signatures.__file__).parents[2].rglob("*.py"):
        found |= set(re.findall(r"@write\(\s*\"([\w.]+)\"[^)]*\bseal=True", path.read_text("utf-8")))
    assert found == SEALING


def test_each_of_sending_accepting_and_signing_ends_under_a_seal(district: District) -> None:
    cast = district.cast
    sent = district.send(cast.commune, {"B1": "3"})
    assert sizes()[-1] == last()
    district.accept(sent)
    assert sizes()[-1] == last()
    signer = person(cast, "03304", "Vừ A Dế")
    row = to_sign(cast.commune, cast.units["03304"])
    numbers.assign_number(document=row.pk, version=row.version, number=None, day=AT.date(), by=cast.commune, at=AT)
    assert sizes()[-1] < last()
    signatures.sign_on_paper(document=row.pk, version=current(row).version, by=signer, at=AT)
    assert sizes()[-1] == last()


class TestJournal:
    def lines(self, caplog: pytest.LogCaptureFixture, capture: Any, *, count: int) -> list[str]:
        """As the server writes them to its error output."""
        with caplog.at_level(logging.INFO, "sokehoach.seals"), capture(execute=True):
            for n in range(count):
                sign(n=n, by="minh", at=AT)
        return [JsonFormatter().format(record) for record in caplog.records if record.name == "sokehoach.seals"]

    def test_each_seal_is_a_line_with_hashes_alone(
        self, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
    ) -> None:
        told = self.lines(caplog, django_capture_on_commit_callbacks, count=3)
        assert [json.loads(line)["size"] for line in told] == [1, 2, 3]
        for line in told:
            assert set(json.loads(line)) == {"at", "level", "logger", "event", "size", "root", "checkpoint"}
            assert "minh" not in line
            assert "Vừ" not in line
        held = list(parse_journal(told))
        assert find_faults(outside_heads=held) == []
        assert compute_outside_proof(held).held == 3

    @pytest.mark.parametrize(
        "kept",
        [
            lambda line: line,
            lambda line: f"Jun 22 08:00:01 may sokehoach[7]: {line}",
            lambda line: json.dumps({"__REALTIME_TIMESTAMP": "1", "MESSAGE": line}),
        ],
        ids=["cat", "short", "json"],
    )
    def test_a_cut_end_is_found_by_the_journal(
        self,
        caplog: pytest.LogCaptureFixture,
        django_capture_on_commit_callbacks: Any,
        kept: Callable[[str], str],
    ) -> None:
        told = [kept(one) for one in self.lines(caplog, django_capture_on_commit_callbacks, count=5)]
        Event.objects.filter(seq__gt=3).delete()
        Checkpoint.objects.filter(size__gt=3).delete()
        assert find_faults() == []
        assert find_faults(outside_heads=list(parse_journal(told))) == [Fault(4, "mất đoạn cuối: đã niêm phong 4 dòng")]
        do(n=9, by="minh", at=AT)  # and so it stays once as many others were written in their place
        do(n=9, by="minh", at=AT)
        assert find_faults() == []
        assert find_faults(outside_heads=list(parse_journal(told)))[0].seq == 4

    def test_other_lines_are_passed_over_and_a_spoilt_seal_is_named(
        self, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any
    ) -> None:
        told = self.lines(caplog, django_capture_on_commit_callbacks, count=1)
        others = ["", "Starting", '{"event": "answered", "route": "x"}', "{", '{"event": 3}']
        assert len(list(parse_journal(others + told))) == 1
        with pytest.raises(CheckpointFormatError, match="dòng 6"):
            list(parse_journal([*others, told[0][:-20]]))

    def test_a_line_of_another_deployments_key_is_no_proof(
        self, caplog: pytest.LogCaptureFixture, django_capture_on_commit_callbacks: Any, home: Path
    ) -> None:
        """As after somebody began the trail anew, with a fresh key."""
        told = self.lines(caplog, django_capture_on_commit_callbacks, count=2)
        Checkpoint.objects.all().delete()
        (home / "keys" / "audit").unlink()
        assert [fault.seq for fault in find_faults(outside_heads=list(parse_journal(told)))] == [1, 2]
