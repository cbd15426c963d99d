"""Parameters of DHIS2 that would narrow or change what is answered or stored, and that are not carried out.

A request that has one is refused: without it, it would mean more than its sender asked for. Parameters that only
change how an answer is laid out, or that are no parameter of DHIS2, are passed over as DHIS2 passes over them.
"""

from collections.abc import Mapping, Sequence

from sokehoach.adapters.dhis2.uids import DEFAULT_CATEGORY_COMBO, DEFAULT_CATEGORY_OPTION_COMBO

_OFF = ("false",)
_NONE: tuple[str, ...] = ()
_DEFAULT_COMBO = ("default", DEFAULT_CATEGORY_OPTION_COMBO.lower())
_ATTRIBUTES = {"attributeOptionCombo": _DEFAULT_COMBO, "cc": (DEFAULT_CATEGORY_COMBO.lower(),), "cp": _NONE}
# By the name of the address: the parameters, each with the values (in small letters) that ask for nothing.
UNANSWERED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "analytics": {
        "aggregationType": ("default",), "preAggregationMeasureCriteria": _NONE, "approvalLevel": _NONE,
        "userOrgUnit": _NONE, "timeField": _NONE, "orgUnitField": _NONE, "tableLayout": _OFF,
        "outputFormat": ("analytics",), "inputIdScheme": ("uid",), "program": _NONE, "stage": _NONE, "value": _NONE,
    },
    "list": {
        "memberCollection": _NONE, "memberObject": _NONE, "withinUserSearchHierarchy": _OFF, "orgUnit": _NONE,
        "ou": _NONE, "userOrgUnits": _OFF, "canManage": _OFF, "authSubset": _OFF, "phoneNumber": _NONE,
        "lastLogin": _NONE, "inactiveMonths": _NONE, "inactiveSince": _NONE, "selfRegistered": _OFF,
        "invitationStatus": _NONE,
    },
    "borders": {"filter": _NONE, "query": _NONE},
    "data_value_sets": {"dataElementGroup": _NONE, "orderBy": _NONE, **_ATTRIBUTES},
    "data_values": _ATTRIBUTES,
    "complete_registrations": _ATTRIBUTES,
}  # fmt: skip


def find_unanswered(address: str, params: Mapping[str, Sequence[str]]) -> str | None:
    """The first parameter that cannot be carried out at an address; None if all can."""
    for name, neutral_values in UNANSWERED.get(address, {}).items():
        if any(text and text.lower() not in neutral_values for text in params.get(name, ())):
            return name
    return None
