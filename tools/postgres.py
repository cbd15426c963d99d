"""Runs a command with DATABASE_URL of a PostgreSQL that is started for it alone and thrown away afterwards.

usage: tools/postgres.py COMMAND …

Where PostgreSQL's programs are not found it says so and runs nothing, which is no failure. The server refuses to run
as root; as root it is started as a system user (postgres, else nobody).
"""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Server:
    """A cluster in `folder`, on a socket there, so that nothing else on the machine is met."""

    def __init__(self, bin_folder: Path, folder: Path, *options: str) -> None:
        self.bin, self.folder, self.options = bin_folder, folder, options
        self.user = system_user()
        if self.user:
            os.chown(folder, self.user.pw_uid, self.user.pw_gid)
        folder.chmod(0o755)
        locale = ("-E", "UTF8", "--locale=C.UTF-8")
        self.run("initdb", "-D", str(folder / "data"), "-U", "test", "-A", "trust", *locale)

    @property
    def url(self) -> str:
        return f"postgresql://test@/postgres?host={self.folder}"

    def start(self) -> None:
        said = " ".join([f"-k {self.folder} -c listen_addresses=", *(f"-c {one}" for one in self.options)])
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-l", log, "-o", said, "-w", "start")

    def stop(self) -> None:
        """As a power cut would take it: no checkpoint, the next start reads the log."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "stop")

    def run(self, program: str, *words: str) -> None:
        user = self.user.pw_uid if self.user else None
        subprocess.run([self.bin / program, *words], check=True, stdout=subprocess.DEVNULL, user=user, cwd="/")


def programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def system_user() -> pwd.struct_passwd | None:
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise SystemExit("PostgreSQL does not run as root, and there is no user postgres or nobody to run it as.")


@contextmanager
def serving(bin_folder: Path, *options: str) -> Iterator[Server]:
    """A started server that is thrown away afterwards. `options`: «fsync=off»."""
    with tempfile.TemporaryDirectory(prefix="sokehoach-pg-") as name:
        server = Server(bin_folder, Path(name), *options)
        server.start()
        try:
            yield server
        finally:
            server.stop()


def main() -> int:
    bin_folder = programs()
    if bin_folder is None:
        print("PostgreSQL's programs are not on this machine: the tests ran on SQLite alone.")
        return 0
    # Tests roll back what they insert: autovacuum would tell the planner that the tables, then full again, are empty.
    options = ("fsync=off", "max_connections=50", "autovacuum=off")
    with serving(bin_folder, *options) as server:
        return subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": server.url}).returncode


if __name__ == "__main__":
    sys.exit(main())
