from sokehoach.apps.documents.models.document import DocumentFile, OfficialDocument, Step
from sokehoach.apps.documents.models.outline import ReportOutline

__all__ = ["DocumentFile", "OfficialDocument", "ReportOutline", "Step"]
