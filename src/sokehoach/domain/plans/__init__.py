"""Plan import: extract clauses, targets, duties and reporting rules from the text of a signed plan."""
