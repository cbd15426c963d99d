"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.core.modules import DefinitionSection, Module
from sokehoach.apps.registers.inspections import documents, measures
from sokehoach.apps.registers.inspections.register import REGISTER
from sokehoach.apps.registers.inspections.services import reference
from sokehoach.domain.registers.checklists import Checklist
from sokehoach.domain.registers.sanctions import Frame

MODULE = Module(
    registers=(REGISTER,),
    measures=(measures.COUNTING,),
    urls=("so/lich-kiem-tra/", "sokehoach.apps.registers.inspections.urls"),
    sources=documents.SOURCES,
    sections=(
        DefinitionSection(
            "checklists", REGISTER.code, Checklist, ("inspections", "ChecklistVersion"), reference.import_checklists
        ),
        DefinitionSection("frames", REGISTER.code, Frame, ("inspections", "PenaltyFrame"), reference.import_frames),
    ),
)
