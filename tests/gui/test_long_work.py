"""Long work whose page is closed meanwhile: it is stopped, and nothing of the page is touched any more."""

from __future__ import annotations

import logging
import threading

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent

from yongji_desktop.gui.parts.long_work import LongWork


def closed(card: LongWork) -> None:
    """Delete a card as a page that is left is deleted."""
    card.deleteLater()
    QCoreApplication.sendPostedEvents(card, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(card)


def test_a_result_for_a_closed_page_reaches_nobody(background, qtbot, qapp):
    card, go, told = LongWork("读底册", background), threading.Event(), []

    def work(job):
        go.wait(10)
        job.report(1, 2, "一半")
        return job.stopped

    card.start(work, done=told.append, failed=told.append)
    closed(card)
    go.set()
    qtbot.waitUntil(lambda: not background.busy, timeout=10_000)
    assert told == []


def test_the_work_of_a_closed_page_is_asked_to_stop(background, qtbot, qapp):
    card, go, seen = LongWork("读底册", background), threading.Event(), []

    def work(job):
        go.wait(10)
        seen.append(job.stopped)

    card.start(work, done=lambda _: None, failed=lambda _: None)
    closed(card)
    go.set()
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    assert seen == [True]


def test_an_error_for_a_closed_page_goes_to_the_log(background, qtbot, qapp, caplog):
    card, go = LongWork("读底册", background), threading.Event()

    def work(job):
        go.wait(10)
        raise ValueError("no such cell")

    card.start(work, done=lambda _: None, failed=lambda _: None)
    with caplog.at_level(logging.WARNING):
        closed(card)
        go.set()
        qtbot.waitUntil(lambda: not background.busy, timeout=10_000)
    assert "work of a closed page failed" in caplog.text and "no such cell" in caplog.text


def test_a_page_that_is_there_gets_its_result_and_the_card_goes(background, qtbot, qapp):
    card, told = LongWork("读底册", background), []
    card.start(lambda job: 7, done=told.append, failed=told.append)
    assert card.running and not card.isHidden()
    qtbot.waitUntil(lambda: told == [7], timeout=10_000)
    assert not card.running and card.isHidden()
    card.deleteLater()
