"""Everything that can be said to an officer when something cannot be done.

Each error carries complete Chinese sentences: what is wrong and what to do.  Anything that is not a
`UserFacing` error is a bug and goes to the log.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


class UserFacing(Exception):
    """Base of the errors whose text is meant for the officer."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field.

    `field` is the field's name (dotted with indexes inside lists: ``hazards.0.due_on``), `message` a
    Chinese sentence, `severity` one of ``block`` (阻断), ``warn`` (警告), ``hint`` (提醒), ``later`` (可补),
    `rule` the rule's id in the rule table (``R08``) or "".
    """

    field: str
    message: str
    severity: str = "block"
    rule: str = ""


class Invalid(UserFacing):
    """Input that breaks a check; `problems` says which field and why."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.message for problem in self.problems))


class Refused(UserFacing):
    """A deed that may not be done now, with the sentence that says why and what to do."""


class StorageTrouble(UserFacing):
    """The disk, the file or the folder is in the way (full, locked, damaged, too new)."""
