"""All settings, read once from the environment (docs/reference/settings.md lists the variables).

Three modes: `production` (every secret must be given), `demo` (one command, nothing to configure) and `test`.
Insecure defaults exist in the last two only.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import django_stubs_ext
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from sinet.environment import Environment, database_settings, file_storage, mail_server
from sinet.mode import DEMO, PRODUCTION, TEST, current_mode
from sinet.observability.logs import logging_settings

# Lets models name the types of their fields (CharField[str, str]), which Django itself refuses.
django_stubs_ext.monkeypatch()

ENV = Environment()
ROOT = Path(__file__).resolve().parent.parent
VAR = Path(ENV.text("SINET_VAR", wants="a folder for data", default=str(ROOT / "var"))).absolute()

MODE: str = current_mode(ENV, VAR)
IN_PRODUCTION: bool = MODE == PRODUCTION
DEBUG = False

# --- who runs this installation -------------------------------------------------------------------
SITE_NAME: str = ENV.text("SINET_SITE_NAME", wants="the name of the site", default="sinet")
SITE_URL: str = ENV.text(
    "SINET_SITE_URL",
    wants="the public address, such as https://example.org",
    default=None if IN_PRODUCTION else "http://127.0.0.1:8000",
).rstrip("/")
OPERATOR_NAME: str = ENV.text("SINET_OPERATOR_NAME", wants="who runs the site", default="")
OPERATOR_EMAIL: str = ENV.text("SINET_OPERATOR_EMAIL", wants="a contact address", default="")
OPERATOR_ADDRESS: str = ENV.text("SINET_OPERATOR_ADDRESS", wants="a postal address", default="")
ENFORCEMENT_NAME: str = ENV.text("SINET_ENFORCEMENT_NAME", wants="the accessibility authority", default="")
ENFORCEMENT_URL: str = ENV.text("SINET_ENFORCEMENT_URL", wants="that authority's address", default="")
SECURITY_CONTACT: str = ENV.text("SINET_SECURITY_CONTACT", wants="a mailto: or https: address", default="")

# --- keys and hosts -------------------------------------------------------------------------------
SECRET_KEY: str = ENV.text(
    "SINET_SECRET_KEY",
    wants="a long random text, kept secret (50 characters or more)",
    default=None if IN_PRODUCTION else "insecure-key-of-the-demo-and-the-tests-never-for-production-0123456789",
)
SECRET_KEY_FALLBACKS: list[str] = ENV.words("SINET_SECRET_KEY_FALLBACKS", wants="former keys", default=[])
ALLOWED_HOSTS: list[str] = ENV.words(
    "SINET_ALLOWED_HOSTS",
    wants="the host names of the site, separated by commas",
    default=None if IN_PRODUCTION else ["127.0.0.1", "localhost", "[::1]", "testserver"],
)

# --- apps -----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "sinet",
    "sinet.common",
    "directory",
    "funding",
    "directory.apps.OperatorsConfig",  # django.contrib.admin with directory.operators as its site
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "rest_framework",
    "django_filters",
    "taggit",
    "drf_spectacular",
    "procrastinate.contrib.django",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]
MIDDLEWARE = [
    "sinet.observability.requests.RequestMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "directory.browse.caching.PageCache",
    "sinet.common.policy.PolicyMiddleware",
    "sinet.common.features.FeaturesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "sinet.urls"
WSGI_APPLICATION = "sinet.wsgi.application"
AUTH_USER_MODEL = "directory.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,  # for the admin and DRF; ours are all in DIRS
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- database -------------------------------------------------------------------------------------
DATABASE_URL: str = ENV.text(
    "DATABASE_URL",
    wants="the address of your PostgreSQL server (15 or newer): postgresql://user:password@host:5432/name",
    default=None if IN_PRODUCTION else "",
)
EMBEDDED_DATABASE: bool = not DATABASE_URL
EMBEDDED_FOLDER: Path = VAR / ("test-database" if MODE == TEST else "database")
# Web server and worker of the demo connect as `sinet_web`, which cannot change history; commands as the owner.
EMBEDDED_ROLE: str = ENV.choice("SINET_EMBEDDED_ROLE", ("sinet", "sinet_web"), default="sinet")
EMBEDDED_DURABLE: bool = MODE != TEST
DATABASES: dict[str, dict[str, object]] = {
    "default": {
        "ENGINE": "sinet.database.postgresql" if EMBEDDED_DATABASE else "django.db.backends.postgresql",
        **({"NAME": "sinet", "USER": EMBEDDED_ROLE} if EMBEDDED_DATABASE else database_settings(DATABASE_URL)),
        # One connection for each thread of the web server, kept open; checked once per request that uses it.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    },
}
# Off behind a pooler that gives a statement's connection to others in between.
PREPARED_STATEMENTS: bool = ENV.boolean("SINET_PREPARED_STATEMENTS", default=True)

# --- search ---------------------------------------------------------------------------------------
BITMAPS: bool = ENV.boolean("SINET_BITMAPS", default=True)  # off: the same answers, slower, from SQL alone
# Where processes leave their bitmaps for the next one; tests say themselves where.
BITMAPS_FILE: Path | None = (
    VAR / "search" / "bitmaps" if ENV.boolean("SINET_BITMAPS_FILE", default=MODE != TEST) else None
)

# --- cache, sessions ------------------------------------------------------------------------------
CACHE_URL: str = ENV.text("SINET_CACHE_URL", wants="redis://host:6379/0", default="")
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": CACHE_URL}
    if CACHE_URL
    else {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "sinet",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
}
# Seconds for which a process may answer by the state of the data that it saw last.
DATA_LOOKED_AT_EVERY: float = 0 if MODE == TEST else 0.5
# Whether a thread of each process makes popular pages anew when the data change.
PAGES_AHEAD: bool = MODE != TEST
# How long a proxy may answer with a public page before it asks again: changes are seen that much later.
SHARED_CACHE_SECONDS: int = ENV.integer("SINET_SHARED_CACHE_SECONDS", default=0)

# --- languages and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("sv", _("Swedish")), ("da", _("Danish"))]
LOCALE_PATHS = [ROOT / "sinet" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# --- static files ---------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "static"]
FILES_URL: str = ENV.text(
    "SINET_FILES_URL", wants="the address of a bucket: s3://key:secret@host/bucket?region=eu-north-1", default=""
)
STORAGES = {
    # Pictures that were sent in. They are given out by our own address only (directory/pictures.py).
    "default": file_storage(FILES_URL)
    if FILES_URL
    else {"BACKEND": "django.core.files.storage.InMemoryStorage"}
    if MODE == TEST
    else {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR / "files"},
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == TEST
        else "sinet.staticfiles.HashedStaticFiles",
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = MODE == TEST
WHITENOISE_MANIFEST_STRICT = True

# --- security -------------------------------------------------------------------------------------
HTTPS: bool = urlsplit(SITE_URL).scheme == "https"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/", r"^metrics$"]
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
# Set only behind a proxy that itself sets (and never passes on) the header.
if ENV.boolean("SINET_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
TRUSTED_PROXIES: int = ENV.integer("SINET_TRUSTED_PROXIES", default=0)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "sinet_session"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "sinet_csrf"
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000  # the editor of a call with 300 outcomes and its relations has 3,000
DATA_UPLOAD_MAX_NUMBER_FILES = 10
FILE_UPLOAD_HANDLERS = [
    "sinet.common.uploads.CuttingOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- accounts (docs/reference/roles.md) -----------------------------------------------------------
# Nobody signs up: accounts come by invitation. Nobody has a password: a code comes by mail, or a passkey is used.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
# In the demo alone, somebody who can decide may go on without a second factor.
SECOND_FACTOR_MAY_BE_SKIPPED: bool = MODE == DEMO
SIGNED_IN_FOR = timedelta(hours=12)
SESSION_COOKIE_AGE = int(SIGNED_IN_FOR.total_seconds())
ACCOUNT_ADAPTER = "directory.account.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # an account is made by a link that was mailed to its address
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody can have mail sent to an address that is not ours
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_FORMS = {
    "request_login_code": "directory.account.forms.RequestCodeForm",
    "confirm_login_code": "directory.account.forms.ConfirmCodeForm",
}
MFA_FORMS = {
    "authenticate": "directory.account.forms.AuthenticateForm",
    "reauthenticate": "directory.account.forms.ReauthenticateForm",
    "activate_totp": "directory.account.forms.AddAppForm",
    "add_webauthn": "directory.account.forms.AddPasskeyForm",
    "login_webauthn": "directory.account.forms.SignInByPasskeyForm",
    "authenticate_webauthn": "directory.account.forms.AuthenticateByPasskeyForm",
    "reauthenticate_webauthn": "directory.account.forms.ReauthenticateByPasskeyForm",
}
MFA_ADAPTER = "directory.account.adapter.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1

# --- mail -----------------------------------------------------------------------------------------
# So long after a batched mail to somebody those that follow are gathered. Whoever looks around the demo waits for none.
MAILS_WAIT: timedelta = timedelta(0) if MODE == DEMO else timedelta(hours=1)
MAIL_URL: str = ENV.text(
    "SINET_MAIL_URL",
    wants="the address of your mail server: smtp://user:password@host:587",
    default=None if IN_PRODUCTION else "",
)
if MAIL_URL:
    _mail = mail_server(MAIL_URL)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.use_starttls, _mail.use_tls
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR / "mail"
DEFAULT_FROM_EMAIL: str = ENV.text(
    "SINET_MAIL_FROM", wants="the sender of mail", default=OPERATOR_EMAIL or "sinet@localhost"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- what visitors send in ------------------------------------------------------------------------
SUBMIT_LICENCES: list[str] = ENV.words(
    "SINET_SUBMIT_LICENCES",
    wants="the licences that the form offers, the usual one first, such as CC-BY-4.0,CC0-1.0",
    default=["CC-BY-4.0", "CC0-1.0"],
)

# --- API ------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "NUM_PROXIES": TRUSTED_PROXIES,
    "URL_FORMAT_OVERRIDE": None,  # `format` is no parameter of ours
}
# How often one client network may ask the API, 0 for no limit.
API_REQUESTS_PER_MINUTE: int = ENV.integer("SINET_API_REQUESTS_PER_MINUTE", default=0 if MODE == TEST else 600)
SPECTACULAR_SETTINGS = {
    "TITLE": "sinet",
    "DESCRIPTION": "A public directory of social innovation.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "POSTPROCESSING_HOOKS": ["directory.api.openapi.add_components", "funding.api.components.add_components"],
}
TAGGIT_CASE_INSENSITIVE = True

# --- background jobs ------------------------------------------------------------------------------
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"

# --- logs -----------------------------------------------------------------------------------------
LOG_LEVEL: str = ENV.choice(
    "SINET_LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), default="WARNING" if MODE == TEST else "INFO"
)
LOGGING = logging_settings(LOG_LEVEL)
