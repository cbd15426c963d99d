"""Template filters for policy: names of confidential groups."""

from django import template

from sokehoach.apps.programmes.queries import policies

register = template.Library()


@register.filter
def function_name(function: str) -> str:
    """The name of a function in the language of the page: «y tế, hỗ trợ»."""
    return policies.get_function_name(function)
