"""How one kind of paper is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from yongji_desktop.core.errors import Problem
from yongji_desktop.core.fields import Field
from yongji_desktop.papers.blocks import Block

Facts = Mapping[str, Any]
Data = dict[str, Any]


def _nothing(facts: Facts) -> Data:
    return {}


@dataclass(frozen=True)
class Paper:
    """One kind of paper.

    `series` stands between the office's short name and the year in the number (永城东＋安检), "" for a paper without
    one; `copies` names who gets one ("site" the unit, "town" the office); `device_letter` tells whether the number
    carries the device's letter (formal letters get theirs from the office's own book, typed in).  `title`, `compose`,
    `blocked` take the facts, `blocks` the composed data.  `subject` names the kind of record it is about; `inputs`
    are what an officer fills in for it beside what is known, begun with what `propose` makes of the facts; `step`
    is the step of a hazard that issuing it registers; `several` tells whether one may be about several hazards of a
    site; `inner` papers stay in the office; `shown` is false for papers that stand under 更多.
    """

    code: str
    name: str
    series: str
    copies: tuple[str, ...]
    device_letter: bool
    family: str
    title: Callable[[Facts], str]
    compose: Callable[[Facts], Data]
    blocks: Callable[[Mapping[str, Any]], list[Block]]
    blocked: Callable[[Facts], list[Problem]]
    subject: str = "inspection"
    inputs: tuple[Field, ...] = ()
    propose: Callable[[Facts], Data] = _nothing
    step: str = ""
    several: bool = False
    inner: bool = False
    shown: bool = True
