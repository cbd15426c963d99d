"""The command `sokehoach doctor`: print the problems of this deployment, one a line; exit code 1 if any is an error."""

from sokehoach.config.cli_commands import CommandGroup


def add_commands(commands: CommandGroup) -> None:
    commands(
        "doctor",
        lambda _arguments: run_doctor(),
        "kiểm tra máy chủ: cấu hình, đĩa, khóa, sao lưu, việc quá hạn; có lỗi thì mã thoát 1",
    )


def run_doctor() -> int:
    from sokehoach.config.doctor.checks import run_checks

    error_count = 0
    for name, findings in run_checks():
        if not findings:
            print(f"  tốt     {name}")
        for finding in findings:
            print(f"  {'LỖI' if finding.wrong else 'lưu ý':7} {name}: {finding}")
            error_count += finding.wrong
    print(f"{error_count} lỗi." if error_count else "Không có lỗi.")
    return int(error_count > 0)
