"""What one act of an officer puts into the log."""

from __future__ import annotations

from typing import Any

import sqlite_utils

from yongji_desktop.core.clock import Clock


class Deed:
    """Collects the ops of one act; made by `Store.deed`.

    `db` may be used inside the deed for local tables (drafts, number series) of the same transaction.
    """

    def __init__(self, identity: str, db: sqlite_utils.Database, clock: Clock):
        self.id = identity
        self.db = db
        self.clock = clock
        self.ops: list[dict[str, Any]] = []

    def set(self, kind: str, identity: str, **values: Any) -> None:
        """Set fields of a register; None empties a field."""
        if values:
            self.ops.append({"k": kind, "id": identity, "set": values})

    def put(self, kind: str, identity: str, body: dict[str, Any], version: int = 1, reason: str | None = None) -> None:
        """Write a whole version of an issued record."""
        op: dict[str, Any] = {"k": kind, "id": identity, "whole": body, "version": version}
        if reason:
            op["reason"] = reason
        self.ops.append(op)

    def event(self, kind: str, identity: str, step: str, **facts: Any) -> str:
        """Add an event to a traced record; returns the event's id."""
        name = self.clock.new_id()
        self.ops.append({"k": kind, "id": identity, "event": {"id": name, "step": step, **facts}})
        return name

    def void(self, kind: str, identity: str, reason: str) -> None:
        """Mark a record void; nothing is ever deleted."""
        self.ops.append({"k": kind, "id": identity, "set": {"voided": {"reason": reason}}})

    def unvoid(self, kind: str, identity: str) -> None:
        """Take the mark off again."""
        self.ops.append({"k": kind, "id": identity, "set": {"voided": None}})
