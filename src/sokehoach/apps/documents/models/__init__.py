from sokehoach.apps.documents.models.dispatch import Correspondent, Delivery
from sokehoach.apps.documents.models.document import DocumentFile, OfficialDocument, Step
from sokehoach.apps.documents.models.outline import ReportOutline
from sokehoach.apps.documents.models.superior_form import SuperiorForm

__all__ = [
    "Correspondent",
    "Delivery",
    "DocumentFile",
    "OfficialDocument",
    "ReportOutline",
    "Step",
    "SuperiorForm",
]
