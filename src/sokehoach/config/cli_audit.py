"""The commands `sokehoach audit …`: verify, seal and export the audit trail, print its keys, register a witness."""

import argparse
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sokehoach.config.cli_commands import CommandGroup
from sokehoach.config.cli_output import end_sentence, explain_os_error, locate, print_error, print_text, write_file
from sokehoach.domain.messages import join_messages, say

if TYPE_CHECKING:
    from sokehoach.apps.audit.outside_heads import OutsideHead


def add_commands(commands: CommandGroup) -> None:
    """Add the subcommands of `audit`."""
    verify = commands(
        "verify",
        run_verify,
        say("kiểm tra nhật ký với cây băm và các bản niêm phong; sai thì mã thoát 1, chưa đủ căn cứ thì 2"),
    )
    files_argument: dict[str, Any] = {"type": Path, "nargs": "*", "default": []}
    verify.add_argument("--held", **files_argument, help=say("bản niêm phong giữ ở nơi khác"))
    verify.add_argument("--journal", **files_argument, help=say("nhật ký máy chủ giữ ở máy khác (journalctl -o cat)"))
    verify.add_argument("--manifest", **files_argument, help=say("manifest.json lấy từ bản sao lưu"))
    verify.add_argument("--backup", **files_argument, help=say("bản sao lưu còn khóa; cần --identity"))
    verify.add_argument("--identity", type=Path, help=say("tệp khóa mở bản sao lưu"))
    verify.add_argument(
        "--head", nargs="*", default=[], metavar=say("SỐ:MÃ"), help=say("số dòng và mã băm mà «backup» in ra")
    )
    commands("checkpoint", run_checkpoint, say("niêm phong nhật ký, in bản niêm phong (hẹn giờ: mỗi 15 phút)"))
    commands("keys", run_keys, say("in các khóa công khai"))
    export = commands("export", run_export, say("xuất toàn bộ nhật ký cho tools/verify_audit.py"))
    export.add_argument("-o", "--output", type=Path, required=True)
    witness = commands("witness", run_witness, say("công bố khóa của một cơ quan chứng kiến"))
    witness.add_argument("--title", required=True, help=say("tên cơ quan"))
    witness.add_argument("--key", required=True, help=say("dòng khóa mà cơ quan đó đưa"))


def run_verify(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.audit.models import Checkpoint, Event
    from sokehoach.apps.audit.queries.soundness import compute_outside_proof, find_faults

    try:
        heads = _read_kept_heads(arguments)
    except _UnreadableError as error:
        return print_error(str(error))
    trail_faults = find_faults(outside_heads=heads)
    for fault in trail_faults:
        print_text(say("dòng %(seq)s: %(reason)s.", seq=fault.seq, reason=fault.reason))
    if trail_faults:
        print_text(say("SAI từ dòng %(seq)s.", seq=trail_faults[0].seq))
        return 1
    rows, last, proof = Event.objects.count(), Checkpoint.objects.first(), compute_outside_proof(heads)
    sealed = last.size if last else 0
    missing = []
    if not proof.held:
        missing.append(
            say(
                "không có bản niêm phong nào giữ ở nơi khác để so (--held, --journal, --manifest, --backup, --head): "
                "đoạn cuối bị cắt cùng các bản niêm phong của nó thì lệnh này không thấy"
            )
        )
    if not proof.witnessed:
        missing.append(say("chưa cơ quan chứng kiến nào ký một bản niêm phong"))
    summary = say(
        "%(rows)s dòng, đã niêm phong %(sealed)s; %(unsealed)s dòng chưa niêm phong",
        rows=rows,
        sealed=sealed,
        unsealed=rows - sealed,
    )
    outside_summary = say(
        "Bản giữ ở nơi khác mới nhất có %(held)s dòng, bản có chứng kiến %(witnessed)s dòng.",
        held=proof.held,
        witnessed=proof.witnessed,
    )
    if missing:
        print_text(say("CHƯA ĐỦ CĂN CỨ: %(summary)s. Các dòng còn lại khớp nhau, nhưng:", summary=summary))
        print_text(*(join_messages("", ("- ", end_sentence(gap))) for gap in missing), outside_summary)
        return 2
    print_text(say("ĐÚNG: %(summary)s.", summary=summary), outside_summary)
    return 0


class _UnreadableError(Exception):
    """Raised for a file or argument that is not a trail head. The message is a sentence for the person."""


def _read_kept_heads(arguments: argparse.Namespace) -> list["OutsideHead"]:
    """Return the trail heads in all given files and arguments. _UnreadableError names an unreadable one."""
    from sokehoach.adapters import age
    from sokehoach.apps.audit import outside_heads
    from sokehoach.apps.setup.services import backups
    from sokehoach.domain.ledger.checkpoint import CheckpointFormatError

    def read_journal(path: Path) -> list["OutsideHead"]:
        with path.open(encoding="utf-8", errors="replace") as lines:
            return list(outside_heads.parse_journal(lines))

    def list_heads(manifest: backups.Manifest) -> list["OutsideHead"]:
        return outside_heads.list_manifest_heads(rows=manifest.rows, root=manifest.root, checkpoint=manifest.checkpoint)

    def read_backup(path: Path) -> list["OutsideHead"]:
        if arguments.identity is None:
            raise _UnreadableError(say("--backup cần --identity: tệp khóa mở bản sao lưu."))
        identity = age.parse_identity(arguments.identity.read_text("utf-8"))
        with path.open("rb") as archive:
            return list_heads(backups.extract_manifest(archive=archive, identity=identity))

    readers: list[tuple[str, list[Any], Callable[[Any], list[OutsideHead]]]] = [
        ("--held", arguments.held, lambda path: [outside_heads.parse_checkpoint(path.read_text("utf-8"))]),
        ("--journal", arguments.journal, read_journal),
        ("--manifest", arguments.manifest, lambda path: list_heads(backups.read_manifest(path.read_bytes()))),
        ("--backup", arguments.backup, read_backup),
        ("--head", arguments.head, lambda printed: [outside_heads.parse_printed_head(printed)]),
    ]
    heads: list[OutsideHead] = []
    for option, sources, read_source in readers:
        for source in sources:
            try:
                heads += read_source(source)
            except (
                CheckpointFormatError,
                age.InvalidKeyError,
                age.DecryptionError,
                backups.BackupError,
                tarfile.TarError,
            ) as error:
                raise _UnreadableError(end_sentence(locate(f"{option} {source}", error))) from None
            except OSError as error:
                raise _UnreadableError(
                    say("Không đọc được %(path)s: %(reason)s.", path=source, reason=explain_os_error(error))
                ) from None
            except UnicodeDecodeError:
                raise _UnreadableError(
                    say("%(option)s %(source)s: đây không phải là một bản niêm phong.", option=option, source=source)
                ) from None
    return heads


def run_checkpoint(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.audit.services import checkpoints
    from sokehoach.apps.shell import clock

    checkpoint = checkpoints.seal_trail(at=clock.now())
    if checkpoint is None:
        return print_error(say("Nhật ký chưa có dòng nào để niêm phong."))
    print_text(checkpoint.note, end="")
    return 0


def run_keys(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.audit.queries.trail import format_published_keys

    print_text(format_published_keys(), end="")
    return 0


def run_export(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.audit.queries.trail import export_trail

    return write_file((line.encode() for line in export_trail()), arguments.output)


def run_witness(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.audit.services import checkpoints
    from sokehoach.apps.shell import clock

    checkpoints.name_witness(title=arguments.title, public=arguments.key, by="sokehoach audit witness", at=clock.now())
    print_text(say("Đã công bố khóa của %(title)s.", title=arguments.title))
    return 0
