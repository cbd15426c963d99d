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
from pathlib import Path


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


def main() -> int:
    bin_folder = programs()
    if bin_folder is None:
        print("PostgreSQL's programs are not on this machine: the tests ran on SQLite alone.")
        return 0
    user = system_user()
    with tempfile.TemporaryDirectory(prefix="sokehoach-pg-") as name:
        folder = Path(name)
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
        folder.chmod(0o755)

        def run(*words: str) -> None:
            subprocess.run(
                words, check=True, stdout=subprocess.DEVNULL, user=user.pw_uid if user else None, cwd="/"
            )

        data, log = folder / "data", folder / "log"
        run(
            str(bin_folder / "initdb"),
            "-D",
            str(data),
            "-U",
            "test",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        # On a socket in its own folder, so that nothing else on the machine is met.
        options = f"-k {folder} -c listen_addresses= -c fsync=off -c max_connections=50"
        run(str(bin_folder / "pg_ctl"), "-D", str(data), "-l", str(log), "-o", options, "-w", "start")
        try:
            url = f"postgresql://test@/postgres?host={folder}"
            return subprocess.run(sys.argv[1:], env=os.environ | {"DATABASE_URL": url}).returncode
        finally:
            run(str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")


if __name__ == "__main__":
    sys.exit(main())
