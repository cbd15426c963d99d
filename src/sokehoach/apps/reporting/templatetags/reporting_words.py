"""Sentences of the domain in templates."""

from django import template

from sokehoach.apps.reporting import finding_words

register = template.Library()
register.filter("in_page_language", finding_words.say)
