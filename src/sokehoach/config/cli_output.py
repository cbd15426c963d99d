"""Output of the commands: errors on stderr, and files that are written completely or not at all."""

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from sokehoach.config.cli_language import translate
from sokehoach.domain.messages import join_messages, say

DISK_FULL = say("Ổ đĩa đầy: chưa ghi gì. Hãy giải phóng ổ đĩa rồi chạy lại lệnh.")


def print_text(*texts: str, file: TextIO | None = None, end: str = "\n") -> None:
    """Print texts, a line each, in the language of the command, at once: a log and a waiting person read along."""
    print(*map(translate, texts), sep="\n", end=end, file=file, flush=True)


def print_error(sentence: str) -> int:
    """Print the sentence on stderr and return the exit code of a command that failed, 2."""
    print_text(sentence, file=sys.stderr)
    return 2


def locate(place: object, reason: object) -> str:
    """Return «place: reason»."""
    return join_messages(": ", (str(place), str(reason)))


def end_sentence(text: str) -> str:
    """Return the text with a full stop."""
    return text if text.endswith(".") else join_messages("", (text, "."))


def print_programmes(code: str, codes: Iterable[str]) -> int:
    """Print which programmes there are, where the command named another or none, and return the exit code."""
    listed = ", ".join(codes) or say("chưa có chương trình nào")
    several = say("Có nhiều chương trình: hãy ghi --programme MÃ")
    reason = say("Không có chương trình mã %(code)s", code=code) if code else several
    return print_error(say("%(reason)s. Các mã: %(listed)s.", reason=reason, listed=listed))


def write_file(parts: Iterable[bytes], path: Path) -> int:
    """Write the file and return the exit code. An existing file is replaced only when the new one is complete."""
    # A terminal, a pipe or a device is written to directly.
    fresh = path if path.exists() and not path.is_file() else path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with fresh.open("wb") as file:
            file.writelines(parts)
        if fresh != path:
            fresh.replace(path)
    except OSError as error:
        if fresh != path:
            fresh.unlink(missing_ok=True)
        return print_error(say("Không ghi được %(path)s: %(reason)s.", path=path, reason=explain_os_error(error)))
    return 0


def explain_os_error(error: OSError) -> str:
    """Return the system's reason; in our words for errors that a person can correct."""
    match error:
        case FileNotFoundError():
            return say("không có tệp hoặc thư mục này")
        case FileExistsError():
            return say("đã có tệp này")
        case IsADirectoryError() | NotADirectoryError():
            return say("đường dẫn không phải là một tệp")
        case PermissionError():
            return say("không được phép")
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return say("ổ đĩa đầy, chưa ghi gì; hãy giải phóng ổ đĩa rồi chạy lại lệnh")
    return error.strerror or str(error)
