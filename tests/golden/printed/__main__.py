import sys
from pathlib import Path

from tests.domain.documents import forms, test_kinds
from tests.domain.documents.rules import slips
from tests.domain.plans import printing as plans
from tests.domain.plans import printing_corpus, printing_written
from tests.domain.privacy import printing as privacy
from tests.golden.printed import write_page

CORPUS = Path(__file__).resolve().parents[4] / "shared" / "corpus"

if len(sys.argv) > 1:
    for name in sys.argv[1:]:
        print("\n".join(printing_corpus.print_plan(CORPUS, name)))
    sys.exit()
write_page("findings", slips.print_findings())
write_page("plans", plans.print_plans())
write_page("written_plans", printing_written.print_written_plans())
write_page("short_plans", printing_written.print_short_plans())
write_page("short_heads", printing_written.print_short_heads())
write_page("hits", privacy.print_hits())
write_page("forms", forms.print_forms())
write_page("documents", test_kinds.print_documents())
if CORPUS.is_dir():
    write_page("corpus", printing_corpus.print_corpus(CORPUS))
