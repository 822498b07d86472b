"""Measures the program against floors measured in the same run; see `--help`."""

import argparse
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import cohort, derived, paper, saving
from tests.bench.children import run_child
from tests.bench.figures import Figure, Trial, compared, moved, table
from tests.bench.stores import FOLDER, SIZES, file_system, store

LIMIT = 1.5
"""The unlock window stays under this many times a bare window; a slowed path must pass it."""
LIMITS = {"unlock window": LIMIT, "derived state": derived.LIMIT}


def unlock(path: Path, size: int, rounds: int) -> Iterator[Trial]:
    """From the start of a process to the unlock window's first paint."""
    yield Trial(
        "unlock window",
        size,
        rounds,
        lambda slow: run_child("window.py", path, slow=slow),
        lambda: run_child("bare_window.py", path),
    )


def today(path: Path, size: int, rounds: int) -> Iterator[Trial]:
    """From the passphrase entered to Today painted."""
    yield Trial(
        "unlock to Today",
        size,
        max(rounds // 2, 1),
        lambda slow: run_child("today.py", path, slow=slow),
        lambda: run_child("bare_today.py", path),
    )


def save(path: Path, size: int, rounds: int) -> Iterator[Trial]:
    """Saving an assessment."""
    yield from saving.trials(path, size, 10 * rounds)


def pdf(path: Path, size: int, rounds: int) -> Iterator[Trial]:
    """Writing a visit summary."""
    yield from paper.trials(path, size, 4 * rounds)


def outcomes(path: Path, size: int, rounds: int) -> Iterator[Trial]:
    """The cohort's figures of everyone with B-ALL."""
    yield from cohort.trials(path, size, rounds)


def case(path: Path, size: int, rounds: int) -> Iterator[Trial]:
    """Reading one patient's case, and all that is derived of it."""
    yield from derived.trials(path, size, 4 * rounds)


PATHS: dict[str, Callable[[Path, int, int], Iterator[Trial]]] = {
    "unlock": unlock,
    "today": today,
    "save": save,
    "pdf": pdf,
    "cohort": outcomes,
    "case": case,
}


def main() -> int:
    """Print every figure and the table of all; return the exit code."""
    options = _options()
    sizes = (min(options.sizes),) if options.self_check else options.sizes
    _say(f"File system of {FOLDER}: {file_system(FOLDER.parent)}")
    stores = {size: store(size, _say) for size in sizes}
    if options.self_check:
        return _check_itself(stores[sizes[0]], sizes[0], options)
    figures = []
    for size, path in stores.items():
        for name in options.only:
            for trial in PATHS[name](path, size, options.rounds):
                figure = compared(trial, slow=name == options.slow)
                figures.append(figure)
                _say(figure.line + _remark(figure))
    _say("\n" + table(figures))
    return 0


def _check_itself(path: Path, size: int, options: argparse.Namespace) -> int:
    still = []
    for name in options.only:
        for trial in PATHS[name](path, size, options.rounds):
            times = moved(trial)
            _say(f"{trial.name:<28} slowed twofold, its ratio moved {times:.2f}×")
            still += [trial.name] if times < LIMIT else []
    if still:
        _say(f"These did not move by {LIMIT}×: {', '.join(still)}")
    return int(bool(still))


def _remark(figure: Figure) -> str:
    limit = LIMITS.get(figure.name)
    return f"   over its limit of {limit}×" if limit and figure.wall_ratio >= limit else ""


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    add = parser.add_argument
    add("--sizes", type=_sizes, default=SIZES, metavar="N,N", help="patients; default: all three")
    add("--only", type=_names, default=tuple(PATHS), metavar="NAME,NAME", help="some paths only")
    add("--rounds", type=int, default=10, help="rounds of the slowest path, default 10")
    add("--slow", choices=PATHS, help="make one path twice as slow on purpose")
    add("--self-check", action="store_true", help="fail unless each slowed path shows it")
    return parser.parse_args()


def _sizes(words: str) -> tuple[int, ...]:
    return tuple(int(word) for word in words.split(","))


def _names(words: str) -> tuple[str, ...]:
    names = tuple(words.split(","))
    if set(names) - set(PATHS):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(PATHS)}")
    return names


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
