"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.core.modules import Module
from sokehoach.apps.registers.work_checks import measures
from sokehoach.apps.registers.work_checks.register import REGISTER

MODULE = Module(
    registers=(REGISTER,),
    measures=(measures.COUNTING,),
    urls=("so/kiem-tra-cong-tac/", "sokehoach.apps.registers.work_checks.urls"),
)
