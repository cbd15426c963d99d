"""Output of the commands: errors on stderr, and files that are written completely or not at all."""

import errno
import os
import sys
from collections.abc import Iterable
from pathlib import Path

DISK_FULL = "Ổ đĩa đầy: chưa ghi gì. Hãy giải phóng ổ đĩa rồi chạy lại lệnh."


def print_error(sentence: str) -> int:
    """Print the sentence on stderr and return the exit code of a command that failed, 2."""
    print(sentence, file=sys.stderr)
    return 2


def print_programmes(code: str, codes: Iterable[str]) -> int:
    """Print which programmes there are, where the command named another or none, and return the exit code."""
    listed = ", ".join(codes) or "chưa có chương trình nào"
    reason = f"Không có chương trình mã {code}" if code else "Có nhiều chương trình: hãy ghi --programme MÃ"
    return print_error(f"{reason}. Các mã: {listed}.")


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
        return print_error(f"Không ghi được {path}: {explain_os_error(error)}.")
    return 0


def explain_os_error(error: OSError) -> str:
    """Return the system's reason; in Vietnamese for errors that a person can correct."""
    match error:
        case FileNotFoundError():
            return "không có tệp hoặc thư mục này"
        case FileExistsError():
            return "đã có tệp này"
        case IsADirectoryError() | NotADirectoryError():
            return "đường dẫn không phải là một tệp"
        case PermissionError():
            return "không được phép"
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return "ổ đĩa đầy, chưa ghi gì; hãy giải phóng ổ đĩa rồi chạy lại lệnh"
    return error.strerror or str(error)
