"""The addresses of the portal.

>>> from django.urls import reverse
>>> reverse("commitment", args=[12])
'/commitments/12/'
"""

from __future__ import annotations

from django.urls import path

from luoshi.portal.pages import (
    account,
    accounts,
    commitments,
    desk,
    documents,
    draws,
    evidence,
    indicators,
    journal,
    judging,
    login,
    oidc,
    plans,
    projects,
    returns,
    shares,
    status,
    supervision,
    targets,
    undertakings,
    visitor,
    workbooks,
)

urlpatterns = [
    path("", plans.home, name="home"),
    path("plans/<int:pk>/", plans.plan_page, name="plan"),
    path("plans/<int:pk>/decided/", plans.decided, name="decided"),
    path("plans/<int:pk>/findings/", plans.findings_page, name="findings"),
    path("plans/<int:pk>/text/", plans.text_page, name="text"),
    path("commitments/<int:pk>/", commitments.commitment_page, name="commitment"),
    path("commitments/<int:pk>/row/", commitments.row, name="row"),
    path("commitments/<int:pk>/decide/", commitments.decide, name="decide"),
    path("upload/", documents.upload, name="upload"),
    path("sample/", documents.read_sample, name="sample"),
    path("reading/<str:batch>/", documents.reading_page, name="reading"),
    path("documents/<int:pk>/ledger.json", documents.download_json, name="download_json"),
    path("documents/<int:pk>/ledger.xlsx", documents.download_xlsx, name="download_xlsx"),
    path("documents/<int:pk>/delete/", documents.delete, name="delete"),
    path("language/", visitor.choose_language, name="language"),
    *login.urlpatterns,
    *oidc.urlpatterns,
    *account.urlpatterns,
    *accounts.urlpatterns,
    *journal.urlpatterns,
    *workbooks.urlpatterns,
    *desk.urlpatterns,
    *returns.urlpatterns,
    *evidence.urlpatterns,
    *projects.urlpatterns,
    *undertakings.urlpatterns,
    *supervision.urlpatterns,
    *draws.urlpatterns,
    *status.urlpatterns,
    *indicators.urlpatterns,
    *targets.urlpatterns,
    *shares.urlpatterns,
    *judging.urlpatterns,
]
