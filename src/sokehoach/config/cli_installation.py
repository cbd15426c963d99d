"""The command `sokehoach name`: what this installation is called."""

import argparse
import getpass

from sokehoach.config.cli_commands import CommandGroup
from sokehoach.config.cli_output import print_error, print_text
from sokehoach.domain.messages import say


def add_commands(commands: CommandGroup) -> None:
    command = commands(
        "name", run_name, say("đặt tên hệ thống, ghi ở đầu trang và cuối thư; không kèm tên thì in tên đang dùng")
    )
    command.add_argument("name", nargs="?", default="", help=say("tên mới, không ghi tên người"))


def run_name(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.programmes.queries.installation import get_installation_name
    from sokehoach.apps.programmes.services.installation import name_installation
    from sokehoach.apps.setup.forms.first_run import InstallationForm
    from sokehoach.apps.shell import clock

    if arguments.name:
        form = InstallationForm({"installation": arguments.name})
        if not form.is_valid():
            return print_error(str(form.errors["installation"][0]))
        by = f"{getpass.getuser()} (sokehoach name)"
        name_installation(name=form.cleaned_data["installation"], by=by, at=clock.now())
    print_text(get_installation_name() or say("chưa đặt tên"))
    return 0
