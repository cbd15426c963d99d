"""Many documents at once: each as PDF and as DOCX, in one zip. The work of a job."""

import io
import zipfile

from sokehoach.adapters import docx, pdf
from sokehoach.apps.accounts.models import User
from sokehoach.apps.audit.services import Json
from sokehoach.apps.documents.selectors.documents import content, document_for
from sokehoach.apps.jobs.services.running import Result, Tell, arguments_of

KIND = "documents.print"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def many(arguments: dict[str, Json], tell: Tell) -> Result:
    """`arguments`: {"documents": row ids, "person": the account that asked}. What it may not see is a 404."""
    person = arguments["person"]
    assert isinstance(person, int)
    user = User.objects.select_related("unit__parent").get(pk=person)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for at, pk in enumerate(arguments_of(arguments, "documents"), 1):
            row = document_for(user, pk)
            said = content(row)
            name = f"{at:03d}-{row.issuer.code}-{row.kind}"
            package.writestr(zipfile.ZipInfo(f"{name}.pdf", _EPOCH), pdf.write(said))
            package.writestr(zipfile.ZipInfo(f"{name}.docx", _EPOCH), docx.write(said))
            tell(at)
    return Result("van-ban.zip", "application/zip", packed.getvalue())
