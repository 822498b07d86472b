"""Where sources are cited, and how they are found."""

from carttrack.domain.outcome.citing import (
    NOWHERE,
    STANDINGS,
    cited_in,
    figures_of,
    matching,
    statements_of,
    superseding,
)
from carttrack.domain.reference.library import Collection, Standing
from carttrack.services import catalogue

LIBRARY = catalogue.library()


def numbers(words: str) -> set[int]:
    return {source.number for source in matching(LIBRARY, words)}


def test_every_standing_has_its_words() -> None:
    assert set(STANDINGS) == set(Standing)


def test_an_empty_search_finds_every_source() -> None:
    assert numbers("") == {source.number for source in LIBRARY.sources}


def test_a_number_in_brackets_finds_that_source_alone() -> None:
    assert numbers("[5]") == {5}


def test_every_word_must_be_found_in_citation_figures_or_statements() -> None:
    assert 13 in numbers("tisagenlecleucel ELIANA")
    assert numbers("tisagenlecleucel nowhere-to-be-found") == set()


def test_case_and_diacritics_do_not_count() -> None:
    assert numbers("KORKMÁZ") == numbers("korkmaz") != set()


def test_the_seeds_are_cited_in_visit_summaries_and_outcomes() -> None:
    places = cited_in(LIBRARY, LIBRARY.source(1))
    assert places[0].startswith("Visit summary")
    assert any(place.startswith("Outcomes") for place in places)


def test_the_consensus_is_cited_by_the_grading_rules() -> None:
    assert "crs-1 and icans-1" in cited_in(LIBRARY, LIBRARY.source(4))[0]


def test_what_is_out_of_date_names_what_made_it_so() -> None:
    newer = superseding(LIBRARY, LIBRARY.source(5))
    assert newer
    for source in newer:
        assert "[5] is out of date because of it." in cited_in(LIBRARY, source)


def test_a_work_without_figures_is_cited_nowhere() -> None:
    listed = [
        source
        for source in LIBRARY.sources
        if source.collection is Collection.LISTED and not figures_of(LIBRARY, source.number)
    ]
    assert listed
    assert cited_in(LIBRARY, listed[0]) == (NOWHERE,)


def test_figures_and_statements_are_those_of_the_source() -> None:
    assert len(figures_of(LIBRARY, 1)) == 5
    assert figures_of(LIBRARY, 5) == ()
    assert statements_of(LIBRARY, 5)
