"""Stores what this installation is called."""

from datetime import datetime
from typing import Any

from sokehoach.apps.audit.services import ServiceResult, write
from sokehoach.apps.programmes.models import Installation
from sokehoach.apps.shell.thread_cache import forget_answers


@write("installation.name")
def name_installation(*, name: str, by: Any, at: datetime) -> ServiceResult:
    """Store the name. Raises InvalidInput where it names a person."""
    Installation.objects.update_or_create(pk=1, defaults={"name": name})
    forget_answers()
    return ServiceResult(subject="installation", detail={"name": name})
