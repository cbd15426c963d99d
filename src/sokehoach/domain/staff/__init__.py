"""Members of staff: their user names, and lists of those who are to be invited."""
