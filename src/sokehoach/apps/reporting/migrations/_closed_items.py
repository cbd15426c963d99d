"""Restates the rows of forms, elements and indicators that published versions closed or added, from the versions alone."""

import json
from collections import defaultdict

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from sokehoach.adapters.programme_files.canonical import parse_definition
from sokehoach.adapters.programme_files.earlier import attach_timeline, build_closed_items
from sokehoach.adapters.programme_files.uids import replace_codes
from sokehoach.apps.reporting.models.definition import serialize_form
from sokehoach.domain.programmes.timeline import build_timeline


def restate_closed_items(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    forms = apps.get_model("reporting", "Form")._default_manager
    models = {name: apps.get_model("indicators", name)._default_manager for name in ("DataElement", "Indicator")}
    for programme in apps.get_model("programmes", "Programme")._default_manager.all():
        rows = apps.get_model("programmes", "DefinitionVersion")._default_manager.filter(programme=programme.pk)
        versions = [(row.in_force_from, json.loads(row.definition)) for row in rows.order_by("number")]
        if len(versions) < 2:
            continue
        uids: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for row in apps.get_model("programmes", "Identity")._default_manager.filter(programme=programme.pk):
            uids[row.kind][row.code] = row.uid
        timeline = build_timeline(versions)
        current = attach_timeline(parse_definition(versions[-1][1]), timeline)
        closed = replace_codes(build_closed_items(current, versions, timeline), uids)
        reopened = [form for form in replace_codes(current, uids).forms if form.spans]
        for form in (*closed.forms, *reopened):
            forms.filter(uid=form.uid).update(definition=serialize_form(form))
        for name, items in (("DataElement", closed.elements), ("Indicator", closed.indicators)):
            for item in items:
                models[name].filter(uid=item.uid).update(breaks=[day.isoformat() for day in item.breaks])
