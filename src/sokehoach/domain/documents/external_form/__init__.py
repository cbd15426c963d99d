"""Forms of a superior authority: reading a blank form, mapping its places to sources, migrating the mapping."""
