"""The WSGI application that granian serves."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from sokehoach.adapters.charts import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sokehoach.config.settings")
application = get_wsgi_application()

# The engine of charts takes half a second to load: in the background, before the first reader comes.
Thread(target=warm, daemon=True).start()
