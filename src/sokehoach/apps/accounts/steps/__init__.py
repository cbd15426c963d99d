"""The addresses that allauth looks up by its own names; no other route of it is mounted."""
