"""Running one command: its module, its errors, its exit code."""

import sys
from argparse import Namespace
from collections.abc import Callable
from importlib import import_module

from carttrack.cli.exits import REFUSED
from carttrack.domain.errors import CarttrackError

_MODULES = {
    "demo": "carttrack.cli.demo",
    "list": "carttrack.cli.listing",
    "grade": "carttrack.cli.grading",
    "summary": "carttrack.cli.summary",
    "backup": "carttrack.cli.copies",
    "restore": "carttrack.cli.copies",
    "verify": "carttrack.cli.verify",
    "sample": "carttrack.cli.sample",
}


def run(options: Namespace) -> int:
    """Run the command and return its exit code; a refusal goes to standard error."""
    try:
        act: Callable[[Namespace], int] = getattr(
            import_module(_MODULES[options.command]), options.command
        )
        return act(options)
    except CarttrackError as error:
        print(f"carttrack: {error}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print("carttrack: stopped; what was saved before is kept.", file=sys.stderr)
        return REFUSED
    except BrokenPipeError:
        sys.stderr.close()
        return REFUSED
