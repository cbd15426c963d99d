"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.core.modules import Module
from sokehoach.apps.registers.public_services.register import REGISTER

MODULE = Module(
    registers=(REGISTER,),
    urls=("dich-vu-ho-tro/", "sokehoach.apps.registers.public_services.urls"),
)
