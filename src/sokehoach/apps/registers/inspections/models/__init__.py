"""Programmes, visits, what they asked and found, and the tables that they are held against."""

from sokehoach.apps.registers.inspections.models.programme import InspectionProgramme
from sokehoach.apps.registers.inspections.models.reference import ChecklistVersion, PenaltyFrame
from sokehoach.apps.registers.inspections.models.visit import ChecklistAnswer, Sanction, Visit

__all__ = ["ChecklistAnswer", "ChecklistVersion", "InspectionProgramme", "PenaltyFrame", "Sanction", "Visit"]
