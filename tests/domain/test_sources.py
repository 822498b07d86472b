"""Every clinical number of the domain and of the shipped texts leads to who said so.

Numbers in rules are named constants (the linter refuses bare ones in comparisons), so walking the
constants of each module finds them.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from carttrack import domain, paths

DOMAIN = Path(domain.__file__).parent
PUBLISHED = re.compile(
    r"\b(19|20)\d\d;\d+|et al\.?,? (19|20)\d\d|\bdoi\b|\[\d+\]|prescribing information|CIBMTR|EBMT"
    r"|\bFDA\b|PMC\d+|ASH Publications|International Conference"
)
SETTING = re.compile(
    r"clinic setting|setting of the clinic|confirmed by the clinic|clinic may confirm"
    r"|clinic's own|program's (own )?(choice|tolerance)"
)
# Numbers that are no clinical facts, module by module, with what they are instead.
NOT_CLINICAL = {
    "board/flags": {"MOST": "how many a card has room for"},
    "calendar_days": {"WEEK": "calendar"},
    "calendar_entries": {"MOST_INITIALS": "length of a text"},
    "date_forms": {
        "FIRST_YEAR": "what a date field takes",
        "LAST_YEAR": "what a date field takes",
        "_HALF_A_YEAR": "which year a typed day means",
        "_SHORT_YEAR": "two digits",
        "_WORDS": "tomorrow, yesterday",
    },
    "dates": {"_YEARS_NEAR": "which time is meant", "_HOURS": "clock", "_MINUTES": "clock"},
    "days": {"_NEAR_MONTHS": "when the year is written"},
    "fields": {
        "LONGEST_LINE": "length of a text",
        "LONGEST_TEXT": "length of a text",
        "FIRST_DAY": "what a date field takes",
        "LAST_DAY": "what a date field takes",
    },
    "follow_up/protocol_visits": {
        "LAST_DAY": "what a protocol's text may say",
        "_MONTH": "calendar",
        "_SPREAD": "calendar",
        "_LONGEST": "what a protocol's text may say",
    },
    "follow_up/registry_text": {
        "_LONGEST": "what a registry's text may say",
        "_LAST_DAY": "what a registry's text may say",
        "_MONTHS": "calendar",
    },
    "follow_up/on_time": {"_WHOLE": "percent", "_TENTH": "rounding"},
    "follow_up/schedule": {
        "_SATURDAY": "calendar",
        "_WEEK": "calendar",
        "_MONTHS_A_YEAR": "calendar",
    },
    "follow_up/after_event": {"_NAMED": "how many are named in a sentence"},
    "follow_up/slip_dates": {"_NEAR": "how far a working day is looked for"},
    "lab_units": {"_CANONICAL": "units by definition"},
    "outcome/citing": {"_GRADES": "citation number", "_ON_ADULTS": "citation number"},
    "outcome/cohort_picture": {"AGE_WORDS": "citation number"},
    "outcome/counts_of_day": {"_PER_UL": "units by definition"},
    "outcome/proportions": {"CONFIDENCE": "statistics", "FEW": "arithmetic"},
    "outcome/spans": {"QUARTILES_FROM": "statistics"},
    "outcome/survival": {"_HALF": "a median"},
    "passphrases": {
        "SHORTEST": "passphrase",
        "GOOD": "passphrase",
        "VERY_GOOD": "passphrase",
        "FEWEST_DIFFERENT": "passphrase",
    },
    "pathway/eligibility": {"_OLDEST": "what a checklist's text may say"},
    "pathway/endings": {"_BEFORE_INFUSION": "place in the order of steps"},
    "pathway/products": {
        "_OLDEST": "what a catalogue's text may say",
        "_LONGEST": "what a catalogue's text may say",
    },
    "pathway/steps": {"STEPS": "place in the order of steps"},
    "patients": {"EARLIEST_BIRTH": "what a date field takes"},
    "public_holidays": {"_MOST_NAMED": "how many are named in a sentence"},
    "reference/applicability": {"_ON_ADULTS": "citation number"},
    "reference/figure_text": {
        "LAST_NUMBER": "citation number",
        "_LONGEST_MONTHS": "what a library's text may say",
        "_MOST_PATIENTS": "what a library's text may say",
        "_WHOLE": "percent",
    },
    "reference/note": {"_ZHANG": "citation number", "_FRY": "citation number"},
    "toxicity/course_hematotoxicity": {"_THOUSAND": "units by definition"},
    "toxicity/icaht_reading": {
        "HIGHEST_PER_UL": "what a count can be typed as",
        "_PAIR": "date and count",
        "_PLAUSIBLE_TOP": "tells counts per µL from thousands",
    },
    "toxicity/intervention_notes": {"_DAY": "clock", "_MG": "units by definition"},
    "toxicity/reading": {"_SAME_TEMPERATURE": "rounding between °F and °C"},
    "toxicity/record_entries": {"_LONGEST_NUMBER": "length of a text"},
    "toxicity/temperature": {"_TENTH": "rounding", "_HUNDREDTH": "rounding"},
    "toxicity/icans_words": {"ICE_SECTIONS": "places of the items in a text"},
}


def _has_number(node: ast.AST) -> bool:
    return any(
        (
            isinstance(part, ast.Constant)
            and isinstance(part.value, (int, float))
            and not isinstance(part.value, bool)
        )
        or (isinstance(part, ast.Call) and getattr(part.func, "id", "") == "Decimal")
        for part in ast.walk(node)
    )


def _names(statement: ast.stmt) -> list[str]:
    if isinstance(statement, ast.AnnAssign):
        return [ast.unparse(statement.target)]
    if isinstance(statement, ast.Assign):
        target = statement.targets[0]
        parts = target.elts if isinstance(target, ast.Tuple) else [target]
        return [ast.unparse(part) for part in parts]
    return []


def _docstring(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
        return str(statement.value.value)
    return ""


def _said(body: list[ast.stmt], at: int, lines: list[str]) -> str:
    """What stands beside a constant: comments in and above it, the docstring of its block."""
    statement = body[at]
    first = statement.lineno - 1
    while first > 0 and lines[first - 1].startswith("#"):
        first -= 1
    said = [line.partition("#")[2] for line in lines[first : statement.end_lineno]]
    for before, following in zip(body[at:], body[at + 1 :], strict=False):
        if following.lineno - (before.end_lineno or 0) > 1:
            break
        if _docstring(following):
            said.append(_docstring(following))
            break
    return " ".join(said)


def _texts(tree: ast.Module) -> dict[str, str]:
    """The constants of a module that are text: a docstring may name one as its source."""
    found: dict[str, str] = {}
    for statement in tree.body:
        value = getattr(statement, "value", None)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            found |= dict.fromkeys(_names(statement), value.value)
    return found


def _constants() -> Iterator[tuple[str, str, str]]:
    """Yield module, name and what is said of each constant that holds a number."""
    for path in sorted(DOMAIN.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
        module = path.relative_to(DOMAIN).with_suffix("").as_posix()
        texts = _texts(tree)
        for at, statement in enumerate(tree.body):
            value = getattr(statement, "value", None)
            if _names(statement) and value is not None and _has_number(value):
                beside = _said(tree.body, at, text.split("\n"))
                said = f"{beside} {ast.get_docstring(tree) or ''}"
                named = [texts[name] for name in re.findall("`([A-Z_]+)`", said) if name in texts]
                said = " ".join(" ".join((said, *named)).split())
                yield from ((module, name, said) for name in _names(statement))


CONSTANTS = list(_constants())


def test_every_clinical_constant_leads_to_its_source_or_is_a_setting_of_the_clinic() -> None:
    unsaid = [
        f"{module}.{name}"
        for module, name, said in CONSTANTS
        if name not in NOT_CLINICAL.get(module, {})
        and not PUBLISHED.search(said)
        and not SETTING.search(said)
    ]
    assert unsaid == []


def test_the_list_of_what_is_not_clinical_names_constants_that_are_there() -> None:
    found = {(module, name) for module, name, _ in CONSTANTS}
    listed = {(module, name) for module, names in NOT_CLINICAL.items() for name in names}
    assert listed - found == set()


def test_the_walk_finds_constants_of_every_part_of_the_domain() -> None:
    folders = {module.partition("/")[0] for module, _, _ in CONSTANTS if "/" in module}
    assert folders == {
        "board",
        "follow_up",
        "outcome",
        "pathway",
        "quality",
        "reference",
        "toxicity",
    }
    names = {f"{module}.{name}" for module, name, _ in CONSTANTS}
    assert {"toxicity/temperature.FEVER_C", "outcome/mrd.CUT_OFF"} <= names


@pytest.mark.parametrize(
    "text",
    ["FEVER = 38\n", '"""A limb."""\nFEVER = 38\n"""Fever in °C."""\n', "FEVER = 38  # in °C\n"],
)
def test_a_constant_without_a_source_is_found(text: str) -> None:
    tree = ast.parse(text)
    said = _said(tree.body, len(tree.body) - 1 if "#" in text else 0, text.split("\n"))
    assert not PUBLISHED.search(said)
    assert not SETTING.search(said)


@pytest.mark.parametrize("path", sorted(DOMAIN.rglob("*.py")), ids=lambda path: path.stem)
def test_a_bare_number_in_a_rule_stands_under_a_published_source(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if "PLR2004" in text:
        assert PUBLISHED.search(ast.get_docstring(ast.parse(text)) or "")


# ---- Limits in the shipped texts ----

TEXTS = [
    path
    for folder in ("products", "protocols", "registries", "checklists", "scales")
    for path in sorted(paths.resource(folder).rglob("*.toml"))
]
_RECORD = re.compile(r"\[\[?(\w+)\]\]?\s*(#.*)?$")
_LIMIT = re.compile(
    r"""\s*(?!number|version|first_infusion_day|code|name)(\w+)\s*=\s*"""
    r"""(\d|\{.*\d|\[\s*\d|".*\d)"""
)
_WORDED = re.compile(r"\s*(limit|text|lymphodepletion|words|grade_\d|definition)\s*=")
_SOURCED = re.compile(r"source\s*=\s*\"|# Derived from the scales")


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line and the lines of each record, with the comment above the first of its kind."""
    kind, begun = "", 1
    above, block, shared = list[str](), list[str](), list[str]()
    for number, line in enumerate(text.split("\n"), 1):
        header = _RECORD.match(line)
        if header:
            yield begun, [*shared, *block]
            shared = above or (shared if header[1] == kind else [])
            kind, above, begun, block = header[1], [], number, [line]
        elif line.startswith("#"):
            above.append(line)
        else:
            above = []
            block.append(line)
    yield begun, [*shared, *block]


def _has_limit(line: str) -> bool:
    if line.startswith("limit ="):
        return True
    found = _LIMIT.match(line)
    if found is None or found[1].endswith("source"):
        return False
    return not found[2].startswith('"') or _WORDED.match(line) is not None


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_limit_of_a_shipped_text_stands_in_a_record_with_its_source(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tomllib.loads(text)
    whole = "" if "\nsource = " not in text.partition("\n[")[0] else "source of the whole text"
    unsaid = []
    for number, lines in _records(text):
        block = "\n".join(lines)
        if any(map(_has_limit, lines)) and not (
            whole or _SOURCED.search(block) or SETTING.search(block) or "To be confirmed" in block
        ):
            unsaid.append(f"line {number}: {lines[0]}")
    assert unsaid == []


def test_every_label_dose_and_fact_of_the_catalogue_names_its_source() -> None:
    top = tomllib.loads(paths.resource("products/catalogue.toml").read_text(encoding="utf-8"))
    for product in top["products"]:
        labels, split = product.get("labels", []), product.get("split_dose", {})
        assert all(label["source"] for label in (*labels, *split.get("facts", [])))
        assert not split or split["facts"]
