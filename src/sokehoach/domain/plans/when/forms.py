"""The forms in which plans print a time limit, in the order in which they are asked.

`told` in each: the text is what follows «Thời gian thực hiện:». There a bare «Quý I/2026» is a limit; in running
text it may name a report.
"""

from sokehoach.domain.plans.when.events import counted, happening
from sokehoach.domain.plans.when.found import Form
from sokehoach.domain.plans.when.rhythms import rhythm, standing
from sokehoach.domain.plans.when.rules import recurring_day
from sokehoach.domain.plans.when.stretches import by, ranging, within

# The stronger before the weaker: a duty with a day and «thường xuyên» has a day.
FORMS: tuple[Form, ...] = (recurring_day, ranging, counted, by, within, rhythm, standing, happening)
