"""`capfirst` and `lower` for messages too, which Django's own filters would show in Vietnamese. Loaded everywhere."""

from typing import Any

from django import template
from django.template import defaultfilters

from sokehoach.apps.shell.messages import translate

register = template.Library()


@register.filter(name="capfirst", is_safe=True)
def capitalize_translated(value: Any) -> str:
    return defaultfilters.capfirst(translate(value))


@register.filter(name="lower", is_safe=True)
def lower_translated(value: Any) -> str:
    return defaultfilters.lower(translate(value))
