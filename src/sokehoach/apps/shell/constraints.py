"""What a person is told where the database refuses a row: the sentence that the violated constraint carries.

A constraint's `violation_error_message` is the sentence, its `violation_error_code` the field beside which it stands.
"""

import re
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, models
from django.utils import translation

from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.messages import TranslatableText

_SQLITE_CHECK = re.compile(r"CHECK constraint failed: (\w+)")
_SQLITE_UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)")
_POSTGRESQL_KEY, _UNIQUE_VIOLATION = re.compile(r"\(([^()]+)\)="), "23505"


def get_violation_message(model: type[models.Model], name: str) -> str:
    """Returns the sentence of a named constraint, for a service that shows it together with other problems."""
    constraint = next(constraint for constraint in model._meta.constraints if constraint.name == name)
    return _build_message(constraint.violation_error_message)


def build_refusal(error: IntegrityError) -> ActionRefused | InvalidInput | None:
    """Returns the refusal for the violated constraint or unique field; None where it carries no sentence."""
    broken_rule = _find_violated(error)
    match broken_rule:
        case models.BaseConstraint() if has_sentence(broken_rule):
            sentence, field = _build_message(broken_rule.violation_error_message), broken_rule.violation_error_code
        case models.Field() if broken_rule.error_messages["unique"] != models.Field.default_error_messages["unique"]:
            sentence, field = _build_message(broken_rule.error_messages["unique"]), broken_rule.name
        case _:
            return None
    return InvalidInput({field: [sentence]}) if field else ActionRefused(sentence)


def _build_message(sentence: Any) -> str:
    """The sentence of a model as a message: services run in Vietnamese, pages in the language of the reader."""
    with translation.override(settings.LANGUAGE_CODE):
        return TranslatableText(str(sentence))


def has_sentence(constraint: models.BaseConstraint) -> bool:
    return constraint.violation_error_message != models.BaseConstraint.default_violation_error_message


def _find_violated(error: IntegrityError) -> models.BaseConstraint | models.Field | None:
    """PostgreSQL names the constraint. SQLite names a check, and of a unique constraint the columns alone."""
    diagnosis, text = getattr(error.__cause__, "diag", None), str(error)
    table, columns, name = "", set(), ""
    if diagnosis is not None:
        table, name = diagnosis.table_name or "", diagnosis.constraint_name or ""
        key = _POSTGRESQL_KEY.search(diagnosis.message_detail or "")
        if key and diagnosis.sqlstate == _UNIQUE_VIOLATION:
            columns = set(key[1].split(", "))
    elif check := _SQLITE_CHECK.search(text):
        name = check[1]
    elif unique := _SQLITE_UNIQUE.search(text):
        places = [place.partition(".") for place in unique[1].split(", ")]
        table, columns = places[0][0], {column for _table, _dot, column in places}
    candidates: list[models.BaseConstraint | models.Field] = []
    for model in apps.get_models():
        candidates += [constraint for constraint in model._meta.constraints if constraint.name == name]
        if candidates or model._meta.db_table != table:
            continue
        candidates += [
            constraint
            for constraint in model._meta.constraints
            if isinstance(constraint, models.UniqueConstraint)
            and columns == {field.column for field in model._meta.concrete_fields if field.name in constraint.fields}
        ]
        candidates += [field for field in model._meta.concrete_fields if field.unique and columns == {field.column}]
    return candidates[0] if len(candidates) == 1 else None
