"""The pages of the left bar, as places to go to: what the bar shows of them; the page itself is loaded when opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from yongji_desktop.gui.frame import Frame
from yongji_desktop.gui.parts.page import Page
from yongji_desktop.services import deadlines, inspections, reinspections

Badge = tuple[int, str] | None


@dataclass(frozen=True)
class Place:
    """One entry of the left bar.

    `name` is what `frame.go` calls it, `can_begin` whether it takes the wish to begin a new inspection, `load` gives
    the page's class, `badge_before` what the bar shows before the page has been opened.  Calling it builds the page.
    """

    name: str
    word: str
    icon: str
    load: Callable[[], type[Page]]
    can_begin: bool = False
    badge_before: Callable[[Frame], Badge] = lambda frame: None

    def __call__(self, frame: Frame) -> Page:
        """Build the page."""
        return self.load()(frame)


def _home() -> type[Page]:
    from yongji_desktop.gui.pages.home import HomePage

    return HomePage


def _tasks() -> type[Page]:
    from yongji_desktop.gui.pages.tasks import TasksPage

    return TasksPage


def _sites() -> type[Page]:
    from yongji_desktop.gui.pages.sites import SitesPage

    return SitesPage


def _inspections() -> type[Page]:
    from yongji_desktop.gui.pages.inspections import InspectionsPage

    return InspectionsPage


def _hazards() -> type[Page]:
    from yongji_desktop.gui.pages.hazards import HazardsPage

    return HazardsPage


def _settings() -> type[Page]:
    from yongji_desktop.gui.pages.settings import SettingsPage

    return SettingsPage


def _drafts(frame: Frame) -> Badge:
    count = len(inspections.drafts(frame.desk)) + len(reinspections.drafts(frame.desk))
    return (count, "grey") if count else None


def _due(frame: Frame) -> Badge:
    count = deadlines.hazards_due(frame.desk)
    return (count, "red") if count else None


PAGES = (
    Place("home", "工作台", "home", _home),
    Place("tasks", "任务", "task", _tasks),
    Place("sites", "单位", "unit", _sites),
    Place("inspections", "检查", "check", _inspections, can_begin=True, badge_before=_drafts),
    Place("hazards", "隐患", "hazard", _hazards, badge_before=_due),
    Place("settings", "设置", "gear", _settings),
)
KEYS = {
    "home": "Alt+1", "tasks": "Alt+2", "sites": "Alt+3", "inspections": "Alt+4", "hazards": "Alt+5", "settings": "Ctrl+,",
}
