"""Sealing the trail, and what witnesses bring back."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from sokehoach.apps.audit import keys
from sokehoach.apps.audit.models import Checkpoint, Countersignature, Witness
from sokehoach.apps.audit.services.seals import seal_now
from sokehoach.apps.audit.services.writes import Done, one_at_a_time, write
from sokehoach.apps.shell.outcomes import Invalid, Refused
from sokehoach.domain.ledger import checkpoint as notes


def seal(*, at: datetime) -> Checkpoint | None:
    """Sign how the trail stands; the last checkpoint where nothing was written since, None where nothing ever was.

    A timer calls it every 15 minutes; services that are decorated `seal=True` seal by themselves. It leaves no event:
    an event would itself want a seal.
    """
    signer = keys.own(settings.HOME)
    with transaction.atomic():
        one_at_a_time()
        return seal_now(signer, at=at)


@write("audit.name_witness")
def name_witness(*, title: str, public: str, by: Any, at: datetime) -> Done:
    """Publish the key of an organisation that countersigns from now on. A key is never exchanged under its name."""
    try:
        read = notes.read_key(public)
    except notes.NotACheckpoint as error:
        raise Invalid({"public": [_("Không đọc được khóa: %(why)s.") % {"why": error}]}) from None
    if read.kind != notes.WITNESS:
        raise Invalid({"public": [_("Đây không phải khóa của cơ quan chứng kiến.")]})
    if Witness.objects.filter(name=read.name).exists():
        raise Refused(_("Đã có cơ quan chứng kiến mang tên khóa %(name)s.") % {"name": read.name})
    Witness.objects.create(name=read.name, title=title, key=str(read))
    return Done(subject=f"witness:{read.name}", detail={"title": title, "key": str(read)})


@write("audit.countersign")
def countersign(*, text: str, by: Any, at: datetime) -> Done:
    """Keep the countersignatures in a checkpoint's text that a witness brought back.

    What holds is told by the witness's key, not by who brings it. Invalid under `text`.
    """
    try:
        note = notes.read(text.replace("\r\n", "\n").strip() + "\n")
    except notes.NotACheckpoint as error:
        raise Invalid({"text": [_("Không nhận được: %(why)s.") % {"why": error}]}) from None
    row = Checkpoint.objects.filter(size=note.head.size).first()
    if row is None or notes.read(row.note).head != note.head:
        raise Invalid({"text": [_("Bản này không phải một bản niêm phong của hệ thống.")]})
    came = []
    for witness in Witness.objects.all():
        key = notes.read_key(witness.key)
        signature = note.by(key)
        if signature is None:
            continue
        if not keys.holds(note.head, signature, key):
            message = _("Chữ ký của %(who)s không đúng với bản niêm phong này.") % {"who": witness.title}
            raise Invalid({"text": [message]})
        moment = datetime.fromtimestamp(int.from_bytes(signature.given[:8]), UTC)
        kept, fresh = Countersignature.objects.get_or_create(
            checkpoint=row, witness=witness, defaults={"line": signature.line(), "at": moment}
        )
        if fresh:
            came.append(kept.witness.name)
    if not came:
        raise Invalid({"text": [_("Không có chữ ký chứng kiến nào mới trong bản này.")]})
    return Done(
        subject=f"checkpoint:{row.size}", detail={"witnesses": ", ".join(came)}, answer={"size": row.size}
    )
