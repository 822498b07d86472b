"""Running one command: its module, its errors, its exit code."""

import io
import os
import signal
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import FrameType

from carttrack.cli.exits import REFUSED
from carttrack.domain.errors import CarttrackError

_MODULES = {
    "demo": "carttrack.cli.demo",
    "list": "carttrack.cli.listing",
    "quality": "carttrack.cli.quality",
    "registry": "carttrack.cli.registry",
    "outcomes": "carttrack.cli.outcomes",
    "references": "carttrack.cli.references",
    "protocol": "carttrack.cli.protocol",
    "grade": "carttrack.cli.grading",
    "summary": "carttrack.cli.summary",
    "calendar": "carttrack.cli.calendar",
    "backup": "carttrack.cli.copies",
    "restore": "carttrack.cli.copies",
    "verify": "carttrack.cli.verify",
    "sample": "carttrack.cli.sample",
}


def run(options: Namespace) -> int:
    """Run the command and return its exit code; a refusal goes to standard error."""
    _write_any_letter()
    with _stopping_on_sigterm():
        try:
            act: Callable[[Namespace], int] = getattr(
                import_module(_MODULES[options.command]), options.command
            )
            code = act(options)
            if sys.stdout is not None:
                sys.stdout.flush()
        except CarttrackError as error:
            return _refused(str(error))
        except KeyboardInterrupt:
            return _refused("stopped; what was saved before is kept.")
        except BrokenPipeError:
            _leave_quietly()
            return REFUSED
        except OSError as error:
            return _refused(_system_words(error))
        return code


def _refused(message: str) -> int:
    print(f"carttrack: {message}", file=sys.stderr)
    return REFUSED


def _system_words(error: OSError) -> str:
    where = f" ({error.filename})" if error.filename else ""
    why = error.strerror or "no reason given"
    return (
        f"The system refused: {why}{where}. What was saved before is kept. Check the folder and "
        "its free space, then run the command again."
    )


def _write_any_letter() -> None:
    """Write UTF-8 whatever the locale, so that no name stops a list half-way."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _leave_quietly() -> None:
    """Let the interpreter end without a word when whoever read the output has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def _stopping_on_sigterm() -> Iterator[None]:
    """Stop on SIGTERM as on Ctrl+C: what lies half-written is removed on the way out."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
