"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.budget import measures
from sokehoach.apps.registers.budget.register import REGISTER, REVIEWS, SPENDINGS
from sokehoach.apps.registers.core.modules import Module

MODULE = Module(
    registers=(REGISTER, SPENDINGS, REVIEWS),
    measures=(measures.COUNTING, measures.SPENDINGS, measures.REVIEWS),
    urls=("so/can-doi-kinh-phi/", "sokehoach.apps.registers.budget.urls"),
)
