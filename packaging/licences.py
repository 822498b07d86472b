"""Writes the licences of everything the frozen program carries into one file."""

import sys
from importlib.metadata import Distribution, distributions
from pathlib import Path

_BUILD_ONLY = {"pyinstaller", "pyinstaller-hooks-contrib", "pytest", "hypothesis", "mypy", "ruff"}


def _texts(distribution: Distribution) -> list[str]:
    wanted = ("licen", "copying", "notice")
    files = [f for f in distribution.files or [] if any(w in f.name.lower() for w in wanted)]
    return [Path(str(f.locate())).read_text("utf-8", "replace") for f in files if f.suffix != ".py"]


def main(target: Path) -> None:
    """Collect the licence texts; the project's own comes first."""
    parts = ["carttrack\n=========\n", Path("LICENSE").read_text("utf-8")]
    for folder in sorted(Path("resources").iterdir()):
        parts += [
            f"\n\n{folder.name}: {text.name}\n\n{text.read_text('utf-8')}"
            for text in sorted(folder.glob("*LICEN*"))
        ]
    for distribution in sorted(distributions(), key=lambda d: d.name.lower()):
        if distribution.name.lower() in _BUILD_ONLY | {"carttrack"}:
            continue
        metadata = distribution.metadata
        terms = metadata.get("License-Expression") or metadata.get("License") or "see below"
        parts.append(f"\n\n{distribution.name} {distribution.version}: {terms.splitlines()[0]}\n")
        parts += _texts(distribution)
    target.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
