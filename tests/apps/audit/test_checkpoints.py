"""Seals over the trail: signed, countersigned by witnesses, and what a forger with the whole database cannot hide."""

import stat
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tools import verify_audit

from sokehoach.apps.audit import keys
from sokehoach.apps.audit.models import Checkpoint, Countersignature, Event, Witness
from sokehoach.apps.audit.outside_heads import parse_checkpoint
from sokehoach.apps.audit.queries import trail as reading
from sokehoach.apps.audit.queries.soundness import Fault, OutsideProof, compute_outside_proof, find_faults
from sokehoach.apps.audit.services import ServiceResult, checkpoints, write
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.ledger import checkpoint as notes
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import Peaks, append_leaf, hash_leaf
from tests.factories.cast import AT

pytestmark = pytest.mark.django_db


@write("thing.do")
def do(*, n: int, by: str, at: datetime) -> ServiceResult:
    return ServiceResult(subject=f"thing:{n}", unit="03304", detail={"n": n})


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def written(count: int) -> None:
    for n in range(count):
        do(n=n, by="minh", at=AT)


def sealed(minutes: int = 0) -> Checkpoint:
    made = checkpoints.seal_trail(at=AT + timedelta(minutes=minutes))
    assert made is not None
    return made


@pytest.fixture
def front() -> str:
    """The Front's secret; its key is published."""
    secret, public = verify_audit.new_secret("mttq")
    checkpoints.name_witness(title="Ủy ban MTTQ huyện", public=public, by="quantri", at=AT)
    return secret


def countersigned(checkpoint: Checkpoint, secret: str, *, seen: str = "") -> str:
    old = verify_audit.read_note(seen, published())[1] if seen else 0
    brief = reading.format_countersign_request(checkpoint, old=old)
    return verify_audit.countersign(brief, verify_audit.read_secret(secret), published(), seen)


def published() -> dict[tuple[str, bytes], tuple[int, bytes]]:
    found: dict[tuple[str, bytes], tuple[int, bytes]] = verify_audit.read_keys(reading.format_published_keys())
    return found


def test_it_works() -> None:
    written(5)
    made = sealed()
    note = notes.parse_note(made.note)
    assert (note.head.size, note.head.at) == (5, int(AT.timestamp()))
    written(3)
    sealed(15)
    assert find_faults() == []


def test_the_key_is_its_owners_alone_and_stays_the_same(home: Path) -> None:
    first = keys.load_signer(home).key
    assert stat.S_IMODE((home / "keys" / "audit").stat().st_mode) == 0o600
    assert keys.load_signer(home).key == first


def test_where_nothing_was_written_since_no_second_seal_is_made() -> None:
    assert checkpoints.seal_trail(at=AT) is None
    written(2)
    assert sealed() == sealed(15)
    assert Checkpoint.objects.count() == 1


class TestWitness:
    @pytest.mark.faults("audit.countersign")
    def test_it_keeps_and_countersigns(self, front: str) -> None:
        written(3)
        first = countersigned(sealed(), front)
        checkpoints.import_countersignatures(text=first, by="mttq", at=AT)
        assert Countersignature.objects.get().witness.title == "Ủy ban MTTQ huyện"
        assert reading.get_witnessed_size(Witness.objects.get()) == 4
        seen = sealed().note
        second = countersigned(sealed(15), front, seen=seen)
        checkpoints.import_countersignatures(text=second.replace("\n", "\r\n"), by="mttq", at=AT)
        assert Countersignature.objects.count() == 2
        assert find_faults() == []

    def test_it_does_not_sign_a_trail_that_was_rewritten(self, front: str) -> None:
        written(3)
        seen = sealed().note
        forge(2, onward=True)
        Checkpoint.objects.all().delete()
        written(1)
        with pytest.raises(verify_audit.Bad, match="does not continue"):
            countersigned(sealed(15), front, seen=seen)

    @pytest.mark.parametrize("at", range(0, 64, 7))
    def test_a_signature_with_a_letter_changed_is_refused(self, front: str, at: int) -> None:
        written(1)
        text = countersigned(sealed(), front)
        note = notes.parse_note(text)
        last = note.signatures[-1]
        given = last.body[: at + 8] + bytes([last.body[at + 8] ^ 1]) + last.body[at + 9 :]
        spoilt = notes.NoteSignature(last.name, last.mark, given)
        changed = notes.Checkpoint(note.head, (*note.signatures[:-1], spoilt)).text()
        with pytest.raises(InvalidInput, match="không đúng"):
            checkpoints.import_countersignatures(text=changed, by="mttq", at=AT)
        assert not Countersignature.objects.exists()

    @pytest.mark.parametrize("text", ["", "niêm phong", "a\n1\nAA==\ntime 0\n\n— a AA==\n"])
    def test_what_is_no_checkpoint_is_refused_in_words(self, text: str) -> None:
        with pytest.raises(InvalidInput, match="Không nhận được"):
            checkpoints.import_countersignatures(text=text, by="mttq", at=AT)

    def test_without_a_new_signature_nothing_is_kept(self, front: str) -> None:
        written(1)
        with pytest.raises(InvalidInput, match="Không có chữ ký"):
            checkpoints.import_countersignatures(text=sealed().note, by="mttq", at=AT)

    @pytest.mark.faults("audit.name_witness")
    def test_a_key_is_not_exchanged_under_its_name(self, front: str) -> None:
        with pytest.raises(ActionRefused, match="mttq"):
            checkpoints.name_witness(title="Khác", public=verify_audit.new_secret("mttq")[1], by="quantri", at=AT)

    def test_the_deployments_own_key_is_no_witness(self, home: Path) -> None:
        with pytest.raises(InvalidInput, match="chứng kiến"):
            checkpoints.name_witness(title="Tự ký", public=str(keys.load_signer(home).key), by="quantri", at=AT)


def forge(seq: int, *, onward: bool) -> None:
    """A forger who knows every recipe: body, leaf and tree are changed together, in one row or in all that follow."""
    rows = list(Event.objects.order_by("seq"))
    peaks: Peaks = tuple(rows[seq - 2].peaks) if seq > 1 else ()
    for row in rows[seq - 1 : None if onward else seq]:
        if row.seq == seq:
            row.actor = row.body["actor"] = "pao"
        row.leaf = hash_leaf(encode_canonical_json(row.body))
        peaks = append_leaf(peaks, row.seq - 1, row.leaf)
        row.peaks = list(peaks)
        row.save()


class TestForgery:
    @pytest.fixture(autouse=True)
    def trail(self) -> None:
        for turn in range(3):
            written(4)
            sealed(15 * turn)

    def test_a_row_that_was_forged_alone_is_named_by_the_next(self) -> None:
        forge(6, onward=False)
        assert find_faults()[0] == Fault(7, "cây băm không khớp: dòng này hoặc dòng ngay trước đã bị sửa")

    def test_all_rows_forged_together_are_found_by_the_seal(self) -> None:
        forge(6, onward=True)
        assert find_faults() == [Fault(5, "khác bản niêm phong tại dòng 8; sửa từ dòng này trở đi")]

    def test_a_tail_that_was_cut_off_is_found_by_the_last_seal(self) -> None:
        Event.objects.filter(seq__gt=10).delete()
        assert find_faults() == [Fault(11, "mất đoạn cuối: đã niêm phong 12 dòng")]

    def test_seals_that_were_cut_off_too_are_held_outside(self) -> None:
        held = Checkpoint.objects.get(size=12).note
        Event.objects.filter(seq__gt=10).delete()
        Checkpoint.objects.filter(size__gt=10).delete()
        assert find_faults() == []
        assert find_faults(outside_heads=[parse_checkpoint(held)]) == [
            Fault(11, "mất đoạn cuối: đã niêm phong 12 dòng")
        ]

    def test_no_new_seal_covers_a_cut(self) -> None:
        Event.objects.filter(seq__gt=10).delete()
        assert sealed(60).size == 12

    @pytest.mark.parametrize(
        "change",
        [
            lambda row: row.note.replace("\n8\n", "\n7\n"),
            lambda row: row.note.replace("time 1", "time 2"),
            lambda row: "x" + row.note,
            lambda row: Checkpoint.objects.get(size=4).note,
        ],
    )
    def test_a_seal_that_was_changed_is_named(self, change: Callable[[Checkpoint], str]) -> None:
        row = Checkpoint.objects.get(size=8)
        Checkpoint.objects.filter(size=8).update(note=change(row))
        assert find_faults() == [Fault(8, "bản niêm phong tại dòng này đã bị sửa")]

    def test_a_seal_of_another_deployment_is_named(self, tmp_path: Path) -> None:
        signer = keys.load_signer(tmp_path / "other")
        head = notes.parse_note(Checkpoint.objects.get(size=8).note).head
        held = notes.Checkpoint(head, (signer.sign(head),)).text()
        assert [fault.seq for fault in find_faults(outside_heads=[parse_checkpoint(held)])] == [8]


class TestWitnessesPutIn:
    """By whoever writes into the database and holds no key of the deployment."""

    @pytest.fixture
    def own(self) -> str:
        secret, public = verify_audit.new_secret("mttq")
        written(3)
        sealed()
        self.key = str(notes.parse_verifier_key(public))
        return str(secret)

    def test_one_that_the_trail_does_not_name_vouches_for_nothing(self, own: str) -> None:
        Witness.objects.create(name="mttq", title="Ủy ban MTTQ huyện", key=self.key)
        made = Checkpoint.objects.get()
        signed = notes.parse_note(countersigned(made, own))
        line = signed.find_signature(notes.parse_verifier_key(self.key))
        assert line is not None
        Countersignature.objects.create(checkpoint=made, witness=Witness.objects.get(), line=line.line(), at=AT)
        assert compute_outside_proof([parse_checkpoint(signed.text())]) == OutsideProof(3, 0)
        assert find_faults() == [Fault(3, "cơ quan chứng kiến «Ủy ban MTTQ huyện» không được nêu trong nhật ký")]

    def test_another_key_under_the_name_of_one_is_found(self, front: str, own: str) -> None:
        assert find_faults() == []
        Witness.objects.update(key=self.key)
        assert [fault.reason for fault in find_faults()] == [
            "cơ quan chứng kiến «Ủy ban MTTQ huyện» không được nêu trong nhật ký"
        ]

    def test_one_named_after_the_last_seal_does_not_count_yet(self, own: str) -> None:
        checkpoints.name_witness(title="MTTQ", public=self.key, by="quantri", at=AT)
        held = parse_checkpoint(notes.parse_note(countersigned(Checkpoint.objects.get(), own)).text())
        assert compute_outside_proof([held]).witnessed == 0
        sealed(15)
        assert compute_outside_proof([held]).witnessed == 3
