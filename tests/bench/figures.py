"""What is printed of a measured path: ratios against its floor, and absolute medians."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from tests.bench.stopwatch import Reading

Measured = Callable[[], Reading]


@dataclass(frozen=True, slots=True)
class Trial:
    """What is measured in turn: a path (slowed on purpose when given True) and its floor."""

    name: str
    size: int
    rounds: int
    path: Callable[[bool], Reading]
    floor: Measured


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured path at one size beside its floor; times are medians in seconds."""

    name: str
    size: int
    wall: float
    floor_wall: float
    cpu: float
    floor_cpu: float
    statements: int
    rounds: int

    @property
    def wall_ratio(self) -> float:
        """How many times the floor's wall time it took."""
        return self.wall / self.floor_wall

    @property
    def cpu_ratio(self) -> float:
        """How many times the floor's CPU time it took."""
        return self.cpu / self.floor_cpu

    @property
    def line(self) -> str:
        """The figure as one printed line."""
        return (
            f"{self.name:<28} {self.size:>7,} patients   wall {self.wall_ratio:6.2f}×   "
            f"CPU {self.cpu_ratio:6.2f}×   {self.statements:>3} SQL   "
            f"{_ms(self.wall)} / {_ms(self.floor_wall)} wall, "
            f"{_ms(self.cpu)} / {_ms(self.floor_cpu)} CPU, median of {self.rounds}"
        )

    @property
    def cell(self) -> str:
        """The figure in the table of all sizes."""
        return f"{self.wall_ratio:.2f}× {self.cpu_ratio:.2f}× {self.statements} {_ms(self.wall)}"


def compared(trial: Trial, *, slow: bool) -> Figure:
    """Measure path and floor turn by turn, after one round that is not counted."""
    trial.path(slow)
    trial.floor()
    turns = [(trial.path(slow), trial.floor()) for _ in range(trial.rounds)]
    paths, floors = zip(*turns, strict=True)
    return _figure(trial, paths, floors)


def moved(trial: Trial) -> float:
    """Return how many times its ratio the path shows when it is slowed, measured in turn."""
    trial.path(False)  # noqa: FBT003  (slow or not is all it asks)
    trial.floor()
    turns = [
        (trial.path(False), trial.path(True), trial.floor())  # noqa: FBT003
        for _ in range(trial.rounds)
    ]
    paths, slowed, floors = zip(*turns, strict=True)
    return _figure(trial, slowed, floors).wall_ratio / _figure(trial, paths, floors).wall_ratio


def _figure(trial: Trial, paths: Sequence[Reading], floors: Sequence[Reading]) -> Figure:
    return Figure(
        name=trial.name,
        size=trial.size,
        wall=median(one.wall for one in paths),
        floor_wall=median(one.wall for one in floors),
        cpu=median(one.cpu for one in paths),
        floor_cpu=median(one.cpu for one in floors),
        statements=round(median(one.statements for one in paths)),
        rounds=trial.rounds,
    )


def table(figures: list[Figure]) -> str:
    """Return all figures with the sizes as columns, so that growth shows."""
    sizes = sorted({figure.size for figure in figures})
    names = list(dict.fromkeys(figure.name for figure in figures))
    cells = {(figure.name, figure.size): figure.cell for figure in figures}
    lines = [f"{'wall× CPU× SQL median':<28}" + "".join(f"{size:>28,}" for size in sizes)]
    lines += [
        f"{name:<28}" + "".join(f"{cells.get((name, size), ''):>28}" for size in sizes)
        for name in names
    ]
    return "\n".join(lines)


def _ms(seconds: float) -> str:
    milliseconds = seconds * 1000
    return f"{milliseconds:.2f} ms" if milliseconds < 10 else f"{milliseconds:.0f} ms"
