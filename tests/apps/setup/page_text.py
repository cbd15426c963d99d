"""What a reader sees of a page."""

import re

from django.test import Client


def page_text(client: Client, address: str) -> str:
    """The words of its main part, with single spaces; fails unless the page is there."""
    reply = client.get(address)
    assert reply.status_code == 200, (address, reply.status_code)
    page = reply.content.decode()
    found = re.search(r"<main.*</main>", page, re.DOTALL)
    words = re.sub(r"<(script|style)\b.*?</\1>", "", found[0] if found else page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words)).replace("&amp;", "&")
