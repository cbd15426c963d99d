"""Fills an empty home with all shipped programmes and the officials of the province. Run in a process of its own."""

import os


def main() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    django.setup()

    from sokehoach.config import cli
    from tests.factories import quang_ngai

    for code in quang_ngai.FOLDERS:
        assert cli.main(["load", code]) == 0
    for code in quang_ngai.OFFICIALS:
        quang_ngai.hire(code)


if __name__ == "__main__":
    main()
