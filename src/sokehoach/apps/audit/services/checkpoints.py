"""Seals the trail with checkpoints, names witnesses and imports their countersignatures."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from sokehoach.apps.audit import keys
from sokehoach.apps.audit.models import Checkpoint, Countersignature, Witness
from sokehoach.apps.audit.services.seals import seal_now
from sokehoach.apps.audit.services.writes import ServiceResult, acquire_write_lock, write
from sokehoach.apps.shell.outcomes import ActionRefused, InvalidInput
from sokehoach.domain.ledger import checkpoint as notes
from sokehoach.domain.messages import say


def seal_trail(*, at: datetime) -> Checkpoint | None:
    """Sign the current trail. Returns the last checkpoint where nothing was written since, None for an empty trail.

    A timer calls it every 15 minutes; services decorated with `seal=True` seal themselves. It records no event, which
    would itself need a seal.
    """
    signer = keys.load_signer(settings.HOME)
    with transaction.atomic():
        acquire_write_lock()
        return seal_now(signer, at=at)


@write("audit.name_witness")
def name_witness(*, title: str, public: str, by: Any, at: datetime) -> ServiceResult:
    """Publish the key of an organisation that countersigns from now on. A name's key cannot be replaced."""
    try:
        witness_key = notes.parse_verifier_key(public)
    except notes.CheckpointFormatError as error:
        raise InvalidInput({"public": [say("Không đọc được khóa: %(why)s.", why=error)]}) from None
    if witness_key.kind != notes.WITNESS:
        raise InvalidInput({"public": [say("Đây không phải khóa của cơ quan chứng kiến.")]})
    if Witness.objects.filter(name=witness_key.name).exists():
        raise ActionRefused(say("Đã có cơ quan chứng kiến mang tên khóa %(name)s.", name=witness_key.name))
    Witness.objects.create(name=witness_key.name, title=title, key=str(witness_key))
    return ServiceResult(subject=f"witness:{witness_key.name}", detail={"title": title, "key": str(witness_key)})


@write("audit.countersign")
def import_countersignatures(*, text: str, by: Any, at: datetime) -> ServiceResult:
    """Store the countersignatures in a checkpoint's text that a witness returned.

    The witness's key verifies them, so anyone may bring the text. Raises InvalidInput under `text`.
    """
    try:
        note = notes.parse_note(text.replace("\r\n", "\n").strip() + "\n")
    except notes.CheckpointFormatError as error:
        raise InvalidInput({"text": [say("Không nhận được: %(why)s.", why=error)]}) from None
    row = Checkpoint.objects.filter(size=note.head.size).first()
    if row is None or notes.parse_note(row.note).head != note.head:
        raise InvalidInput({"text": [say("Bản này không phải một bản niêm phong của hệ thống.")]})
    new_witnesses = []
    for witness in Witness.objects.all():
        key = notes.parse_verifier_key(witness.key)
        signature = note.find_signature(key)
        if signature is None:
            continue
        if not keys.is_valid_signature(note.head, signature, key):
            message = say("Chữ ký của %(who)s không đúng với bản niêm phong này.", who=witness.title)
            raise InvalidInput({"text": [message]})
        moment = datetime.fromtimestamp(int.from_bytes(signature.body[:8]), UTC)
        countersignature, is_new = Countersignature.objects.get_or_create(
            checkpoint=row, witness=witness, defaults={"line": signature.line(), "at": moment}
        )
        if is_new:
            new_witnesses.append(countersignature.witness.name)
    if not new_witnesses:
        raise InvalidInput({"text": [say("Không có chữ ký chứng kiến nào mới trong bản này.")]})
    return ServiceResult(
        subject=f"checkpoint:{row.size}",
        detail={"witnesses": ", ".join(new_witnesses)},
        answer={"size": row.size},
    )
