"""`carttrack references`: the published sources and figures that the program knows."""

import json
from argparse import Namespace
from collections.abc import Iterator

from carttrack.cli.exits import DONE
from carttrack.domain.reference.figures import Figure
from carttrack.domain.reference.library import Library, Source
from carttrack.services import catalogue


def references(options: Namespace) -> int:
    """Print the library as lines or as a JSON object; no store is opened."""
    library = catalogue.library()
    if options.json:
        found = {
            "sources": [_source(source) for source in library.sources],
            "figures": [_figure(figure) for figure in _figures(library)],
        }
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        for source in library.sources:
            print(f"[{source.number}]\t{source.collection.value}\t{_entry(source)}")
        for figure in _figures(library):
            print("\t".join((f"[{figure.source}]", figure.collection.value, *_cells(figure))))
    return DONE


def _figures(library: Library) -> Iterator[Figure]:
    """Yield figures before statements, the seeds before what is beyond them."""
    yield from (*library.figures, *library.statements, *library.further)


def _entry(source: Source) -> str:
    return " ".join(filter(None, (source.citation, source.caution, source.superseded)))


def _cells(figure: Figure) -> tuple[str, ...]:
    said = (figure.product, figure.measure, figure.value, figure.n, figure.interval)
    out_of_date = f"superseded: {figure.superseded}" if figure.superseded else ""
    return tuple(filter(None, (*said, figure.population, figure.limits, out_of_date)))


def _source(source: Source) -> dict[str, object]:
    return {
        "number": source.number,
        "id": source.id,
        "set": source.collection.value,
        "standing": source.standing.value,
        "citation": source.citation,
        "caution": source.caution,
        "superseded": source.superseded,
        "superseded_by": source.superseded_by,
    }


def _figure(figure: Figure) -> dict[str, object]:
    numbers = figure.numbers
    return {
        "source": figure.source,
        "set": figure.collection.value,
        "product": figure.product,
        "measure": figure.measure,
        "value": figure.value,
        "n": figure.n,
        "interval": figure.interval,
        "population": figure.population,
        "limits": figure.limits,
        "where": figure.where,
        "superseded": figure.superseded,
        "drawable": figure.drawable,
        "endpoint": numbers.endpoint.value if numbers else None,
        "targets": sorted(target.value for target in numbers.targets) if numbers else [],
        "scale": numbers.scale.value if numbers and numbers.scale else None,
    }
