"""Writes into option sets of drafts what stood in code before."""

from collections.abc import Callable, Mapping
from typing import Any

import yaml
from django.apps.registry import Apps

from sokehoach.adapters.programme_files.yaml_lists import YamlListError, replace_item

_FILE, _LIST = "option_sets.yaml", "option_sets"

type CompletedSet = tuple[int, dict[str, Any]]  # place in the file, what stands there


def complete_drafts(
    apps: Apps, new_numbers: Mapping[str, tuple[int, int]], complete: Callable[[list[Any]], CompletedSet | None]
) -> None:
    """`complete`: the option set of a draft as it is to be, None where nothing is to be done.

    `new_numbers`: of the version on which a draft may rest and the one that takes its place, by programme. A draft that
    cannot be read stays as it is: the official mends it first.
    """
    for draft in apps.get_model("programmes", "ProgrammeDraft")._default_manager.all():
        text = draft.files.get(_FILE, "")
        try:
            if (completed := complete(yaml.safe_load(text)[_LIST])) is None:
                continue
            draft.files[_FILE] = replace_item(text, (_LIST,), *completed)
        except (yaml.YAMLError, YamlListError, AttributeError, TypeError, KeyError, ValueError):
            continue
        base, number = new_numbers.get(draft.code, (0, 0))
        draft.base = number if number and draft.base == base else draft.base
        draft.revision += 1
        draft.save()
