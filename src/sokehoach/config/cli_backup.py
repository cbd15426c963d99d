"""`sokehoach backup`, `backup-key`, `restore`."""

import argparse
import os
import time
from pathlib import Path

from sokehoach.config.cli_output import say, why
from sokehoach.config.cli_words import Words


def add(words: Words, configured: Words) -> None:
    """`configured` sets Django up; restoring comes before there is anything to set up."""
    backup = configured("backup", run_backup, "sao lưu vào một tệp đã mã hóa, máy chủ vẫn chạy")
    backup.add_argument("--to", required=True, help="khóa nhận, age1…; khóa mở cất ngoài máy chủ")
    backup.add_argument("-o", "--output", type=Path, required=True)
    key = words("backup-key", run_key, "tạo khóa mở bản sao lưu, in khóa nhận; làm trên máy khác")
    key.add_argument("-o", "--output", type=Path, required=True)
    restore = words("restore", run_restore, "khôi phục vào SOKEHOACH_HOME còn trống")
    restore.add_argument("file", type=Path)
    restore.add_argument("--identity", type=Path, required=True, help="tệp khóa mở")


def run_backup(given: argparse.Namespace) -> int:
    from django.conf import settings

    from sokehoach.adapters.age.keys import NotAKey, Recipient
    from sokehoach.apps.setup.services import backups
    from sokehoach.apps.shell import clock
    from sokehoach.config.doctor import machine

    began = time.time()
    try:
        manifest = backups.back_up(
            home=settings.HOME,
            database=settings.DATABASES["default"],
            recipient=Recipient.read(given.to),
            into=given.output,
            at=clock.now(),
        )
    except NotAKey as error:
        return say(f"--to: {error}.")
    except backups.CannotBackUp as error:
        return say(str(error))
    except OSError as error:
        return say(f"Không ghi được {given.output}: {why(error)}.")
    told = settings.HOME / machine.BACKED_UP
    told.touch(mode=0o600)
    os.utime(told, (began, began))
    print(f"Đã sao lưu vào {given.output}, nhật ký {manifest.rows} dòng, mã băm {manifest.root}.")
    return 0


def run_key(given: argparse.Namespace) -> int:
    from sokehoach.adapters.age.keys import Identity

    made = Identity.new()
    try:
        with os.fdopen(os.open(given.output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(f"# khóa mở bản sao lưu; khóa nhận: {made.recipient}\n{made}\n")
    except OSError as error:
        if not isinstance(error, FileExistsError):
            given.output.unlink(missing_ok=True)  # half a key opens nothing
        return say(f"Không ghi được {given.output}: {why(error)}.")
    print(made.recipient)
    return 0


def run_restore(given: argparse.Namespace) -> int:
    import tarfile

    from sokehoach.adapters.age.files import CannotOpen
    from sokehoach.adapters.age.keys import Identity, NotAKey
    from sokehoach.apps.setup.services import backups
    from sokehoach.config import env

    home = env.home()
    try:
        identity = Identity.read(given.identity.read_text("utf-8"))
        with given.file.open("rb") as archive:
            manifest = backups.restore(archive=archive, identity=identity, home=home)
        if manifest.kind == "postgresql":
            backups.load_postgresql(home=home, database=env.database(), manifest=manifest)
    except NotAKey as error:
        return say(f"{given.identity}: {error}.")
    except CannotOpen as error:
        return say(f"{given.file}: {error}.")
    except backups.CannotBackUp as error:
        return say(str(error))
    except tarfile.TarError:
        return say(f"{given.file}: bên trong không phải một bản sao lưu.")
    except OSError as error:
        return say(f"Không khôi phục được: {why(error)}.")
    same = ", nhật ký khớp với bản kê" if manifest.root is not None else ""
    print(f"Đã khôi phục vào {home} bản sao lưu lúc {manifest.at}{same}. Hãy chạy «sokehoach audit verify».")
    return 0
