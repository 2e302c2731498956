"""Every address of the site is one of the portal's or of the API's.

>>> from django.urls import reverse
>>> reverse("plan", args=[3])
'/plans/3/'
"""

from __future__ import annotations

from django.urls import include, path

from luoshi.api.application import urls as api_urls

urlpatterns = [path("", include("luoshi.portal.urls")), path("api/", api_urls())]
handler400 = "luoshi.portal.errors.bad_request"
handler403 = "luoshi.portal.errors.forbidden"
handler404 = "luoshi.portal.errors.not_found"
handler500 = "luoshi.portal.errors.broken"
