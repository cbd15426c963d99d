"""Twins of a plan: the same words as a DOCX that Word would have made, and as a PDF in the layout of NĐ 30/2020.

The words come from plain text, whose lines the reader puts together; what is tried here is whether a DOCX or PDF
gives the same reading as the text did.
"""
