"""What the folder brings to other apps (settings.MODULES)."""

from sokehoach.apps.registers.core.modules import Module
from sokehoach.apps.registers.supervision import documents, measures, tasks
from sokehoach.apps.registers.supervision.register import PROGRAMMES, REGISTER

MODULE = Module(
    registers=(REGISTER, PROGRAMMES),
    measures=(measures.COUNTING, measures.PROGRAMMES),
    urls=("so/giam-sat/", "sokehoach.apps.registers.supervision.urls"),
    sources=documents.SOURCES,
    list_tasks=tasks.list_tasks,
    list_links=tasks.list_links,
)
