"""Fills an empty home with the first programme and officials of its district. Run in a process of its own."""

import os
from datetime import date

COMMUNES = {"03304": "tenhphong", "03289": "quaicang"}


def main() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    django.setup()

    from sokehoach.config import cli
    from tests.factories.quang_ngai import FIRST, Grants, hire

    office = "099.LDTBXH"
    officials: dict[str, tuple[str, Grants]] = {
        "md-thuongtruc": (office, (("standing_office", "general", "099"),)),
        "md-truongphong": (office, (("signer", "general", office), ("figures_reader", "general", "099"))),
        **{f"md-{name}": (code, (("commune_clerk", "general", code),)) for code, name in COMMUNES.items()},
    }
    assert cli.main(["load", FIRST]) == 0
    hire(FIRST, officials, today=date(2021, 6, 16), since=date(2021, 1, 1))


if __name__ == "__main__":
    main()
