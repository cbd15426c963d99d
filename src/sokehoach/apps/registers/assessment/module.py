"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.assessment import documents, measures
from sokehoach.apps.registers.assessment.register import REGISTER
from sokehoach.apps.registers.assessment.services import schemes
from sokehoach.apps.registers.core.modules import DefinitionSection, Module
from sokehoach.domain.registers.assessment import Scheme

MODULE = Module(
    registers=(REGISTER,),
    measures=(measures.COUNTING,),
    urls=("so/lanh-manh/", "sokehoach.apps.registers.assessment.urls"),
    sources=documents.SOURCES,
    sections=(DefinitionSection("schemes", REGISTER.code, Scheme, ("assessment", "Scheme"), schemes.import_schemes),),
)
