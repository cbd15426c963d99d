"""The same in English: a figure reads, and is typed, as it stands in the documents."""

from sokehoach.config.formats.vi.formats import *  # noqa: F403
