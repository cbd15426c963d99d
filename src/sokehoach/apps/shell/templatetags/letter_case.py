"""`capfirst`, `lower` and `date` in the language of the page, and the field that says it. Loaded everywhere."""

from typing import Any

from django import template
from django.template import defaultfilters

from sokehoach.apps.shell import dates, page_language
from sokehoach.apps.shell.messages import translate

register = template.Library()
register.filter("date", dates.format_date, expects_localtime=True, is_safe=False)
register.tag("csrf_token", page_language.build_form_node)
register.simple_tag(page_language.render_field, name="page_language")


@register.filter(name="capfirst", is_safe=True)
def capitalize_translated(value: Any) -> str:
    return defaultfilters.capfirst(translate(value))


@register.filter(name="lower", is_safe=True)
def lower_translated(value: Any) -> str:
    return defaultfilters.lower(translate(value))
