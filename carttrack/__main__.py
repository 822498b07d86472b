"""Where the program starts: a command on the command line, or the window."""

import sys
from collections.abc import Sequence

from carttrack.cli.parser import parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command, or open the program; return the exit code."""
    options = parser().parse_args(arguments)
    if options.command:
        from carttrack.cli.run import run  # noqa: PLC0415  (the window does not wait for it)

        return run(options)
    from carttrack.app import open_program  # noqa: PLC0415  (a command does not wait for Qt)

    return open_program(options.store)


if __name__ == "__main__":
    sys.exit(main())
