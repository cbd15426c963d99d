"""Adds two accounts to a demonstration, which has one a unit. Run in a process of its own, beside the server's home."""

import os
from datetime import date


def main() -> None:
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "sokehoach.config.settings"
    django.setup()

    from sokehoach.apps.accounts.models import Role, User
    from sokehoach.apps.accounts.services import grants, users
    from sokehoach.apps.orgunits.models import Unit
    from sokehoach.apps.shell import clock

    for username, name, role, unit, over in (
        ("thuongtruc2", "Mùa Thị Chứ", "standing_office", "099.LDTBXH", "099"),
        ("xa03304b", "Giàng A Tủa", "commune_clerk", "03304", "03304"),
    ):
        users.create_user(
            username=username,
            full_name=name,
            title="Chuyên viên",
            unit=Unit.objects.get(code=unit),
            cast_as=name,
            by="demo",
            at=clock.now(),
        )
        grants.create_grant(
            user=User.objects.get(username=username),
            role=Role.objects.get(code=role),
            function="general",
            unit=Unit.objects.get(code=over),
            since=date(2021, 1, 1),
            by="demo",
            at=clock.now(),
        )
