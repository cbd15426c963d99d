"""All checks of `sokehoach doctor` by name, in the order in which they are printed."""

from collections.abc import Iterator

from django.db import DatabaseError

from sokehoach.config.doctor import database, deployment, files, machine, work
from sokehoach.config.doctor.finding import Check, DoctorFinding, build_note
from sokehoach.domain.messages import say

CHECKS: dict[str, Check] = {
    say("dữ liệu"): deployment.find_demonstration_problems,
    say("gỡ lỗi"): deployment.find_debug_problems,
    "HTTPS": deployment.find_https_problems,
    say("tên miền"): deployment.find_host_problems,
    say("khóa bí mật"): deployment.find_secret_problems,
    say("giới hạn"): deployment.find_rate_problems,
    say("khung phần mềm"): deployment.find_framework_problems,
    say("cơ sở dữ liệu"): database.find_migration_problems,
    say("ghi bền"): database.find_durability_problems,
    say("đọc và ghi"): database.find_journal_problems,
    say("tệp dữ liệu"): database.find_corruption,
    say("đồng hồ"): machine.find_clock_problems,
    say("đĩa"): machine.find_disk_problems,
    say("quyền tệp"): machine.find_folder_problems,
    say("khóa niêm phong"): machine.find_key_problems,
    say("sao lưu"): machine.find_backup_problems,
    say("chứng thư gốc"): machine.find_root_problems,
    say("đọc tệp ngoài"): files.find_parser_problems,
    say("bắt đầu"): work.find_missing_beginnings,
    say("hẹn giờ"): work.find_tick_problems,
    say("việc dài"): work.find_job_problems,
    say("thư"): work.find_mail_problems,
}


def run_checks(checks: dict[str, Check] = CHECKS) -> Iterator[tuple[str, list[DoctorFinding]]]:
    """Yield each check's name and findings. A check that fails to run is a finding too and stops no other."""
    for name, check in checks.items():
        try:
            findings = list(check())
        except DatabaseError as error:
            findings = [_explain_missing_tables() or _explain_failure(error)]
        except Exception as error:
            findings = [_explain_failure(error)]
        yield name, findings


def _explain_failure(error: Exception) -> DoctorFinding:
    return DoctorFinding(
        say("không kiểm tra được (%(error)s)", error=type(error).__name__), say("mở được cơ sở dữ liệu rồi chạy lại")
    )


def _explain_missing_tables() -> DoctorFinding | None:
    """None where the failure has another reason: the database has tables, or does not answer."""
    try:
        is_empty = database.has_no_tables()
    except DatabaseError:
        return None
    return build_note(say("chưa có gì để kiểm tra"), say("chạy «sokehoach serve» lần đầu")) if is_empty else None
