"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.core.modules import Module
from sokehoach.apps.registers.training import measures
from sokehoach.apps.registers.training.register import REGISTER

MODULE = Module(
    registers=(REGISTER,),
    measures=(measures.COUNTING,),
    urls=("so/tap-huan/", "sokehoach.apps.registers.training.urls"),
)
