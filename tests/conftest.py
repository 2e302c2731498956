"""Fixtures that every room shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real plans and hand-checked answers beside the project: an error in CI if missing, a skip elsewhere."""
    if not SHARED.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the folder `shared` must lie beside the project in CI")
        pytest.skip("needs the real plans and gold answers in ../shared, which are not part of the product")
    return SHARED
