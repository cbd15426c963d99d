"""The reader: the text of a signed plan → clauses, targets, duties and reporting rules."""
