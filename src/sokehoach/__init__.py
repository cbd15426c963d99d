"""Sổ Kế hoạch: reads a signed administrative plan, runs it, and writes the report."""

__version__ = "0.1.0"
