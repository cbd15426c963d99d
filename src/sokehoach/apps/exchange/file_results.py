"""What jobs that write files share: texts among their arguments."""

from sokehoach.apps.audit.services import Json


def get_texts(arguments: dict[str, Json], name: str) -> list[str]:
    texts = arguments[name]
    assert isinstance(texts, list)
    return [str(text) for text in texts]
