"""The WSGI application that granian serves."""

import os
import sys
from threading import Thread

from django.core.wsgi import get_wsgi_application

from sokehoach.adapters.writers.charts import warm_engine
from sokehoach.config.loading import load_views

# Writers queue for one lock. Its holder releases the interpreter at each of about thirty statements, and would wait 5
# ms (Python's default) to get it back from a page that is being rendered, while all other writers wait.
sys.setswitchinterval(0.0005)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sokehoach.config.settings")
application = get_wsgi_application()
load_views()

# The chart engine takes half a second to load: load it in the background, before the first request.
Thread(target=warm_engine, daemon=True).start()
