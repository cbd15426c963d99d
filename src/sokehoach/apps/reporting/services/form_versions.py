"""Stores the definition by which a report is sent, so that it reads the same however the form changes later."""

from collections.abc import Mapping

from sokehoach.apps.reporting.models import FormVersion, Submission
from sokehoach.apps.reporting.models.definition import serialize_sent_form
from sokehoach.apps.reporting.queries.form_versions import compute_digest
from sokehoach.domain.indicators.element import DataElement


def get_or_create_version(submission: Submission, elements: Mapping[str, DataElement]) -> FormVersion:
    """The version of the report's form as it is filled in now. `elements`: by uid, those of the form among them."""
    content = serialize_sent_form(submission.definition, elements)
    version, _is_new = FormVersion.objects.get_or_create(
        form=submission.form, digest=compute_digest(content), defaults={"content": content}
    )
    return version
