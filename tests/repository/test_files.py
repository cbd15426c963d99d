"""Rules about our own files."""

import re
import subprocess

import pytest

from tests.repository.order import ROOT, SOURCE


def committed() -> list[str]:
    told = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [name for name in told.stdout.splitlines() if (ROOT / name).is_file()]


# An auditor is given this one file, and needs nothing else of the product to check an exported trail.
GIVEN_ALONE = {"tools/verify_audit.py"}

# Written from the description of the API, and read by nobody from above to below (tools/python_client.py).
GENERATED = {"clients/python/sokehoach_client/models.py", "clients/python/sokehoach_client/operations.py"}


def test_no_file_of_code_is_over_400_lines() -> None:
    left_out = GIVEN_ALONE | GENERATED
    written = [name for name in committed() if "/migrations/" not in name and name not in left_out]
    code = [name for name in written if name.endswith((".py", ".html", ".css", ".js", ".sh"))]
    assert code
    long = {name: lines for name in code if (lines := len((ROOT / name).read_text("utf-8").splitlines())) > 400}
    assert not long, f"split by noun: {long}"


def test_no_line_of_a_template_is_over_160_letters() -> None:
    templates = [name for name in committed() if name.endswith(".html")]
    assert templates
    long = [
        f"{name}:{number}"
        for name in templates
        for number, line in enumerate((ROOT / name).read_text("utf-8").splitlines(), start=1)
        if len(line) > 160
    ]
    assert not long, "break at a space of the text, beside a tag that begins a block, or between attributes"


def test_no_file_names_a_package_registry() -> None:
    hosts = re.compile(
        "|".join(["py" + r"pi\.org", "pytho" + r"nhosted", r"registry\.npm" + "js", r"deb\.deb" + "ian"])
    )
    named = []
    for name in committed():
        try:
            text = (ROOT / name).read_text("utf-8")
        except UnicodeDecodeError:
            continue
        if hosts.search(text):
            named.append(name)
    assert not named


def test_every_form_that_is_sent_again_by_itself_carries_a_key() -> None:
    """Without one, what `keep.js` sends again after a lost answer is another sending (docs/adr/0032)."""
    pages = [name for name in committed() if name.endswith(".html")]
    forms = [
        (name, form)
        for name in pages
        for form in re.findall(r"<form\b.*?</form>", (ROOT / name).read_text("utf-8"), re.DOTALL)
    ]
    kept = [(name, form) for name, form in forms if " data-keep" in form.partition("{% csrf_token")[0]]
    assert len(kept) > 40
    assert [name for name, form in kept if "write_key" not in form] == []


def test_there_is_no_utils() -> None:
    assert not [name for name in committed() if re.search(r"(^|/)(utils|helpers|misc|common)\.py$", name)]


def test_every_app_says_what_it_owns() -> None:
    apps = [path.parent for path in (SOURCE / "apps").glob("**/apps.py")]
    assert apps
    assert not [str(app) for app in apps if not (app / "README.md").is_file()]


@pytest.mark.parametrize("word", ["style=", "<style", "<script>", "hx-on", "javascript:", "onclick="])
def test_templates_hold_nothing_that_the_content_policy_refuses(word: str) -> None:
    templates = [ROOT / name for name in committed() if name.endswith(".html")]
    assert templates
    assert not [str(path) for path in templates if word in path.read_text("utf-8")]


def test_a_citation_of_the_page_of_law_has_its_section() -> None:
    page = (ROOT / "docs" / "reference" / "law.md").read_text("utf-8")
    sections = set(re.findall(r"^#+ (\d(?:\.\d)?)", page, re.MULTILINE))
    cited = set()
    for name in committed():
        if name.startswith("src/") and name.endswith((".py", ".csv", ".yaml", ".md")):
            cited |= set(re.findall(r"law\.md (\d(?:\.\d)?)", (ROOT / name).read_text("utf-8")))
    assert "4.3" in cited
    assert cited <= sections
