"""The Vietnamese formats for English pages: figures are shown and typed as in the documents."""

from sokehoach.config.formats.vi.formats import *  # noqa: F403
