"""Django's settings. What differs between deployments is read in env.py."""

from django.utils.csp import CSP
from django.utils.translation import pgettext_lazy

from sokehoach.adapters.sandbox import process
from sokehoach.config import env

env.keep_home_private()
HOME = env.get_home()
CHARTS = HOME / "charts"  # cache of drawings; may be emptied at any time
SECRET_KEY = env.get_secret_key()
DEMONSTRATION = env.find_demonstration()
if DEMONSTRATION is not None:
    env.refuse_public_demonstration()
DEBUG = False
ALLOWED_HOSTS = env.list_hosts()

# The registers that are code, in display order: each folder has a `module.MODULE` with all that it brings to other apps
# (registers.core.modules). On where a programme of the installation names its registers.
MODULES = (
    "sokehoach.apps.registers.inspections.establishments",
    "sokehoach.apps.registers.inspections.teams",
    "sokehoach.apps.registers.inspections",
    "sokehoach.apps.registers.public_services",
    "sokehoach.apps.registers.budget",
    "sokehoach.apps.registers.supervision",
    "sokehoach.apps.registers.assessment",
)
# Lowest layer first, the order that import-linter enforces.
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    # Sign-in: second factors, sessions, OpenID Connect. The pages and texts are our own (apps.accounts).
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "sokehoach.apps.shell",
    "sokehoach.apps.audit",
    "sokehoach.apps.notices",
    "sokehoach.apps.jobs",
    "sokehoach.apps.orgunits",
    "sokehoach.apps.programmes",
    "sokehoach.apps.accounts",
    "sokehoach.apps.indicators",
    "sokehoach.apps.plans",
    "sokehoach.apps.registers.core",
    *MODULES,
    "sokehoach.apps.registers.web_proposals",
    "sokehoach.apps.registers.health_checks",
    "sokehoach.apps.registers.support",
    "sokehoach.apps.registers.area_checks",
    "sokehoach.apps.registers.lodging_checks",
    "sokehoach.apps.registers.commitments",
    "sokehoach.apps.registers.surveys",
    "sokehoach.apps.registers.briefings",
    "sokehoach.apps.registers.work_checks",
    "sokehoach.apps.registers.activities",
    "sokehoach.apps.registers.training",
    "sokehoach.apps.registers.enforcement",
    "sokehoach.apps.registers.data_registers",
    "sokehoach.apps.reporting",
    "sokehoach.apps.consolidation",
    "sokehoach.apps.analysis",
    "sokehoach.apps.documents",
    "sokehoach.apps.exchange",
    "sokehoach.apps.api",
    "sokehoach.apps.setup",
    "sokehoach.apps.dhis2",
    "sokehoach.apps.home",
]

# First the sender is identified and counted, then sign-in and the CSRF check; only then is a request body parsed.
# tests/security/test_bodies.py enforces this order.
MIDDLEWARE = [
    "sokehoach.apps.shell.requests.RequestMiddleware",
    "sokehoach.apps.api.middleware.ApiMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "sokehoach.apps.accounts.middleware.TokenMiddleware",
    "sokehoach.apps.shell.limits.LimitMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sokehoach.apps.shell.language.LanguageMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "sokehoach.apps.accounts.middleware.SignInMiddleware",
    "sokehoach.apps.accounts.middleware.ScopeMiddleware",
    "sokehoach.apps.accounts.middleware.SessionLimitMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "sokehoach.apps.shell.bodies.BodyMiddleware",
    "sokehoach.apps.shell.page_language.FormLanguageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "sokehoach.apps.accounts.middleware.ProgrammeMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sokehoach.apps.shell.pii_middleware.PiiFilterMiddleware",
    "sokehoach.apps.shell.outcomes.OutcomeMiddleware",
    "sokehoach.apps.audit.replays.ReplayMiddleware",
]

ROOT_URLCONF = "sokehoach.config.urls"
WSGI_APPLICATION = "sokehoach.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "sokehoach.apps.shell.context.build_page_context",
            ],
            "builtins": ["sokehoach.apps.shell.templatetags.letter_case"],
        },
    },
]

DATABASES = {"default": env.build_database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["sokehoach.apps.accounts.backends.Backend"]
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "home:today"
INSTALLATION_NAME = "sokehoach.apps.programmes.queries.installation.get_installation_name"
FIRST_RUN = "setup:first_run"  # where a visitor of an installation without any account is sent
LOGOUT_REDIRECT_URL = "accounts:sign_in"
PASSWORD_HASHERS = ["sokehoach.apps.accounts.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "full_name")},
    },
    {"NAME": "sokehoach.apps.accounts.passwords.CommonPasswordValidator"},
]

# allauth: usernames without e-mail addresses, no sign-up, our own texts and limits (apps.accounts.hooks).
ACCOUNT_ADAPTER = "sokehoach.apps.accounts.hooks.AccountAdapter"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if env.is_https() else "http"
PROXIES = ALLAUTH_TRUSTED_PROXY_COUNT = env.count_proxies()
MFA_ADAPTER = "sokehoach.apps.accounts.hooks.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "Sổ Kế hoạch"
MFA_RATE_LIMITS = False
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.is_https()  # plain http is for a trial on this machine only
SOCIALACCOUNT_ADAPTER = "sokehoach.apps.accounts.hooks.ProviderAdapter"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS = env.build_identity_provider()

# The texts of the pages are Vietnamese in the source; the catalogue `en` translates them.
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = env.is_https()
MESSAGE_STORAGE = "sokehoach.apps.shell.messages.MessageStorage"
LOCALE_PATHS = [env.SOURCE / "locale"]
FORMAT_MODULE_PATH = ["sokehoach.config.formats"]
USE_I18N = True
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# Reminders: the mail server, the sender, and the address at which their readers reach the product.
MAILERS, MAIL_FROM = env.build_mailers()
SITE = env.get_site()

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": HOME / "files"},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ("woff2", "br", "gz", "png", "jpg", "webp")

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.is_https()
if env.is_https():
    # Bound to this host and the whole path, never sent over plain HTTP. The proxy reports the scheme of the request.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sokehoach", "__Host-csrf"
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SESSION_COOKIE_AGE = SESSION_LONGEST = 8 * 60 * 60  # a working day, absolute (ASVS 7.3.2)
SESSION_IDLE = 30 * 60  # seconds without a request
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1250  # the table of a register: sixty fields of twenty cells, and what goes with it
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "sokehoach.config.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Django's own handlers would log an exception's message: everything goes through the root handler.
    "loggers": {
        "django": {"handlers": [], "level": "WARNING", "propagate": True},
        "sokehoach": {"level": env.get_log_level()},
        "sokehoach.seals": {"level": "INFO"},  # heads of the trail, for copies of the journal elsewhere
    },
}
METRICS_TOKEN = env.read_metrics_token()  # "": nobody may read the metrics
REQUESTS_A_MINUTE = env.get_request_limit()  # per account, or per address of anonymous visitors; 0: unlimited
API_REQUESTS_A_MINUTE = env.get_api_request_limit()  # per token; 0: unlimited
# What an error of the API looks like, by the beginning of the address; the first that fits.
API_PROBLEMS = {
    "/api/v1/": "sokehoach.apps.shell.problems.render_problem",
    "/api/": "sokehoach.apps.dhis2.messages.render_message",
}

# Menu items: label, route, permission that shows it (None: everyone).
MENU = [
    ("Việc hôm nay", "home:today", None),
    ("Giao ban", "home:leader", "consolidate.view"),
    ("Kế hoạch", "plans:list", "plan.view"),
    ("Sổ theo dõi", "registers:list", "register.view"),
    ("Báo cáo", "reporting:list", "report.view"),
    ("Tổng hợp", "consolidation:forms", "consolidate.view"),
    ("Hỏi số liệu", "analysis:ask", "consolidate.view"),
    ("Văn bản", "documents:list", "document.take"),
]
FOOTER = [
    ("Nhắc việc", "notices:list", None),
    ("Trợ giúp", "home:help", None),
    ("Dịch vụ hỗ trợ", "public_services:page", None),
    ("Nhật ký", "home:audit", "audit.view"),
    ("Tài khoản của đơn vị", "accounts:staff", "account.administer"),
    (pgettext_lazy("page", "Chương trình"), "setup:programmes", "account.administer"),
]
ENGLISH_ROUTES = {"public_services:page": "public_services:english"}  # of pages whose address says their language
# Routes that not everybody with that permission can open, or not every installation has: functions (user) that tell
# whether they are offered.
OFFERED = {
    "home:leader": "sokehoach.apps.home.pages.leader.leads_meeting",
    "consolidation:forms": "sokehoach.apps.consolidation.permissions.sees_area",
    "analysis:ask": "sokehoach.apps.consolidation.permissions.sees_area",
    "public_services:page": "sokehoach.apps.registers.public_services.queries.is_offered",
    "setup:programmes": "sokehoach.apps.setup.permissions.can_define_programmes",
}

# Users of the demonstration offered first on the sign-in page, with what the visitor sees as them.
CAST_FIRST = {
    "thuongtruc": (
        "Văn phòng của kế hoạch: ai đã báo cáo, ai chậm, số liệu chờ duyệt; "
        "đọc kế hoạch, tổng hợp, lập báo cáo của địa bàn."
    ),
    "xa03269": "Một nơi quá hạn: việc phải làm, biểu tự điền từ sổ, ô còn thiếu và nút gửi.",
    "congan": "Số liệu bảo mật về thực thi pháp luật: chỉ công an mở được; nơi khác chỉ thấy tổng của địa bàn.",
    "lanhdao": "Một trang cho buổi giao ban: việc chậm, ở đâu, vì sao; ghi ý kiến chỉ đạo.",
}

# Services that pass a leaving person's tasks on to a colleague; called with leaver=, heir=, by=, at=.
HAND_OVERS = ["sokehoach.apps.plans.services.first_assignments.hand_over_assignments"]

# Work that carries out clauses of a plan, besides the plan's own items: functions (plan, user, clause paths, items)
# that return `plans.queries.clauses.ClauseWork`.
CLAUSE_WORK = [
    "sokehoach.apps.plans.pages.clause_work.list_own_plan_work",
    "sokehoach.apps.registers.core.pages.list_clause_registers",
    "sokehoach.apps.consolidation.pages.targets.list_clause_targets",
    "sokehoach.apps.reporting.pages.clause_work.list_figures",
    "sokehoach.apps.documents.pages.documents.list_clause_documents",
]

# What units have written down of their duties: apps.plans.queries.duty_work.
DUTY_WORK = [
    "sokehoach.apps.registers.core.pages.list_duty_entries",
    "sokehoach.apps.reporting.pages.clause_work.list_duty_cells",
]

# Services that pass on what rests on a replaced plan, when the new one comes into force; called with plan=, by=, at=.
PLAN_SUCCESSION = ["sokehoach.apps.reporting.services.plan_schedules.carry_over_schedules"]

# Forms and outlines whose due days a plan may set: functions (plan, scope, day) that return
# `reporting.queries.schedule_targets.ScheduleTarget`.
SCHEDULED_REPORTS = [
    "sokehoach.apps.reporting.queries.schedule_targets.list_form_targets",
    "sokehoach.apps.documents.queries.outline_schedules.list_outline_targets",
]

# States of a plan's reporting rules as schedules: functions (plan, rules) that return, by code, a text to be shown.
RULE_STATES = ["sokehoach.apps.reporting.pages.plan_schedules.list_rule_states"]

# Clauses of the plan that the programme's definitions name: functions without arguments that return clause paths.
NAMED_CLAUSES = [
    "sokehoach.apps.indicators.queries.elements.list_clauses",
]

# Names that may occur in free text: functions without arguments that return full names.
KNOWN_NAMES = [
    "sokehoach.apps.accounts.queries.users.list_full_names",
]

# Of the units of the installation, folded: «xã Ea H'Leo» names nobody.
UNIT_NAMES = "sokehoach.apps.orgunits.queries.units.list_folded_names"

# Service that reminds everyone of what is due on that day; called with by= and at=.
REMIND = "sokehoach.apps.home.services.send_reminders"

# Background jobs by kind: functions (arguments, tell) that return a result.
JOBS = {
    "documents.print": "sokehoach.apps.documents.pages.printing.print_documents",
    "documents.print_units": "sokehoach.apps.documents.pages.printing.print_unit_reports",
    "exchange.files": "sokehoach.apps.exchange.analyst_files.write_files",
    "setup.trial": "sokehoach.apps.setup.services.trials.run_trial",
    "exchange.snapshot": "sokehoach.apps.exchange.snapshot_files.write_snapshot",
    "analysis.wide": "sokehoach.apps.analysis.pages.wide_answers.write_snapshot",
}
# By kind of job: functions that say whether the account that started it may still have the result.
JOB_RIGHTS = {
    "documents.print": "sokehoach.apps.documents.pages.printing.may_print_documents",
    "documents.print_units": "sokehoach.apps.documents.pages.printing.may_print_unit_reports",
    "exchange.files": "sokehoach.apps.exchange.analyst_files.may_take_files",
    "setup.trial": "sokehoach.apps.setup.services.trials.may_have_trial",
    "exchange.snapshot": "sokehoach.apps.exchange.snapshot_files.may_take_snapshot",
    "analysis.wide": "sokehoach.apps.analysis.pages.wide_answers.may_have_snapshot",
}
# By kind of job: functions that return the address of the page on which the result is used, instead of downloaded.
JOB_PAGES = {"analysis.wide": "sokehoach.apps.analysis.pages.wide_answers.build_page_address"}

# Socket of the parser that runs as another user; "": the server's own user opens files from outside.
process.other_user_at = env.get_parser_socket()

# Root certificates (PEM, DER) trusted for digital signatures of plans.
SIGNATURE_ROOTS = env.get_signature_roots()

# REPORT_WARNINGS warns a register's editors of reports already submitted. COUNTING_WINDOWS says which days the reports
# of programmes count, or those that a register fills.
REPORT_WARNINGS = "sokehoach.apps.reporting.pages.late_entries.report_warnings"
COUNTING_WINDOWS = "sokehoach.apps.reporting.queries.window_rules.get_window_rule"
# Registers that programmes define, and the table of their entries with what gives the register's code for a row.
DATA_REGISTERS = "sokehoach.apps.registers.data_registers.queries.registers.list_registers"
DATA_TABLES = {
    "data_registers_dataentry": "(SELECT uid FROM data_registers_registertype WHERE id = {entry}.type_id)",
}
