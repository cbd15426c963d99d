"""Views of the app, one noun a file."""
