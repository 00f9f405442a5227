"""A photo that every paper may print."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image


@pytest.fixture(scope="session")
def photo_path(tmp_path_factory: pytest.TempPathFactory):
    """Gives one and the same small JPEG for every digest."""
    path = tmp_path_factory.mktemp("photos") / "photo"
    buffer = io.BytesIO()
    Image.linear_gradient("L").resize((400, 300)).convert("RGB").save(buffer, "JPEG", quality=70)
    path.write_bytes(buffer.getvalue())

    def lookup(sha: str) -> Path:
        return path

    return lookup
