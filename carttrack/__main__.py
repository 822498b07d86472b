"""Where the program starts: a command on the command line, or the window."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the program; return the exit code.

    Opened from the desktop there is nothing to parse, and no parser is built.
    """
    given = sys.argv[1:] if arguments is None else arguments
    if not given:
        return _opened(None)
    from carttrack.cli.parser import parser  # noqa: PLC0415  (the desktop does not wait for it)

    options = parser().parse_args(given)
    if not options.command:
        return _opened(options.store)
    from carttrack.cli.run import run  # noqa: PLC0415  (the window does not wait for it)

    return run(options)


def _opened(store: Path | None) -> int:
    gc.disable()  # there is nothing to collect before the first paint, which turns it on again
    from carttrack.app import open_program  # noqa: PLC0415  (a command does not wait for Qt)

    return open_program(store)


if __name__ == "__main__":
    sys.exit(main())
