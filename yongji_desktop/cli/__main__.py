"""``python -m yongji_desktop.cli``: the command line alone."""

import sys

from yongji_desktop.cli import main

sys.exit(main())
