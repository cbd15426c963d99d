"""The command `sokehoach doctor`: print the problems of this deployment, one a line; exit code 1 if any is an error."""

from sokehoach.config.cli_commands import CommandGroup
from sokehoach.config.cli_language import translate
from sokehoach.config.cli_output import locate, print_text
from sokehoach.domain.messages import say, say_count


def add_commands(commands: CommandGroup) -> None:
    commands(
        "doctor",
        lambda _arguments: run_doctor(),
        say("kiểm tra máy chủ: cấu hình, đĩa, khóa, sao lưu, việc quá hạn; có lỗi thì mã thoát 1"),
    )


def run_doctor() -> int:
    from sokehoach.config.doctor.checks import run_checks

    error_count = 0
    for name, findings in run_checks():
        if not findings:
            print_text(f"  {translate(say('tốt')):7} {translate(name)}")
        for finding in findings:
            label = translate(say("LỖI") if finding.wrong else say("lưu ý"))
            print_text(f"  {label:7} {translate(locate(name, finding))}")
            error_count += finding.wrong
    print_text(say_count("%(count)s lỗi.", error_count, count=error_count) if error_count else say("Không có lỗi."))
    return int(error_count > 0)
