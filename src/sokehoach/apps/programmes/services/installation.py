"""Stores what this installation is called."""

from datetime import datetime
from typing import Any

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.programmes.models import Installation
from sokehoach.apps.shell.outcomes import InvalidInput
from sokehoach.apps.shell.thread_cache import forget_answers
from sokehoach.domain.messages import say


@write("installation.name")
def name_installation(*, name: str, by: Any, at: datetime) -> ServiceResult:
    """Store the name, with single spaces. Raises InvalidInput where it is blank, too long or names a person."""
    name = " ".join(name.split())
    longest = Installation._meta.get_field("name").max_length or 0
    if not any(map(str.isalnum, name)):
        raise InvalidInput({"name": [say("Hệ thống phải có tên.")]})
    if len(name) > longest:
        raise InvalidInput({"name": [say("Tên hệ thống dài quá %(n)s ký tự.", n=longest)]})
    Installation.objects.update_or_create(pk=1, defaults={"name": name})
    forget_answers()
    return ServiceResult(subject="installation", detail={"name": name})
