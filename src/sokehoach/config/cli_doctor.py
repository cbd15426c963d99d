"""`sokehoach doctor`: what this deployment lacks, a line each; 1 where something must be done."""

from sokehoach.config.cli_words import Words


def add(words: Words) -> None:
    words(
        "doctor",
        lambda _given: run(),
        "kiểm tra máy chủ: cấu hình, đĩa, khóa, sao lưu, việc quá hạn; có lỗi thì mã thoát 1",
    )


def run() -> int:
    from sokehoach.config.doctor.checks import examine

    wrong = 0
    for name, findings in examine():
        if not findings:
            print(f"  tốt     {name}")
        for finding in findings:
            print(f"  {'LỖI' if finding.wrong else 'lưu ý':7} {name}: {finding}")
            wrong += finding.wrong
    print(f"{wrong} lỗi." if wrong else "Không có lỗi.")
    return int(wrong > 0)
