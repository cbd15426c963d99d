"""Write YAML without anchors: a file of a programme may have none, even where two places of it share a list.

A text that YAML 1.2 reads as a number is in quotation marks, too. PyYAML reads YAML 1.1, to which «099» and «1e3» are
texts; editors and most other readers take them for 99 and 1000.
"""

import re
from typing import Any

import yaml

# libyaml writes the same in a fifth of the time; PyYAML may be built without it.
_CDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


class Dumper(yaml.SafeDumper):
    def ignore_aliases(self, _data: Any) -> bool:
        return True


class FastDumper(_CDumper):  # type: ignore[misc]
    def ignore_aliases(self, _data: Any) -> bool:
        return True


# YAML 1.2.2, 10.3.2. From the beginning: whoever searches with it must not try each place of a long text.
_NUMBER = re.compile(r"\A(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|0o[0-7]+)\Z")
for _dumper in (Dumper, FastDumper):
    _dumper.add_implicit_resolver("tag:yaml.org,2002:float", _NUMBER, list("-+.0123456789"))


def dump_yaml(value: Any, *, width: int = 120, is_flow: bool = False) -> str:
    """`is_flow`: in brackets and braces, as JSON."""
    text: str = yaml.dump(
        value, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=width, default_flow_style=is_flow
    )
    return text
