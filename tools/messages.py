"""Compiles the message catalogues where they are older than their source, without gettext's programs."""
