"""Django's settings. From the environment come those of `docs/settings.md`; everything else is fixed.

    LUOSHI_DATA=/srv/luoshi LUOSHI_HOSTS=luoshi.city.example LUOSHI_TLS=1 luoshi serve --host 0.0.0.0

Every page asks for an account (`luoshi.portal.gate`). Who is to be answered besides this computer is named in
`LUOSHI_HOSTS`: a page elsewhere cannot reach the server under a borrowed name. `LUOSHI_TLS=1` says that a proxy before it
speaks HTTPS; then cookies go over HTTPS only.
"""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from luoshi.site.database import database
from luoshi.site.datafolder import data_folder, secret_key

PORTAL = Path(__file__).resolve().parent.parent / "portal"
DATA = data_folder()

DEBUG = False
SECRET_KEY = secret_key(DATA)
HOSTS = [host.strip() for host in os.environ.get("LUOSHI_HOSTS", "").split(",") if host.strip()]
TLS = os.environ.get("LUOSHI_TLS") == "1"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *HOSTS]
LUOSHI_LANG = "en" if os.environ.get("LUOSHI_LANG") == "en" else "zh"

ROOT_URLCONF = "luoshi.site.urls"
ASGI_APPLICATION = "luoshi.site.asgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "axes",
    "luoshi.journal",
    "luoshi.people",
    "luoshi.plans",
]
AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "display_name")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
# An identity provider, where one is named (`luoshi.people.oidc`).
LUOSHI_OIDC_ISSUER = os.environ.get("LUOSHI_OIDC_ISSUER", "")
LUOSHI_OIDC_NAME = os.environ.get("LUOSHI_OIDC_NAME") or "统一认证"
OIDC_RP_CLIENT_ID = os.environ.get("LUOSHI_OIDC_CLIENT_ID", "")
OIDC_RP_CLIENT_SECRET = os.environ.get("LUOSHI_OIDC_CLIENT_SECRET", "")
OIDC_RP_SIGN_ALGO = os.environ.get("LUOSHI_OIDC_ALGORITHM") or "RS256"
OIDC_RP_SCOPES = "openid profile"
OIDC_USE_PKCE = True
OIDC_CREATE_USER = False
OIDC_TIMEOUT = 10  # seconds
if LUOSHI_OIDC_ISSUER:
    AUTHENTICATION_BACKENDS.append("luoshi.people.oidc.Backend")

LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"

# Five wrong passwords for one account from one address lock that pair out for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # the login page gives the answer itself, so axes' middleware is not needed
MIDDLEWARE = [
    "luoshi.portal.middleware.SecurityHeaders",
    "luoshi.portal.middleware.StaticFiles",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "luoshi.portal.middleware.Visitor",
    "luoshi.portal.gate.Sessions",
    "luoshi.portal.gate.LoginRequired",
    "luoshi.portal.middleware.Forbidden",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [PORTAL / "templates"],
        "OPTIONS": {"environment": "luoshi.portal.environment.environment"},
    }
]

DATABASES = {"default": database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
USE_I18N = False  # the two languages are in luoshi.portal.messages, side by side

# Four small files, served from the package itself: nothing to collect, nothing to configure.
STATIC_URL = "/static/"
STATIC_ROOT = PORTAL / "static"
WHITENOISE_USE_FINDERS = False
WHITENOISE_AUTOREFRESH = False
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 31_536_000  # one year: addresses carry a digest of the content

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "luoshi_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 43_200  # twelve hours; `luoshi.people.actions.sessions` ends a session earlier where it is idle
LANGUAGE_COOKIE_NAME = "luoshi_lang"
CSRF_COOKIE_NAME = "luoshi_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in HOSTS] if TLS else []
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
CSRF_FAILURE_VIEW = "luoshi.portal.errors.csrf_failed"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.TemporaryFileUploadHandler"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        # Refused as they should be; the one who sent them is told, and nothing is wrong here.
        "django.security": {"level": "CRITICAL"},
        "axes": {"level": "CRITICAL"},
    },
}
