"""Verifies the trail: each row against its hash and the rows before it, and all rows against the checkpoints."""

from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from sokehoach.apps.audit import keys
from sokehoach.apps.audit.models import Checkpoint, Countersignature, Event, Witness
from sokehoach.apps.audit.outside_heads import OutsideHead
from sokehoach.domain.ledger import checkpoint as notes
from sokehoach.domain.ledger.canonical import encode_canonical_json
from sokehoach.domain.ledger.merkle import Peaks, append_leaf, compute_root_of_peaks, hash_leaf
from sokehoach.domain.messages import say_count


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """A fault from row `seq` on. Its reason is a sentence without a full stop."""

    seq: int
    reason: str


def list_altered_rows() -> list[int]:
    """Returns the numbers of events that are missing in between, or whose leaf, columns or tree contradict the body."""
    return [fault.seq for fault in _find_row_faults({})]


@dataclass(frozen=True, slots=True)
class OutsideProof:
    """The number of rows proven from outside the database.

    `held`: by the newest given head; `witnessed`: by the newest checkpoint that a witness signed. At 0 nothing proves
    any: a trail cut off at its end together with its checkpoints would look complete.
    """

    held: int
    witnessed: int


def compute_outside_proof(outside_heads: Collection[OutsideHead]) -> OutsideProof:
    """Computes the proof for a trail in which `find_faults` finds nothing.

    A witness's signature on a checkpoint given in `outside_heads` counts, but only where the trail names that witness
    under a seal: a row inserted into the database alone makes no witness.
    """
    last = Checkpoint.objects.order_by("size").last()
    named_witnesses = _list_named_witnesses(last.size if last else 0)
    rows = Countersignature.objects.select_related("checkpoint", "witness")
    signed = [row.checkpoint.size for row in rows if (row.witness.title, row.witness.key) in named_witnesses]
    keys_of_witnesses = []
    for witness in Witness.objects.all():
        if (witness.title, witness.key) in named_witnesses:
            with suppress(notes.CheckpointFormatError):  # the stored text is no key
                keys_of_witnesses.append(notes.parse_verifier_key(witness.key))
    for note in (notes.parse_note(head.note) for head in outside_heads if head.note):
        if any(_is_signed_by(note, key) for key in keys_of_witnesses):
            signed.append(note.head.size)
    return OutsideProof(max((head.size for head in outside_heads), default=0), max(signed, default=0))


def find_faults(*, outside_heads: Collection[OutsideHead] = ()) -> list[Fault]:
    """Returns all faults, by row.

    `outside_heads` are heads kept outside: by witnesses, in the journal, in backups. A row that was changed together
    with its hash and all later hashes is found by the next checkpoint: the fault then names the row after the last
    checkpoint that still matches.
    """
    roots: dict[int, str] = {}
    row_faults = list(_find_row_faults(roots))
    own_key = keys.load_signer(settings.HOME).key
    sealed: list[tuple[int, str]] = []
    for row in Checkpoint.objects.order_by("size"):
        head = _parse_own_head(row.note, own_key)
        if head is None or head.size != row.size:
            row_faults.append(Fault(row.size, _("bản niêm phong tại dòng này đã bị sửa")))
        else:
            sealed.append((row.size, head.root))
    for outside_head in outside_heads:
        if outside_head.note and _parse_own_head(outside_head.note, own_key) is None:
            row_faults.append(Fault(outside_head.size, _("bản niêm phong giữ bên ngoài không do hệ thống này ký")))
        else:
            sealed.append((outside_head.size, outside_head.root))
    row_faults += _find_countersignature_faults()
    row_faults += _find_unnamed_witnesses()
    return sorted(row_faults + list(_find_seal_faults(sealed, roots, row_faults)))


def _find_row_faults(roots: dict[int, str]) -> Iterator[Fault]:
    """Yields faults of single rows, and fills `roots` with the root after each row up to the first missing one.

    The roots are computed from the bodies alone.
    """
    last, tree, stored = 0, (), ()  # type: int, Peaks, Peaks
    for event in Event.objects.order_by("seq").iterator():
        is_continuous = last == event.seq - 1 and len(roots) == last
        for missing_seq in range(last + 1, event.seq):
            yield Fault(missing_seq, _("dòng đã bị xóa"))
        witness = _compute_leaf(event)
        if is_continuous:
            tree = append_leaf(tree, last, witness)
            roots[event.seq] = compute_root_of_peaks(tree)
        if not _is_as_recorded(event, witness):
            yield Fault(event.seq, _("nội dung đã bị sửa"))
        elif last == event.seq - 1 and list(append_leaf(stored, last, witness)) != event.peaks:
            yield Fault(event.seq, _("cây băm không khớp: dòng này hoặc dòng ngay trước đã bị sửa"))
        last, stored = event.seq, _get_usable_peaks(event)


def _find_seal_faults(
    sealed: list[tuple[int, str]], roots: dict[int, str], row_faults: Collection[Fault]
) -> Iterator[Fault]:
    sound = 0
    for size, root in sorted(sealed):
        if roots.get(size) == root:
            sound = max(sound, size)
        elif any(sound < fault.seq <= size for fault in row_faults):
            continue  # a row before this seal is already a fault
        elif size not in roots:
            yield Fault(len(roots) + 1, say_count("mất đoạn cuối: đã niêm phong %(size)s dòng", size, size=size))
            return
        else:
            yield Fault(sound + 1, _("khác bản niêm phong tại dòng %(size)s; sửa từ dòng này trở đi") % {"size": size})
            return


def _find_countersignature_faults() -> Iterator[Fault]:
    for row in Countersignature.objects.select_related("checkpoint", "witness"):
        try:
            note = notes.parse_note(row.checkpoint.note + row.line)
            key = notes.parse_verifier_key(row.witness.key)
        except notes.CheckpointFormatError:
            sound = False
        else:
            sound = _is_signed_by(note, key)
        if not sound:
            yield Fault(row.checkpoint.size, _("chữ ký chứng kiến của bản niêm phong tại dòng này đã bị sửa"))


def _find_unnamed_witnesses() -> Iterator[Fault]:
    """Yields a fault for each witness whose title and key no event names, as when its row was inserted by hand."""
    last = Event.objects.order_by("seq").last()
    seq = last.seq if last else 0
    named_witnesses = _list_named_witnesses(seq)
    for witness in Witness.objects.all():
        if (witness.title, witness.key) not in named_witnesses:
            message = _("cơ quan chứng kiến «%(title)s» không được nêu trong nhật ký")
            yield Fault(seq, message % {"title": witness.title})


def _list_named_witnesses(size: int) -> set[tuple[str, str]]:
    """Returns the title and key of each witness that the first `size` rows of the trail name."""
    rows = Event.objects.filter(action="audit.name_witness", seq__lte=size)
    details = (row.body.get("detail") for row in rows if isinstance(row.body, dict))
    return {(str(detail.get("title")), str(detail.get("key"))) for detail in details if isinstance(detail, dict)}


def _parse_own_head(text: str, own_key: notes.VerifierKey) -> notes.TreeHead | None:
    try:
        note = notes.parse_note(text)
    except notes.CheckpointFormatError:
        return None
    return note.head if _is_signed_by(note, own_key) else None


def _is_signed_by(note: notes.Checkpoint, key: notes.VerifierKey) -> bool:
    signature = note.find_signature(key)
    return signature is not None and keys.is_valid_signature(note.head, signature, key)


def _compute_leaf(event: Event) -> str:
    try:
        return hash_leaf(encode_canonical_json(event.body))
    except (TypeError, ValueError):  # the body was replaced by something else
        return hash_leaf(b"")


def _is_as_recorded(event: Event, witness: str) -> bool:
    body = event.body
    columns = {name: getattr(event, name) for name in ("seq", "actor", "unit", "action", "subject", "function")}
    try:
        return (
            witness == event.leaf and columns.items() <= body.items() and datetime.fromisoformat(body["at"]) == event.at
        )
    except (TypeError, ValueError, LookupError, AttributeError):
        return False


def _get_usable_peaks(event: Event) -> Peaks:
    """Returns the tree stored in the row, so that one tampered row does not make all later rows faults."""
    peaks = event.peaks
    if isinstance(peaks, list) and len(peaks) == event.seq.bit_count() and all(_is_hash(peak) for peak in peaks):
        return tuple(peaks)
    return ("0" * 64,) * event.seq.bit_count()


def _is_hash(text: object) -> bool:
    return isinstance(text, str) and len(text) == 64 and not set(text) - set("0123456789abcdef")
