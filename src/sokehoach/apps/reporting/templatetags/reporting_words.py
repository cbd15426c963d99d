"""Template filters for sentences of the domain, and the name of a form's programme."""

from django import template
from django.utils.safestring import SafeString

from sokehoach.apps.orgunits.queries import succession
from sokehoach.apps.reporting.queries.forms import list_form_places
from sokehoach.apps.shell.templatetags.shell import programme_name

register = template.Library()
register.filter("explain_obstacle", succession.explain_obstacle)


@register.simple_tag(takes_context=True)
def form_programme(context: template.Context, uid: str, plain: bool = False) -> SafeString:
    """Renders the name of the form's programme, where the page has entries of more than one. One query at most."""
    page = context["page"]
    if not uid or not page.programmes or page.programme is not None:
        return SafeString("")
    programmes = {place.uid: place.programme for place in list_form_places(context["request"].user)}
    return programme_name(context, programmes.get(uid), plain)
