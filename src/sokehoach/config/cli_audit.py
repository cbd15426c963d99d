"""`sokehoach audit …`: what a timer, an inspector and a witness ask of the trail."""

import argparse
from pathlib import Path

from sokehoach.config.cli_output import keep, say
from sokehoach.config.cli_words import Words


def add(words: Words) -> None:
    """The words behind `audit`."""
    verify = words(
        "verify", run_verify, "kiểm tra nhật ký với cây băm và các bản niêm phong; sai thì mã thoát 1"
    )
    verify.add_argument("--held", type=Path, nargs="*", default=[], help="bản niêm phong giữ ở nơi khác")
    words("checkpoint", run_checkpoint, "niêm phong nhật ký, in bản niêm phong (hẹn giờ: mỗi 15 phút)")
    words("keys", run_keys, "in các khóa công khai")
    export = words("export", run_export, "xuất toàn bộ nhật ký cho tools/verify_audit.py")
    export.add_argument("-o", "--output", type=Path, required=True)
    witness = words("witness", run_witness, "công bố khóa của một cơ quan chứng kiến")
    witness.add_argument("--title", required=True, help="tên cơ quan")
    witness.add_argument("--key", required=True, help="dòng khóa mà cơ quan đó đưa")


def run_verify(given: argparse.Namespace) -> int:
    from sokehoach.apps.audit.models import Checkpoint, Event
    from sokehoach.apps.audit.selectors.soundness import faults
    from sokehoach.domain.ledger.checkpoint import NotACheckpoint

    try:
        found = faults(held=[path.read_text("utf-8") for path in given.held])
    except NotACheckpoint as error:
        return say(f"--held: {error}.")
    except (OSError, UnicodeDecodeError) as error:
        return say(f"Không đọc được bản niêm phong: {error}.")
    for fault in found:
        print(f"dòng {fault.seq}: {fault.reason}.")
    if found:
        print(f"SAI từ dòng {found[0].seq}.")
        return 1
    rows, last = Event.objects.count(), Checkpoint.objects.first()
    sealed = last.size if last else 0
    print(f"ĐÚNG: {rows} dòng, đã niêm phong {sealed}; {rows - sealed} dòng chưa niêm phong.")
    return 0


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
