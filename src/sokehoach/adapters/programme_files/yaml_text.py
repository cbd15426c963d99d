"""Write YAML without anchors: a file of a programme may have none, even where two places of it share a list."""

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


def dump_yaml(value: Any, *, width: int = 120, is_flow: bool = False) -> str:
    """`is_flow`: in brackets and braces, as JSON."""
    text: str = yaml.dump(
        value, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=width, default_flow_style=is_flow
    )
    return text
