"""All checks of `sokehoach doctor` by name, in the order in which they are printed."""

from collections.abc import Iterator

from sokehoach.config.doctor import database, deployment, files, machine, work
from sokehoach.config.doctor.finding import Check, DoctorFinding

CHECKS: dict[str, Check] = {
    "dữ liệu": deployment.find_demonstration_problems,
    "gỡ lỗi": deployment.find_debug_problems,
    "HTTPS": deployment.find_https_problems,
    "tên miền": deployment.find_host_problems,
    "khóa bí mật": deployment.find_secret_problems,
    "giới hạn": deployment.find_rate_problems,
    "khung phần mềm": deployment.find_framework_problems,
    "cơ sở dữ liệu": database.find_migration_problems,
    "ghi bền": database.find_durability_problems,
    "đọc và ghi": database.find_journal_problems,
    "tệp dữ liệu": database.find_corruption,
    "đồng hồ": machine.find_clock_problems,
    "đĩa": machine.find_disk_problems,
    "quyền tệp": machine.find_folder_problems,
    "khóa niêm phong": machine.find_key_problems,
    "sao lưu": machine.find_backup_problems,
    "chứng thư gốc": machine.find_root_problems,
    "đọc tệp ngoài": files.find_parser_problems,
    "bắt đầu": work.find_missing_beginnings,
    "hẹn giờ": work.find_tick_problems,
    "việc dài": work.find_job_problems,
    "thư": work.find_mail_problems,
}


def run_checks(checks: dict[str, Check] = CHECKS) -> Iterator[tuple[str, list[DoctorFinding]]]:
    """Yield each check's name and findings. A check that fails to run is a finding too and stops no other."""
    for name, check in checks.items():
        try:
            findings = list(check())
        except Exception as error:
            findings = [
                DoctorFinding(f"không kiểm tra được ({type(error).__name__})", "mở được cơ sở dữ liệu rồi chạy lại")
            ]
        yield name, findings
