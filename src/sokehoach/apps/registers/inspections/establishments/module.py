"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.core.modules import Module
from sokehoach.apps.registers.inspections.establishments import measures
from sokehoach.apps.registers.inspections.establishments.register import CHANGES, REGISTER

MODULE = Module(
    registers=(REGISTER, CHANGES),
    measures=(measures.COUNTING, measures.CHANGES),
)
