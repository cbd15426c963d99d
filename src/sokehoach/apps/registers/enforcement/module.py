"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.core.modules import Module
from sokehoach.apps.registers.enforcement import measures
from sokehoach.apps.registers.enforcement.register import REGISTER

MODULE = Module(
    registers=(REGISTER,),
    measures=(measures.COUNTING,),
)
