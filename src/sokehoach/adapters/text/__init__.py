"""Plan files → text and readings. Only plain text (.txt) so far."""

from sokehoach.adapters.text.plain import LARGEST, Unreadable, read_file, read_text

__all__ = ["LARGEST", "Unreadable", "read_file", "read_text"]
