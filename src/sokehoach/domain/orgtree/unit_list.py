"""Names of several units in a sentence, as officials write them."""

from collections.abc import Iterable

_MAX_NAMED = 4  # units of one level; of more the number comes first


def format_unit_list(names: Iterable[str], levels: Iterable[str]) -> str:
    """«Level A, các level B, C và Agency»; of more than four units of one level «9 level (B, C, …)».

    `names`: full names; those that begin with the name of one of the `levels` are named together, each level where its
    first unit stands.
    """
    levels = sorted(levels, key=len, reverse=True)
    groups: dict[str, list[str]] = {}
    for name in names:
        level = next((level for level in levels if name.lower().startswith(f"{level.lower()} ")), "")
        groups.setdefault(level or name, []).append(name[len(level) + 1 :] if level else "")
    parts = [_format_group(level, members) for level, members in groups.items()]
    text = " và ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
    return text[:1].upper() + text[1:]


def _format_group(level: str, members: list[str]) -> str:
    if members == [""]:
        return level
    if len(members) == 1:
        return f"{level} {members[0]}"
    listed = ", ".join(members)
    return f"các {level} {listed}" if len(members) <= _MAX_NAMED else f"{len(members)} {level} ({listed})"
