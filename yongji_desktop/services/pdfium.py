"""The PDF reader is no friend of threads: whoever opens a document holds this lock while working on it."""

from __future__ import annotations

import threading

ONE_AT_A_TIME = threading.RLock()
