"""Programmes are read some hundred times here, each time with one file changed."""

from tests import kept_definitions

kept_definitions.keep_parsed()
