"""The same deeds without a window: words in, Chinese sentences or JSON out.

Exit code 0; 1 with a sentence on stderr when a deed is refused; 2 for wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from yongji_desktop.cli.words import parser
from yongji_desktop.core.errors import UserFacing


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    words = parser().parse_args(argv)
    try:
        words.run(words)
        sys.stdout.flush()
    except UserFacing as error:
        print(str(error), file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1
    return 0
