"""The register of authorisations: what a town may do by law or by entrustment, and until when."""

from __future__ import annotations

from yongji_desktop.core.fields import Field, Input, Kind
from yongji_desktop.core.kind_parts import choice, long, text

WAYS = {"granted": "依法赋权", "entrusted": "受委托"}

AUTHORITY = Kind(
    "authority",
    "赋权文号",
    "register",
    (
        text("document", "赋权文号", required=True, width=16),
        long("matters", "事项", required=True),
        text("organ", "赋权（委托）机关", required=True, width=12),
        choice("way", "方式", WAYS, required=True),
        Field("valid_from", "起", Input.DATE, required=True),
        Field("valid_until", "止", Input.DATE),
        text("scan", "文件扫描件"),
    ),
    title="document",
    columns=("document", "valid_from", "valid_until"),
    addable=True,
)
