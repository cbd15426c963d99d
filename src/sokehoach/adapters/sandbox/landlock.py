"""Give up file access with Landlock (Linux 5.13 and later), permanently, except for named files and folders.

Source: https://docs.kernel.org/userspace-api/landlock.html; the numbers are those of linux/landlock.h.
"""

import os
import struct
from collections.abc import Iterable
from ctypes import create_string_buffer

from sokehoach.adapters.sandbox import kernel

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446  # the same on every processor
_VERSION = 1  # makes _CREATE return the version
_PATH_BENEATH = 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3
# File rights of version 1, and those that later versions added: moving between folders, truncating, ioctl on devices.
_FILES, _FILES_SINCE = (1 << 13) - 1, {2: 1 << 13, 3: 1 << 14, 5: 1 << 15}
_TCP_SINCE, _TCP = 4, 0b11  # bind, connect
_SCOPE_SINCE, _SCOPE = 6, 0b11  # abstract sockets and signals, from and to processes outside


def read_version() -> int:
    """Return this kernel's Landlock version; 0 if there is none or it is blocked for this process."""
    try:
        return kernel.call(_CREATE, None, 0, _VERSION)
    except OSError:
        return 0


def close_files(folders: Iterable[str], files: Iterable[str] = ()) -> int:
    """Allow this process only to read files in the folders and the named files.

    From version 4 it also forbids TCP, from version 6 signals to other processes.

    Returns the version; 0 if nothing was restricted. `kernel.NO_NEW_PRIVILEGES` must be set before. It binds the
    calling thread and what that starts: call it while there is no other thread. Raises OSError.
    """
    if not (supported := read_version()):
        return 0
    handled = _FILES | sum(right for since, right in _FILES_SINCE.items() if supported >= since)
    attributes = [handled, _TCP if supported >= _TCP_SINCE else 0, _SCOPE if supported >= _SCOPE_SINCE else 0]
    # An older kernel refuses a structure longer than its own.
    size = 24 if supported >= _SCOPE_SINCE else 16 if supported >= _TCP_SINCE else 8
    rules = kernel.call(_CREATE, create_string_buffer(struct.pack("=3Q", *attributes), 24), size, 0)
    try:
        for folder in folders:
            _allow_path(rules, folder, _READ_FILE | _READ_FOLDER)
        for file in files:
            _allow_path(rules, file, _READ_FILE)
        kernel.call(_RESTRICT, rules, 0)
    finally:
        os.close(rules)
    return supported


def _allow_path(rules: int, path: str, rights: int) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):  # the process could not open it before either
        return
    try:
        kernel.call(_ADD_RULE, rules, _PATH_BENEATH, create_string_buffer(struct.pack("=Qi", rights, beneath), 12), 0)
    finally:
        os.close(beneath)
