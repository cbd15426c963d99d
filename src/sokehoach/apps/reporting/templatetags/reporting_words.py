"""Template filters for sentences of the domain."""

from django import template

from sokehoach.apps.reporting import finding_messages

register = template.Library()
register.filter("in_page_language", finding_messages.translate_finding)
