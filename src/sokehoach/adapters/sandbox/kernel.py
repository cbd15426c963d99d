"""Call Linux system calls that Python does not expose, through the loaded C library."""

import ctypes
import os

NO_NEW_PRIVILEGES, DIES_WITH_PARENT, DUMPABLE = 38, 1, 4  # linux/prctl.h

_library = ctypes.CDLL(None, use_errno=True)


def call(number: int, *arguments: "int | ctypes.Array[ctypes.c_char] | None") -> int:
    """Call syscall(2). An argument is a number, a buffer (its address is passed) or None (null). Raises OSError."""
    return _check_result(
        _library.syscall(ctypes.c_long(number), *(_convert_argument(argument) for argument in arguments))
    )


def set_process(option: int, value: int) -> None:
    """Call prctl(2). Raises OSError."""
    _check_result(_library.prctl(option, ctypes.c_ulong(value), *(ctypes.c_ulong(0),) * 3))


def _convert_argument(argument: "int | ctypes.Array[ctypes.c_char] | None") -> object:
    if argument is None:
        return ctypes.c_void_p(None)
    return ctypes.c_long(argument) if isinstance(argument, int) else ctypes.c_void_p(ctypes.addressof(argument))


def _check_result(returned: int) -> int:
    if returned < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return returned
