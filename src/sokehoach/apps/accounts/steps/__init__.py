"""URLs that allauth looks up by its own names; none of its other routes is mounted."""
