"""Why a cell holds no number. Zero is not among the reasons: it is a number."""

from enum import StrEnum


class Gap(StrEnum):
    """«Chưa báo cáo» still owes an answer; «không áp dụng» is one: the question does not arise here."""

    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label_vi(self) -> str:
        return {Gap.NOT_REPORTED: "chưa báo cáo", Gap.NOT_APPLICABLE: "không áp dụng"}[self]
