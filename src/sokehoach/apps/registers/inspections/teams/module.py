"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.core.modules import Module
from sokehoach.apps.registers.inspections.teams import documents, measures
from sokehoach.apps.registers.inspections.teams.register import CONCLUSIONS, MEETINGS, REGISTER

MODULE = Module(
    registers=(REGISTER, MEETINGS, CONCLUSIONS),
    measures=(measures.COUNTING, measures.MEETINGS, measures.CONCLUSIONS),
    urls=("so/giao-ket-luan/", "sokehoach.apps.registers.inspections.teams.urls"),
    sources=documents.SOURCES,
)
