"""Modules: what registers that are code bring to other apps, which find them by settings.MODULES and import none."""

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.module_loading import import_string

from sokehoach.apps.accounts.models import User

if TYPE_CHECKING:
    from sokehoach.apps.registers.core.catalogue import RegisterDefinition
    from sokehoach.apps.registers.core.drafts import DocumentSource
    from sokehoach.apps.registers.core.measure_definitions import CombinedMeasureSet, MeasureSet


@dataclass(frozen=True, slots=True)
class DefinitionSection:
    """A part of a programme's definition (`name`) whose items are rows of a module, used by its register.

    `model`: the app and the name of the model; `save`: the service that writes the items.
    """

    name: str
    register: str
    kind: type[Any]
    model: tuple[str, str]
    save: Callable[..., object]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleTask:
    """What an account has to do, for the first page. `note`: who asks."""

    title: str
    url: str
    action: str
    due_on: date | None
    note: str
    register: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Module:
    """What a folder of settings.MODULES brings: its `module.MODULE`.

    urls            begin of the address and path of the urls module
    measures        of its registers, for reports
    sources         documents that are drafted from an entry, by the word in the address
    list_tasks, list_links   for the first page: what the account has to do; label, note, address of further pages
    """

    registers: tuple["RegisterDefinition", ...]
    measures: tuple["MeasureSet | CombinedMeasureSet", ...] = ()
    urls: tuple[str, str] | None = None
    sources: Mapping[str, "DocumentSource"] = field(default_factory=dict)
    sections: tuple[DefinitionSection, ...] = ()
    list_tasks: Callable[[User], list[ModuleTask]] | None = None
    list_links: Callable[[User], list[tuple[str, str, str]]] | None = None


@functools.cache
def list_modules() -> tuple[Module, ...]:
    """All modules, in the order of settings.MODULES."""
    return tuple(import_string(f"{folder}.module.MODULE") for folder in settings.MODULES)


@functools.cache
def get_product_measures() -> Mapping[str, "MeasureSet | CombinedMeasureSet"]:
    """The measures of the registers that are code, by register."""
    return {measures.register: measures for module in list_modules() for measures in module.measures}


def list_addresses() -> list[tuple[str, str]]:
    return [module.urls for module in list_modules() if module.urls]


def list_sections() -> Sequence[DefinitionSection]:
    return [section for module in list_modules() for section in module.sections]


def list_tasks(user: User) -> list[ModuleTask]:
    return [task for module in list_modules() if module.list_tasks for task in module.list_tasks(user)]


def list_links(user: User) -> list[tuple[str, str, str]]:
    return [link for module in list_modules() if module.list_links for link in module.list_links(user)]
