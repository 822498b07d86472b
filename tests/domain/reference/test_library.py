import re
import tomllib
from collections.abc import Iterator
from math import comb

import pytest

from carttrack import paths
from carttrack.domain.errors import InvalidEntryError
from carttrack.domain.reference.library import Library, Standing, parse_library

SMALL = """[[source]]
number = 1
id = "one"
citation = "One"
standing = "review"

[[figure]]
source = 1
measure = "CR"
value = "9 %"
n = "100"
interval = "none given"
population = "adults"
limits = "none"
"""
N = "more than 300 (groups named: 51 and 292)"
CHILDREN = "children, r/r B-ALL; CD19/CD22 bicistronic product"
# source, measure, value, n, interval, population, limits, drawable
FIGURES = [
    (
        1,
        "CR or CRi, time not stated, not defined",
        "99.1 %",
        N,
        "none given",
        CHILDREN,
        "exact n of the rate not stated",
        True,
    ),
    (
        1,
        "Event-free survival, one year of follow-up, event not defined",
        "75.5 %",
        N,
        "none given",
        CHILDREN,
        "event not defined; exact n not stated",
        True,
    ),
    (
        1,
        "Overall survival, one year of follow-up, not defined further",
        "93.5 %",
        N,
        "none given",
        CHILDREN,
        "exact n not stated",
        True,
    ),
    (
        1,
        "CRS, any grade, time and scale not stated",
        "all patients",
        N,
        "none given",
        CHILDREN,
        "scale and distribution not stated",
        False,
    ),
    (
        1,
        "Grade 3–4 events, kind, time and scale not stated",
        "“nearly half”",
        N,
        "none given",
        CHILDREN,
        "words only; grade 3–4 CRS is not stated",
        False,
    ),
    (
        2,
        "CR, time not stated, not defined",
        "11 of 15 (73 %)",
        "15 of 21 enrolled",
        "44.9–92.2 %, calculated here",
        "given ≥1 × 10⁶ CD22 CAR T cells/kg",
        "not of all 21; the other 6 not reported",
        True,
    ),
    (
        2,
        "Remission, median duration, not defined",
        "6 months",
        "n not stated",
        "none given",
        "those in remission; CD22 CAR T cells",
        "whether the 11 or all is not stated",
        False,
    ),
]


def _shipped() -> str:
    folder = paths.resource("reference")
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml")))


@pytest.fixture(scope="module")
def library() -> Library:
    return parse_library(_shipped())


def test_the_published_figures_are_exactly_these(library: Library) -> None:
    found = [
        (f.source, f.measure, f.value, f.n, f.interval, f.population, f.limits, f.drawable)
        for f in library.figures
    ]
    assert found == FIGURES


def test_sources_1_to_6_keep_their_numbers(library: Library) -> None:
    found = [(source.number, source.id, source.standing) for source in library.sources[:6]]
    assert found == [
        (1, "zhang-b019", Standing.SECONDARY),
        (2, "fry-cd22", Standing.PEER_REVIEWED),
        (3, "korkmaz-review", Standing.REVIEW),
        (4, "astct-2019", Standing.DEFINITION),
        (5, "park-video", Standing.STATEMENT),
        (6, "b-all-overview", Standing.PROMOTIONAL),
    ]


# Printed once, a number keeps its source for good: lines are added at the end and never changed.
NUMBERS = [
    (1, "zhang-b019"),
    (2, "fry-cd22"),
    (3, "korkmaz-review"),
    (4, "astct-2019"),
    (5, "park-video"),
    (6, "b-all-overview"),
    (7, "brentjens-2011"),
    (8, "davila-2014"),
    (9, "maude-2014"),
    (10, "lee-2015"),
    (11, "turtle-2016"),
    (12, "gardner-2017"),
    (13, "maude-2018"),
    (14, "park-2018"),
    (15, "curran-2019"),
    (16, "pillai-2019"),
    (17, "frey-2020"),
    (18, "zhang-x-2020"),
    (19, "boyer-2020"),
    (20, "anagnostou-2020"),
    (21, "hu-2021"),
    (22, "hayden-2022"),
    (23, "kantarjian-2016"),
    (24, "kantarjian-2017"),
    (25, "terwilliger-2017"),
    (26, "malard-2020"),
    (27, "kantarjian-2010"),
    (28, "gokbuget-2012"),
    (29, "forman-2013"),
    (30, "dhakal-2020"),
    (31, "pulsipher-2018"),
    (32, "kantarjian-2013"),
    (33, "maus-2016"),
    (34, "brentjens-2012"),
    (35, "yu-2020"),
    (36, "kozani-2021"),
    (37, "fabrizio-2021"),
    (38, "maude-2015"),
    (39, "xu-2021"),
    (40, "laetsch-2023"),
    (41, "eliana-5-years"),
    (42, "pasquini-2020"),
    (43, "john-2025"),
    (44, "oporto-espuelas-2024"),
    (45, "shah-bd-2021"),
    (46, "shah-bd-2022"),
    (47, "roddie-2024"),
    (48, "aucatzyl-us-label"),
    (49, "shah-nn-2020"),
    (50, "spiegel-2021"),
    (51, "cordoba-2021"),
    (52, "dai-2020"),
    (53, "wang-n-2020"),
    (54, "pan-2020"),
    (55, "wang-t-2023"),
    (56, "fergusson-2023"),
    (57, "cns-drugs-2018"),
    (58, "expert-opin-2020"),
    (59, "ther-adv-hematol-2020"),
]


def test_a_citation_number_keeps_its_source_for_good(library: Library) -> None:
    assert [(source.number, source.id) for source in library.sources] == NUMBERS


def test_the_review_lists_33_works(library: Library) -> None:
    listed = [source.number for source in library.sources if source.standing is Standing.LISTED]
    assert listed == list(range(7, 40))


def test_a_source_says_how_it_came_into_the_library(library: Library) -> None:
    found = [source.collection.value for source in library.sources]
    assert found == ["seeds"] * 6 + ["listed"] * 33 + ["further"] * 20


def test_no_figure_of_the_seeds_is_taken_from_a_listed_work(library: Library) -> None:
    listed = [source for source in library.sources if source.standing is Standing.LISTED]
    used = {figure.source for figure in library.further}
    for source in listed:
        words = "from there. Second set: from " if source.number in used else "."
        assert source.caution.startswith(
            f"Listed in [3]; no figure taken{' ' * (len(words) > 1)}{words}"
        )
    numbers = {source.number for source in listed}
    assert not numbers & {figure.source for figure in (*library.figures, *library.statements)}


@pytest.mark.parametrize(
    ("source_id", "where"),
    [
        ("terwilliger-2017", "Blood Cancer J 2017;7:e577."),
        ("fabrizio-2021", "Best Pract Res Clin Haematol 2021;34:101305."),
        ("xu-2021", "Front Immunol 2021, article 569117."),
    ],
)
def test_works_garbled_in_the_review_are_cited_right(
    library: Library, source_id: str, where: str
) -> None:
    (found,) = (source.citation for source in library.sources if source.id == source_id)
    assert found.endswith(where)


def test_the_statement_on_adults_is_marked_as_out_of_date(library: Library) -> None:
    assert "2021" in library.source(5).superseded
    assert "2024" in library.source(5).superseded
    assert [source.number for source in library.sources if source.superseded] == [5]
    assert library.source(5).superseded_by == ("shah-bd-2021", "aucatzyl-us-label")
    (adults,) = (statement for statement in library.statements if statement.superseded)
    assert (adults.source, adults.measure) == (5, "Adults")
    assert adults.superseded == ("brexucabtagene autoleucel (2021), obecabtagene autoleucel (2024)")


def test_only_rates_in_percent_may_be_drawn(library: Library) -> None:
    assert all("%" in figure.value for figure in library.figures if figure.drawable)
    assert not any(statement.drawable for statement in library.statements)


def test_statements_stand_with_the_sources_that_make_them(library: Library) -> None:
    counts = dict.fromkeys(range(1, 7), 0)
    for statement in library.statements:
        counts[statement.source] += 1
    assert counts == {1: 6, 2: 3, 3: 2, 4: 0, 5: 3, 6: 4}


def test_every_figure_and_statement_of_the_seeds_says_where_it_stands(library: Library) -> None:
    assert all(figure.where for figure in (*library.figures, *library.statements))


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _leaves(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _leaves(inner)
    else:
        yield str(value)


def test_every_number_in_the_texts_stands_in_a_record_that_names_its_source() -> None:
    numbers = {number for number, _ in NUMBERS}
    top = tomllib.loads(_shipped())
    assert set(top) == {"source", "figure", "statement", "study"}
    for record in (*top["figure"], *top["statement"], *top["study"]):
        assert record["source"] in numbers
    cited = {int(n) for words in _leaves(top) for n in re.findall(r"\[(\d+)\]", words)}
    assert cited <= numbers


def test_a_citation_names_journal_or_publisher_and_year_or_says_undated(library: Library) -> None:
    for source in library.sources:
        assert re.search(r"\b20[12]\d\b|undated", source.citation), source.id


def test_nothing_says_more_than_the_sources_do(library: Library) -> None:
    words = _shipped()
    assert "343" not in words
    assert "340" not in words
    assert not re.search(r"robust|sparing normal", words, re.IGNORECASE)
    assert all(re.search("grade 3–4 CRS", f.limits) for f in library.figures if "3–4" in f.measure)


def _at_most(count: int, n: int, p: float) -> float:
    return sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(count + 1))


def test_the_interval_calculated_here_is_the_exact_one_of_11_in_15() -> None:
    low, high = 0.449, 0.922
    assert 1 - _at_most(10, 15, low) == pytest.approx(0.025, abs=0.001)
    assert _at_most(11, 15, high) == pytest.approx(0.025, abs=0.001)


def test_a_number_without_a_source_is_a_key_error(library: Library) -> None:
    with pytest.raises(KeyError):
        library.source(999)


STUDY = """
[[study]]
source = 1
product = "Cells"
targets = ["cd19"]
n = "10"
population = "adults"
limits = "few"

[[study.figure]]
endpoint = "os"
months = 12
percent = 60
low = 26
high = 88
"""


@pytest.mark.parametrize(
    ("right", "wrong", "field", "line"),
    [
        ("percent = 60", "percent = 101", "study.figure.percent", 27),
        ("high = 88\n", "", "study.figure.low", 28),
        ("low = 26", "low = 89", "study.figure.low", 28),
        ('endpoint = "os"', 'endpoint = "crs_any"', "study.figure.scale", 24),
        ('endpoint = "os"', 'endpoint = "well"', "study.figure.endpoint", 25),
        ("months = 12", "months = 12\nsource = 7", "study.figure.source", 27),
        ('["cd19"]', "[]", "study.targets", 19),
        ('limits = "few"\n', "", "study.limits", 16),
    ],
)
def test_a_mistake_in_a_study_is_named_by_its_line_and_field(
    right: str, wrong: str, field: str, line: int
) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        parse_library(SMALL + STUDY.replace(right, wrong))
    assert caught.value.field == field
    assert caught.value.message.startswith(f"Line {line},")


def test_a_source_cannot_be_superseded_by_one_that_is_not_there() -> None:
    with pytest.raises(InvalidEntryError, match="superseded_by: names an id"):
        parse_library(SMALL.replace('"review"', '"review"\nsuperseded_by = ["two"]'))


def test_a_figure_without_a_rate_cannot_be_drawn() -> None:
    with pytest.raises(InvalidEntryError, match="needs an endpoint and a percent"):
        parse_library(SMALL + "drawable = true\n")


@pytest.mark.parametrize(
    ("right", "wrong", "field", "line"),
    [
        ("number = 1", "number = 0", "source.number", 2),
        ("number = 1", 'number = "1"', "source.number", 2),
        ('standing = "review"', 'standing = "rumour"', "source.standing", 5),
        ('n = "100"\n', "", "figure.n", 7),
        ('interval = "none given"', 'interval = ""', "figure.interval", 12),
        ('limits = "none"', "", "figure.limits", 7),
        ('limits = "none"', 'limits = "none"\ndrawable = "yes"', "figure.drawable", 15),
        ('limits = "none"', 'limits = "none"\ncolour = "red"', "figure.colour", 15),
    ],
)
def test_a_mistake_in_the_library_is_named_by_its_line_and_field(
    right: str, wrong: str, field: str, line: int
) -> None:
    with pytest.raises(InvalidEntryError) as caught:
        parse_library(SMALL.replace(right, wrong))
    assert caught.value.field == field
    assert caught.value.message.startswith(f"Line {line},")


def test_a_figure_of_a_source_that_is_not_there_is_refused() -> None:
    with pytest.raises(InvalidEntryError, match="names no source"):
        parse_library(SMALL.replace("source = 1", "source = 2"))


def test_a_citation_number_is_given_once() -> None:
    second = SMALL.split("[[figure]]", maxsplit=1)[0].replace('"one"', '"two"')
    with pytest.raises(InvalidEntryError, match="a second time"):
        parse_library(SMALL + second)
