"""Every check by its name, in the order in which it is told."""

from collections.abc import Iterator

from sokehoach.config.doctor import database, deployment, files, machine, work
from sokehoach.config.doctor.finding import Check, Finding

CHECKS: dict[str, Check] = {
    "dữ liệu": deployment.demonstration,
    "gỡ lỗi": deployment.debugging,
    "HTTPS": deployment.https,
    "tên miền": deployment.hosts,
    "khóa bí mật": deployment.secret,
    "giới hạn": deployment.requests,
    "khung phần mềm": deployment.framework,
    "cơ sở dữ liệu": database.migrations,
    "ghi bền": database.durable,
    "đọc và ghi": database.side_by_side,
    "tệp dữ liệu": database.sound,
    "đồng hồ": machine.clock,
    "đĩa": machine.disk,
    "quyền tệp": machine.folder,
    "khóa niêm phong": machine.keys,
    "sao lưu": machine.backups,
    "chứng thư gốc": machine.roots,
    "đọc tệp ngoài": files.parser,
    "hẹn giờ": work.tick,
    "việc dài": work.jobs,
    "thư": work.mail,
}


def examine(checks: dict[str, Check] = CHECKS) -> Iterator[tuple[str, list[Finding]]]:
    """A check that cannot be made is a finding too, and stops no other."""
    for name, check in checks.items():
        try:
            found = list(check())
        except Exception as error:
            found = [
                Finding(f"không kiểm tra được ({type(error).__name__})", "mở được cơ sở dữ liệu rồi chạy lại")
            ]
        yield name, found
