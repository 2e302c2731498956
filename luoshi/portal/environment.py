"""The Jinja2 environment of the pages: strict about names, escaping on, addresses and digests as functions.

{{ url('plan', plan.pk) }}   {{ static('luoshi.css') }}
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from jinja2 import Environment, StrictUndefined

from luoshi import __version__
from luoshi.plans.models import heading
from luoshi.portal import journal_words, present, standing, vocabulary


def environment(**options: Any) -> Environment:
    """Called by Django with its options (loader, autoescape)."""
    env = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701 - Django passes autoescape=True
    env.globals.update(
        url=url,
        static=static,
        vocabulary=vocabulary,
        present=present,
        standing=standing,
        journal_words=journal_words,
        version=__version__,
    )
    env.filters.update(number=present.number, local=timezone.localtime, heading=heading, percent=present.percent)
    return env


def url(name: str, *args: Any) -> str:
    """The address of a page."""
    return reverse(name, args=args)


@cache
def static(name: str) -> str:
    """The address of a static file; a digest of its content makes it safe to keep for ever."""
    digest = hashlib.sha256((settings.STATIC_ROOT / name).read_bytes()).hexdigest()[:12]
    return f"{settings.STATIC_URL}{name}?{digest}"
