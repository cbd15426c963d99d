"""The WSGI application that granian serves."""

import os
import sys
from threading import Thread

from django.core.wsgi import get_wsgi_application

from sokehoach.adapters.charts import warm_engine

# Writers stand in one line. Whoever holds it gives the interpreter away at each of thirty statements, and would wait
# 5 ms (Python's own measure) to get it back from a page that is being drawn, while all others wait for the line.
sys.setswitchinterval(0.0005)

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sokehoach.config.settings")
application = get_wsgi_application()

# The engine of charts takes half a second to load: in the background, before the first reader comes.
Thread(target=warm_engine, daemon=True).start()
