"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.activities import measures
from sokehoach.apps.registers.activities.register import REGISTER
from sokehoach.apps.registers.core.modules import Module

MODULE = Module(
    registers=(REGISTER,),
    measures=(measures.COUNTING,),
    urls=("so/truyen-thong/", "sokehoach.apps.registers.activities.urls"),
)
