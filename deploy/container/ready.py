"""Ends with 0 where the server of this container is ready: database, migrations, disk, keys."""

import sys
import urllib.request

try:
    with urllib.request.urlopen("http://127.0.0.1:8000/suc-khoe/san-sang", timeout=4) as answer:
        sys.exit(0 if answer.read().strip() == b"ok" else 1)
except OSError as error:
    sys.exit(str(error))
