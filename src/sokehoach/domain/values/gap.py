"""Reasons why a cell holds no number. Zero is not one of them: it is a number."""

from enum import StrEnum

from sokehoach.domain.messages import say


class Gap(StrEnum):
    """«Chưa báo cáo»: the answer is still owed. «Không áp dụng» is an answer: the question does not arise here."""

    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"

    @property
    def label_vi(self) -> str:
        return {Gap.NOT_REPORTED: say("chưa báo cáo"), Gap.NOT_APPLICABLE: say("không áp dụng")}[self]
