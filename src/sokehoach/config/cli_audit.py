"""`sokehoach audit …`: what a timer, an inspector and a witness ask of the trail."""

import argparse
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sokehoach.config.cli_output import keep, say, why
from sokehoach.config.cli_words import Words

if TYPE_CHECKING:
    from sokehoach.apps.audit.kept_heads import KeptHead


def add(words: Words) -> None:
    """The words behind `audit`."""
    verify = words(
        "verify",
        run_verify,
        "kiểm tra nhật ký với cây băm và các bản niêm phong; sai thì mã thoát 1, chưa đủ căn cứ thì 2",
    )
    many: dict[str, Any] = {"type": Path, "nargs": "*", "default": []}
    verify.add_argument("--held", **many, help="bản niêm phong giữ ở nơi khác")
    verify.add_argument("--journal", **many, help="nhật ký máy chủ giữ ở máy khác (journalctl -o cat)")
    verify.add_argument("--manifest", **many, help="manifest.json lấy từ bản sao lưu")
    verify.add_argument("--backup", **many, help="bản sao lưu còn khóa; cần --identity")
    verify.add_argument("--identity", type=Path, help="tệp khóa mở bản sao lưu")
    verify.add_argument(
        "--head", nargs="*", default=[], metavar="SỐ:MÃ", help="số dòng và mã băm mà «backup» in ra"
    )
    words("checkpoint", run_checkpoint, "niêm phong nhật ký, in bản niêm phong (hẹn giờ: mỗi 15 phút)")
    words("keys", run_keys, "in các khóa công khai")
    export = words("export", run_export, "xuất toàn bộ nhật ký cho tools/verify_audit.py")
    export.add_argument("-o", "--output", type=Path, required=True)
    witness = words("witness", run_witness, "công bố khóa của một cơ quan chứng kiến")
    witness.add_argument("--title", required=True, help="tên cơ quan")
    witness.add_argument("--key", required=True, help="dòng khóa mà cơ quan đó đưa")


def run_verify(given: argparse.Namespace) -> int:
    from sokehoach.apps.audit.models import Checkpoint, Event
    from sokehoach.apps.audit.selectors.soundness import compute_outside_proof, faults

    try:
        held = _read_kept_heads(given)
    except _UnreadableError as error:
        return say(str(error))
    found = faults(held=held)
    for fault in found:
        print(f"dòng {fault.seq}: {fault.reason}.")
    if found:
        print(f"SAI từ dòng {found[0].seq}.")
        return 1
    rows, last, proof = Event.objects.count(), Checkpoint.objects.first(), compute_outside_proof(held)
    sealed = last.size if last else 0
    missing = []
    if not proof.held:
        missing.append(
            "không có bản niêm phong nào giữ ở nơi khác để so (--held, --journal, --manifest, --backup, --head): "
            "đoạn cuối bị cắt cùng các bản niêm phong của nó thì lệnh này không thấy"
        )
    if not proof.witnessed:
        missing.append("chưa cơ quan chứng kiến nào ký một bản niêm phong")
    counted = f"{rows} dòng, đã niêm phong {sealed}; {rows - sealed} dòng chưa niêm phong"
    beyond = f"Bản giữ ở nơi khác mới nhất có {proof.held} dòng, bản có chứng kiến {proof.witnessed} dòng."
    if missing:
        print(f"CHƯA ĐỦ CĂN CỨ: {counted}. Các dòng còn lại khớp nhau, nhưng:")
        print(*(f"- {one}." for one in missing), beyond, sep="\n")
        return 2
    print(f"ĐÚNG: {counted}.\n{beyond}")
    return 0


class _UnreadableError(Exception):
    """The message is a Vietnamese sentence."""


def _read_kept_heads(given: argparse.Namespace) -> list["KeptHead"]:
    """The heads in every file and word that was given. _UnreadableError names the one that cannot be read."""
    from sokehoach.adapters.age.files import CannotOpen
    from sokehoach.adapters.age.keys import Identity, NotAKey
    from sokehoach.apps.audit import kept_heads
    from sokehoach.apps.setup.services import backups
    from sokehoach.domain.ledger.checkpoint import NotACheckpoint

    def journal(path: Path) -> list["KeptHead"]:
        with path.open(encoding="utf-8", errors="replace") as lines:
            return list(kept_heads.parse_journal(lines))

    def heads_of(manifest: backups.Manifest) -> list["KeptHead"]:
        return kept_heads.list_manifest_heads(
            rows=manifest.rows, root=manifest.root, checkpoint=manifest.checkpoint
        )

    def backup(path: Path) -> list["KeptHead"]:
        if given.identity is None:
            raise _UnreadableError("--backup cần --identity: tệp khóa mở bản sao lưu.")
        identity = Identity.read(given.identity.read_text("utf-8"))
        with path.open("rb") as archive:
            return heads_of(backups.manifest_in(archive=archive, identity=identity))

    ways: list[tuple[str, list[Any], Callable[[Any], list[KeptHead]]]] = [
        ("--held", given.held, lambda path: [kept_heads.parse_checkpoint(path.read_text("utf-8"))]),
        ("--journal", given.journal, journal),
        ("--manifest", given.manifest, lambda path: heads_of(backups.read_manifest(path.read_bytes()))),
        ("--backup", given.backup, backup),
        ("--head", given.head, lambda words: [kept_heads.parse_printed_head(words)]),
    ]
    found: list[KeptHead] = []
    for word, things, read in ways:
        for thing in things:
            try:
                found += read(thing)
            except (NotACheckpoint, NotAKey, CannotOpen, backups.CannotBackUp, tarfile.TarError) as error:
                raise _UnreadableError(f"{word} {thing}: {str(error).rstrip('.')}.") from None
            except OSError as error:
                raise _UnreadableError(f"Không đọc được {thing}: {why(error)}.") from None
            except UnicodeDecodeError:
                raise _UnreadableError(f"{word} {thing}: đây không phải là một bản niêm phong.") from None
    return found


def run_checkpoint(given: argparse.Namespace) -> int:
    from sokehoach.apps.audit.services import checkpoints
    from sokehoach.apps.shell import clock

    made = checkpoints.seal(at=clock.now())
    if made is None:
        return say("Nhật ký chưa có dòng nào để niêm phong.")
    print(made.note, end="")
    return 0


def run_keys(given: argparse.Namespace) -> int:
    from sokehoach.apps.audit.selectors.checkpoints import published_keys

    print(published_keys(), end="")
    return 0


def run_export(given: argparse.Namespace) -> int:
    from sokehoach.apps.audit.selectors.checkpoints import exported

    return keep((line.encode() for line in exported()), given.output)


def run_witness(given: argparse.Namespace) -> int:
    from sokehoach.apps.audit.services import checkpoints
    from sokehoach.apps.shell import clock
    from sokehoach.apps.shell.outcomes import Invalid, Refused

    try:
        checkpoints.name_witness(
            title=given.title, public=given.key, by="sokehoach audit witness", at=clock.now()
        )
    except Invalid as invalid:
        return say(" ".join(sentence for told in invalid.messages.values() for sentence in told))
    except Refused as refused:
        return say(refused.message)
    print(f"Đã công bố khóa của {given.title}.")
    return 0
