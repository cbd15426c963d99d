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
    command.add_argument("name", nargs="?", help=say("tên mới, không ghi tên người"))


def run_name(arguments: argparse.Namespace) -> int:
    from sokehoach.apps.programmes.queries.installation import get_installation_name
    from sokehoach.apps.programmes.services.installation import name_installation
    from sokehoach.apps.shell import clock
    from sokehoach.apps.shell.outcomes import InvalidInput

    if arguments.name is not None:
        try:
            name_installation(name=arguments.name, by=f"{getpass.getuser()} (sokehoach name)", at=clock.now())
        except InvalidInput as invalid:
            return print_error(invalid.message)
    print_text(get_installation_name() or say("chưa đặt tên"))
    return 0
