from tests.domain.documents.rules import slips
from tests.golden.printed import write_page

write_page("findings", slips.print_findings())
