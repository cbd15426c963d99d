from tests.domain.documents import forms, test_kinds
from tests.domain.documents.rules import slips
from tests.domain.plans import printing as plans
from tests.domain.plans import printing_written
from tests.domain.privacy import printing as privacy
from tests.golden.printed import write_page

write_page("findings", slips.print_findings())
write_page("plans", plans.print_plans())
write_page("written_plans", printing_written.print_written_plans())
write_page("short_plans", printing_written.print_short_plans())
write_page("short_heads", printing_written.print_short_heads())
write_page("hits", privacy.print_hits())
write_page("forms", forms.print_forms())
write_page("documents", test_kinds.print_documents())
