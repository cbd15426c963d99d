"""A district with a small outline; the demonstration for whoever asks for it."""

from typing import Any

import pytest

from sokehoach.apps.accounts.models import User
from tests.apps.documents import written
from tests.factories.cast import Cast
from tests.factories.demonstration import built_once, demonstration
from tests.factories.district import COMMUNES, District, found

__all__ = ["built_once", "demonstration"]


@pytest.fixture
def district(cast: Cast) -> District:
    return found(cast)


@pytest.fixture
def chair(cast: Cast) -> User:
    """The head of the commune, who signs for it."""
    return written.person(cast, "03304", "Lò Văn Minh")


@pytest.fixture
def outline() -> dict[str, Any]:
    """As a programme supplies it."""
    return {
        "superior": "099",
        "addressees": ["11.SOLDTBXH", "099"],
        "place": "Tuần Giáo",
        "symbol": "/BC-LĐTBXH",
        "authority": ["TRƯỞNG PHÒNG"],
        "copies": ["Lãnh đạo UBND huyện"],
        "filed": "VT",
        "annexes": [COMMUNES],
        "sections": [
            {
                "heading": "KẾT QUẢ",
                "level": 1,
                "narrative": "result",
                "sentences": [
                    {"text": "Đã tổ chức {TT01} cuộc.", "zero": "Không tổ chức cuộc nào."},
                    {"text": "Đã phát {TT02} tờ rơi.", "zero": ""},
                    {"text": "Công an đã kiểm tra {CA01} cơ sở, {CA02} người.", "zero": ""},
                ],
            },
        ],
    }
