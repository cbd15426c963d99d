"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.briefings import measures
from sokehoach.apps.registers.briefings.register import REGISTER
from sokehoach.apps.registers.core.modules import Module

MODULE = Module(
    registers=(REGISTER,),
    measures=(measures.COUNTING,),
    urls=("so/quan-triet/", "sokehoach.apps.registers.briefings.urls"),
)
