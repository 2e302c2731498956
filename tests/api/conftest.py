"""The fixtures of the portal."""

from __future__ import annotations

from tests.portal.conftest import anyone as anyone
from tests.portal.conftest import hall as hall
from tests.portal.conftest import wang as wang
