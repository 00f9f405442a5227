"""One byte form for a JSON value: what is hashed, signed and frozen."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """Return `value` as JSON bytes with sorted keys, no spaces, UTF-8.

    Raises ValueError for NaN and infinities and TypeError for what JSON does not know, so that two
    programs never write the same value in two ways.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", errors="strict")


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()
