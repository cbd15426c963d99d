"""The commands `sokehoach backup`, `backup-key` and `restore`."""

import argparse
import os
import time
from pathlib import Path

from sokehoach.config.cli_commands import CommandGroup
from sokehoach.config.cli_language import translate
from sokehoach.config.cli_output import end_sentence, explain_os_error, locate, print_error, print_text
from sokehoach.domain.messages import say


def add_commands(commands: CommandGroup, configured: CommandGroup) -> None:
    """Add the commands. Those of `configured` run with Django set up; restoring runs before there is anything to set
    up.
    """
    backup = configured("backup", run_backup, say("sao lưu vào một tệp đã mã hóa, máy chủ vẫn chạy"))
    backup.add_argument("--to", required=True, help=say("khóa nhận, age1…; khóa mở cất ngoài máy chủ"))
    backup.add_argument("-o", "--output", type=Path, required=True)
    key = commands("backup-key", run_backup_key, say("tạo khóa mở bản sao lưu, in khóa nhận; làm trên máy khác"))
    key.add_argument("-o", "--output", type=Path, required=True)
    restore = commands("restore", run_restore, say("khôi phục vào SOKEHOACH_HOME còn trống"))
    restore.add_argument("file", type=Path)
    restore.add_argument("--identity", type=Path, required=True, help=say("tệp khóa mở"))


def run_backup(arguments: argparse.Namespace) -> int:
    from django.conf import settings

    from sokehoach.adapters import age
    from sokehoach.apps.setup.services import backups
    from sokehoach.apps.shell import clock
    from sokehoach.config.doctor import machine

    began_at = time.time()
    try:
        manifest = backups.create_backup(
            home=settings.HOME,
            database=settings.DATABASES["default"],
            recipient=age.parse_recipient(arguments.to),
            into=arguments.output,
            at=clock.now(),
        )
    except age.InvalidKeyError as error:
        return print_error(end_sentence(locate("--to", error)))
    except backups.BackupError as error:
        return print_error(str(error))
    except OSError as error:
        return print_error(
            say("Không ghi được %(path)s: %(reason)s.", path=arguments.output, reason=explain_os_error(error))
        )
    mark = settings.HOME / machine.BACKED_UP
    mark.touch(mode=0o600)
    os.utime(mark, (began_at, began_at))
    print_text(
        say(
            "Đã sao lưu vào %(output)s, nhật ký %(rows)s dòng, mã băm %(root)s.",
            output=arguments.output,
            rows=manifest.rows,
            root=manifest.root,
        )
    )
    return 0


def run_backup_key(arguments: argparse.Namespace) -> int:
    from sokehoach.adapters import age

    identity = age.Identity.generate()
    try:
        with os.fdopen(os.open(arguments.output, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            remark = say("khóa mở bản sao lưu; khóa nhận: %(recipient)s", recipient=identity.to_public())
            file.write(f"# {translate(remark)}\n{identity}\n")
    except OSError as error:
        if not isinstance(error, FileExistsError):
            arguments.output.unlink(missing_ok=True)  # a partly written key opens nothing
        return print_error(
            say("Không ghi được %(path)s: %(reason)s.", path=arguments.output, reason=explain_os_error(error))
        )
    print_text(identity.to_public())
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    import tarfile

    from sokehoach.adapters import age
    from sokehoach.apps.setup.services import backups
    from sokehoach.config import env

    home = env.get_home()
    try:
        identity = age.parse_identity(arguments.identity.read_text("utf-8"))
        with arguments.file.open("rb") as archive:
            manifest = backups.restore_backup(archive=archive, identity=identity, home=home)
        if manifest.kind == "postgresql":
            backups.load_postgresql(home=home, database=env.build_database_settings(), manifest=manifest)
    except age.InvalidKeyError as error:
        return print_error(end_sentence(locate(arguments.identity, error)))
    except age.DecryptionError as error:
        return print_error(end_sentence(locate(arguments.file, error)))
    except backups.BackupError as error:
        return print_error(str(error))
    except tarfile.TarError:
        return print_error(say("%(file)s: bên trong không phải một bản sao lưu.", file=arguments.file))
    except OSError as error:
        return print_error(say("Không khôi phục được: %(reason)s.", reason=explain_os_error(error)))
    matching_note = say(", nhật ký khớp với bản kê") if manifest.root is not None else ""
    print_text(
        say(
            "Đã khôi phục vào %(home)s bản sao lưu lúc %(at)s%(matching_note)s. Hãy chạy «sokehoach audit verify».",
            home=home,
            at=manifest.at,
            matching_note=matching_note,
        )
    )
    return 0
