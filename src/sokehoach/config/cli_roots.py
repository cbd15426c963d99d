"""The commands `sokehoach roots …`: list, add and remove the root certificates that signatures are checked by."""

import argparse
from datetime import datetime
from pathlib import Path

from sokehoach.adapters.signature.roots import RootCertificate
from sokehoach.config.cli_commands import CommandGroup
from sokehoach.config.cli_output import explain_os_error, print_error, print_text, write_file
from sokehoach.domain.messages import say
from sokehoach.domain.notation import write_day

_SHORTEST = 6  # digits of a fingerprint that name a certificate to remove


def add_commands(commands: CommandGroup) -> None:
    """Add the subcommands of `roots`."""
    commands("list", run_list, say("liệt kê chứng thư gốc đang tin cậy, kèm mã nhận dạng (SHA-256)"))
    add = commands("add", run_add, say("xem mã nhận dạng của một chứng thư gốc; thêm khi mã gõ vào khớp"))
    add.add_argument("file", type=Path, help=say("chứng thư, PEM hoặc DER"))
    add.add_argument("--fingerprint", default="", metavar=say("MÃ"), help=say("mã mà tổ chức chứng thực công bố"))
    remove = commands("remove", run_remove, say("thôi tin cậy một chứng thư gốc"))
    remove.add_argument(
        "fingerprint",
        metavar=say("MÃ"),
        help=say("mã nhận dạng, ít nhất %(count)s chữ số đầu", count=_SHORTEST),
    )


def run_list(_arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from sokehoach.adapters.signature.roots import list_roots

    root_files = list(list_roots(Path(settings.SIGNATURE_ROOTS)))
    if not root_files:
        print_text(say("Chưa có chứng thư gốc nào trong %(folder)s.", folder=settings.SIGNATURE_ROOTS))
    for path, roots in root_files:
        print_text(*(map(_format_root, roots) if roots else [say("%(name)s: không phải chứng thư", name=path.name)]))
    return 0


def run_add(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from sokehoach.adapters.signature.opening import MAX_ROOT_BYTES
    from sokehoach.adapters.signature.roots import read_roots

    try:
        if arguments.file.stat().st_size > MAX_ROOT_BYTES:
            return print_error(
                say(
                    "%(file)s lớn hơn %(limit)s KB, không phải một chứng thư.",
                    file=arguments.file,
                    limit=MAX_ROOT_BYTES // 1000,
                )
            )
        roots = read_roots(arguments.file.read_bytes())
    except OSError as error:
        return print_error(
            say("Không mở được %(path)s: %(reason)s.", path=arguments.file, reason=explain_os_error(error))
        )
    if len(roots) != 1:
        return print_error(
            say(
                "%(file)s phải chứa đúng một chứng thư (PEM hoặc DER), tìm thấy %(count)s.",
                file=arguments.file,
                count=len(roots),
            )
        )
    root = roots[0]
    print_text(_format_root(root))
    if not root.is_authority:
        return print_error(say("Đây là chứng thư của một người hoặc một cơ quan, không phải của tổ chức chứng thực."))
    typed = _normalize_fingerprint(arguments.fingerprint)
    if not typed:
        print_text(
            say(
                "Chưa thêm gì. So mã trên với mã mà tổ chức chứng thực công bố (trang web, văn bản, điện thoại; "
                "không lấy từ cùng nơi với tệp), rồi chạy lại với --fingerprint và mã đã công bố."
            )
        )
        return 1
    if typed != root.fingerprint:
        return print_error(say("Mã gõ vào khác mã của chứng thư: không thêm. Hãy lấy lại tệp từ tổ chức chứng thực."))
    folder = Path(settings.SIGNATURE_ROOTS)
    folder.mkdir(parents=True, exist_ok=True)
    code = write_file([root.content], folder / f"{root.fingerprint[:16].lower()}.pem")
    if code == 0:
        print_text(say("Đã thêm. Mở thẻ «Chữ ký» của một kế hoạch và bấm «Kiểm tra lại tệp» để kiểm tra theo gốc mới."))
    return code


def run_remove(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from sokehoach.adapters.signature.roots import list_roots

    typed = _normalize_fingerprint(arguments.fingerprint)
    if len(typed) < _SHORTEST:
        return print_error(
            say("Ghi ít nhất %(count)s chữ số đầu của mã (xem «sokehoach roots list»).", count=_SHORTEST)
        )
    matches = [
        (path, roots)
        for path, roots in list_roots(Path(settings.SIGNATURE_ROOTS))
        if any(root.fingerprint.startswith(typed) for root in roots)
    ]
    if len(matches) != 1 or len(matches[0][1]) != 1:
        return print_error(
            say(
                "Mã %(fingerprint)s chỉ %(count)s tệp có một chứng thư. Không bỏ gì.",
                fingerprint=arguments.fingerprint,
                count=len(matches),
            )
        )
    path, (root,) = matches[0]
    path.unlink()
    print_text(say("Đã bỏ: %(root)s", root=_format_root(root)))
    return 0


def _format_root(root: RootCertificate) -> str:
    expires_at = datetime.fromisoformat(root.certificate.valid_to)
    return say(
        "%(subject)s, hết hạn %(expires_at)s\n  SHA-256 %(fingerprint)s",
        subject=root.certificate.subject,
        expires_at=write_day(expires_at),
        fingerprint=root.spaced_fingerprint,
    )


def _normalize_fingerprint(fingerprint: str) -> str:
    return "".join(letter for letter in fingerprint.upper() if letter in "0123456789ABCDEF")
