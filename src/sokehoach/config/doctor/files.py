"""Check of the process that opens files from outside: which layers confine it."""

import os
from collections.abc import Iterator

from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.sandbox.slots import ParserBusyError
from sokehoach.config.doctor.finding import DoctorFinding, build_note


def find_parser_problems() -> Iterator[DoctorFinding]:
    """Find each layer of confinement that the kernel or container lacks, and say what is exposed without it."""
    try:
        layers = process.run("layers", b"")
    except ParserBusyError:
        yield DoctorFinding(
            f"không nối được {process.other_user_at}: không tệp nào được đọc",
            "chạy systemctl enable --now sokehoach-parser.socket, xem lại SOKEHOACH_PARSER",
        )
        return
    except FileRefusedError:
        yield DoctorFinding(
            "tiến trình đọc tệp từ ngoài không tự khóa được, nên không tệp nào được đọc",
            "xem nhật ký của sokehoach-parser@ hoặc sokehoach.service, nhân hệ điều hành, rồi chạy lại",
        )
        return
    if not layers["landlock"]:
        yield DoctorFinding(
            "nhân hệ điều hành không có Landlock: tệp độc hại chiếm được trình đọc thì đọc được tệp của máy chủ",
            "dùng nhân Linux từ 5.13 có bật Landlock (Debian 12 trở lên), bỏ chặn nếu chạy trong container",
        )
    if not layers["seccomp"]:
        yield DoctorFinding(
            "nhân hệ điều hành không có seccomp: tệp độc hại chiếm được trình đọc thì ra được mạng, mở được tiến trình",
            "dùng nhân Linux có bật seccomp trên máy x86-64 hoặc ARM 64 bit",
        )
    if layers["user"] == os.getuid():
        yield build_note(
            "trình đọc tệp chạy bằng tài khoản của chính máy chủ",
            "bật sokehoach-parser.socket và đặt SOKEHOACH_PARSER=/run/sokehoach-parser.socket",
        )
