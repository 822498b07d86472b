"""Measures the program against floors measured in the same run; see `--help`."""

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from tests.bench import paper, saving
from tests.bench.children import child
from tests.bench.figures import Figure, compared, table
from tests.bench.stores import FOLDER, SIZES, file_system, store

LIMIT = 1.5
"""The unlock window stays under this many times a bare window; a slowed path must pass it."""
FEW, PAIRS = 4, 3
"""Rounds and pairs of the self-check."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What is measured: a store with its size, in so many rounds, slowed on purpose or not."""

    path: Path
    size: int
    rounds: int
    slow: bool = False


def unlock(on: Setting) -> Iterator[Figure]:
    """Measure a process from its start to the unlock window's first paint."""
    ours, floor = child("window.py", on.path, slow=on.slow), child("bare_window.py", on.path)
    yield compared("unlock window", on.size, ours, floor, rounds=on.rounds)


def today(on: Setting) -> Iterator[Figure]:
    """Measure from the passphrase entered to Today painted."""
    ours, floor = child("today.py", on.path, slow=on.slow), child("bare_today.py", on.path)
    yield compared("unlock to Today", on.size, ours, floor, rounds=max(on.rounds // 2, 1))


def save(on: Setting) -> Iterator[Figure]:
    """Measure saving an assessment."""
    yield from saving.measured(on.path, on.size, rounds=10 * on.rounds, slow=on.slow)


def pdf(on: Setting) -> Iterator[Figure]:
    """Measure writing a visit summary."""
    yield paper.measured(on.path, on.size, rounds=4 * on.rounds, slow=on.slow)


PATHS: dict[str, Callable[[Setting], Iterator[Figure]]] = {
    "unlock": unlock,
    "today": today,
    "save": save,
    "pdf": pdf,
}


def main() -> int:
    """Print every figure and the table of all; return the exit code."""
    options = _options()
    sizes = options.sizes
    _say(f"File system of {FOLDER}: {file_system(FOLDER.parent)}")
    stores = {size: store(size, _say) for size in sizes}
    if options.self_check:
        smallest = Setting(stores[min(sizes)], min(sizes), min(options.rounds, FEW))
        return _check_itself(smallest, options.only)
    figures = []
    for size, path in stores.items():
        for name in options.only:
            setting = Setting(path, size, options.rounds, slow=name == options.slow)
            for figure in PATHS[name](setting):
                figures.append(figure)
                _say(figure.line + _remark(figure))
    _say("\n" + table(figures))
    return 0


def _check_itself(setting: Setting, names: tuple[str, ...]) -> int:
    """Compare each path with itself slowed, in pairs, so that a busy machine is seen as such."""
    still = []
    for name in names:
        moved: dict[str, list[float]] = {}
        for _ in range(PAIRS):
            plain = list(PATHS[name](setting))
            slowed = list(PATHS[name](replace(setting, slow=True)))
            for figure, slow in zip(plain, slowed, strict=True):
                moved.setdefault(figure.name, []).append(slow.wall_ratio / figure.wall_ratio)
        for title, times in moved.items():
            each = ", ".join(f"{one:.2f}" for one in times)
            _say(f"{title:<28} slowed twofold, its ratio moved {median(times):.2f}× ({each})")
            still += [title] if median(times) < LIMIT else []
    if still:
        _say(f"These did not move by {LIMIT}×: {', '.join(still)}")
    return int(bool(still))


def _remark(figure: Figure) -> str:
    over = figure.name == "unlock window" and figure.wall_ratio >= LIMIT
    return f"   over its limit of {LIMIT}×" if over else ""


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
