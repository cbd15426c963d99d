"""A file system that keeps, over a power cut, the bytes that were synced and no others."""

from collections.abc import Callable

import apsw


class File:
    def __init__(self, content: bytes = b"") -> None:
        self.kept = content  # what a power cut leaves
        self.now = bytearray(content)


class Forgetful(apsw.VFS):
    """`files` by path; `stirred` is called before each write and each sync, where the power may go."""

    def __init__(self, name: str, files: dict[str, bytes], stirred: Callable[[], None]) -> None:
        super().__init__(name, "")
        self.files = {path: File(content) for path, content in files.items()}
        self.stirred = stirred

    def kept(self) -> dict[str, bytes]:
        return {path: file.kept for path, file in self.files.items()}

    def xOpen(self, name: object, flags: list[int]) -> "Opened":  # noqa: N802
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        flags[1] = flags[0]
        return Opened(self.files.setdefault(path, File()), self.stirred)

    def xDelete(self, path: str, syncdir: bool) -> None:  # noqa: N802
        self.files.pop(path, None)

    def xAccess(self, path: str, flags: int) -> bool:  # noqa: N802
        return path in self.files

    def xFullPathname(self, path: str) -> str:  # noqa: N802
        return path


class Opened:
    """An open file; it has no shared memory, so that WAL asks for an exclusive lock."""

    def __init__(self, file: File, stirred: Callable[[], None]) -> None:
        self.file, self.stirred = file, stirred

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802
        return bytes(self.file.now[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.stirred()
        now = self.file.now
        now.extend(bytes(max(0, offset - len(now))))
        now[offset : offset + len(data)] = data

    def xTruncate(self, size: int) -> None:  # noqa: N802
        del self.file.now[size:]

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.stirred()
        self.file.kept = bytes(self.file.now)

    def xFileSize(self) -> int:  # noqa: N802
        return len(self.file.now)

    def xLock(self, level: int) -> None:  # noqa: N802
        pass

    def xUnlock(self, level: int) -> None:  # noqa: N802
        pass

    def xCheckReservedLock(self) -> bool:  # noqa: N802
        return False

    def xFileControl(self, op: int, pointer: int) -> bool:  # noqa: N802
        return False

    def xSectorSize(self) -> int:  # noqa: N802
        return 4096

    def xDeviceCharacteristics(self) -> int:  # noqa: N802
        return 0

    def xClose(self) -> None:  # noqa: N802
        pass
