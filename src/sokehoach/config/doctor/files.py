"""Check of the process that opens files from outside: which layers confine it."""

import os
from collections.abc import Iterator

from sokehoach.adapters.sandbox import FileRefusedError, process
from sokehoach.adapters.sandbox.slots import ParserBusyError
from sokehoach.config.doctor.finding import DoctorFinding, build_note
from sokehoach.domain.messages import say


def find_parser_problems() -> Iterator[DoctorFinding]:
    """Find each layer of confinement that the kernel or container lacks, and say what is exposed without it."""
    try:
        layers = process.run("layers", b"")
    except ParserBusyError:
        yield DoctorFinding(
            say("không nối được %(other_user_at)s: không tệp nào được đọc", other_user_at=process.other_user_at),
            say("chạy systemctl enable --now sokehoach-parser.socket, xem lại SOKEHOACH_PARSER"),
        )
        return
    except FileRefusedError:
        yield DoctorFinding(
            say("tiến trình đọc tệp từ ngoài không tự khóa được, nên không tệp nào được đọc"),
            say("xem nhật ký của sokehoach-parser@ hoặc sokehoach.service, nhân hệ điều hành, rồi chạy lại"),
        )
        return
    if not layers["landlock"]:
        yield DoctorFinding(
            say("nhân hệ điều hành không có Landlock: tệp độc hại chiếm được trình đọc thì đọc được tệp của máy chủ"),
            say("dùng nhân Linux từ 5.13 có bật Landlock (Debian 12 trở lên), bỏ chặn nếu chạy trong container"),
        )
    if not layers["seccomp"]:
        yield DoctorFinding(
            say(
                "nhân hệ điều hành không có seccomp: tệp độc hại chiếm được trình đọc thì ra được mạng, "
                "mở được tiến trình"
            ),
            say("dùng nhân Linux có bật seccomp trên máy x86-64 hoặc ARM 64 bit"),
        )
    if layers["user"] == os.getuid():
        yield build_note(
            say("trình đọc tệp chạy bằng tài khoản của chính máy chủ"),
            say("bật sokehoach-parser.socket và đặt SOKEHOACH_PARSER=/run/sokehoach-parser.socket"),
        )
