"""``python -m yongji_desktop``: words after it go to the command line, none opens the window."""

import sys


def main() -> int:
    """Run the command line or the window; returns the exit code. Only the chosen one is imported."""
    if len(sys.argv) > 1:
        from yongji_desktop.cli import main as run
    else:
        from yongji_desktop.gui.app import main as run
    return run()


if __name__ == "__main__":
    sys.exit(main())
