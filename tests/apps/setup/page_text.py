"""What a reader sees of a page, and where it leads."""

import re
from html import unescape

from django.test import Client

_LINK = re.compile(r'<a\b(?![^>]*\bdownload\b)[^>]*\bhref="(/[^"#]*)')


def page_text(client: Client, address: str) -> str:
    """The words of its main part, with single spaces; fails unless the page is there."""
    reply = client.get(address)
    assert reply.status_code == 200, (address, reply.status_code)
    page = reply.content.decode()
    found = re.search(r"<main.*</main>", page, re.DOTALL)
    words = re.sub(r"<(script|style)\b.*?</\1>", "", found[0] if found else page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", words)).replace("&amp;", "&")


def list_links(page: str) -> list[str]:
    """The addresses of the site to which the page links, each once, without files to download."""
    return list(dict.fromkeys(unescape(link) for link in _LINK.findall(page)))


def walk_pages(client: Client, *, most: int) -> set[str]:
    """Opens the first page and so many of the pages behind it, whatever their queries; each must be there."""
    seen, todo = set[str](), ["/"]
    while todo:
        address = todo.pop()
        seen.add(address)
        answer = client.get(address, follow=True)
        assert answer.status_code == 200, address
        if answer["Content-Type"].startswith("text/html") and not answer.streaming:
            links = dict.fromkeys(link.partition("?")[0] for link in list_links(answer.text))
            todo += [link for link in links if link not in seen and link not in todo][: most - len(seen)]
    return seen
