"""The words of the note above the published figures: who they describe, and whom not."""

from collections.abc import Iterable, Mapping, Sequence

from carttrack.domain.patients import Target
from carttrack.domain.reference.criteria import Match, PatientFacts, Verdict
from carttrack.domain.terms import target_words, term

LAST_SENTENCE = "The figures describe groups and predict nothing for one person."
"""Ends every note."""
NONE_DESCRIBES = "None of these groups describes this patient."
OUT_OF_DATE = "[5]’s statement on adults is out of date."
_ZHANG, _FRY = 1, 2

_GAVE = {_ZHANG: "a CD19/CD22 product", _FRY: "a CD22 product"}
_WHOM = {
    _ZHANG: "children without prior CD19-directed therapy",
    _FRY: "patients of 7 to 30 years, each after at least one transplant",
}
_AGES = {_ZHANG: "children", _FRY: "7 to 30 years"}
_MATCHES = {
    (_ZHANG, "C5"): "age group (children, ages not stated)",
    (_FRY, "C5"): "age group (7 to 30 years)",
    (_ZHANG, "C6"): "absence of prior CD19-directed therapy",
    (_FRY, "C6"): "failed CD19-directed therapy (as 17 of 21)",
    (_ZHANG, "C7"): "CD19 expression",
    (_FRY, "C7"): "loss of CD19",
}
_SUBJECTS = {
    "C1": "disease",
    "C2": "status (relapsed or refractory)",
    "C3": "target",
    "C4": "product",
    "C9": "site",
    "C10": "prior transplant",
    "C11": "dose per kg",
}
_NOT_RECORDED = {
    "C2": "disease status",
    "C3": "target of the product",
    "C4": "product",
    "C6": "prior CD19-directed therapy",
    "C7": "CD19 before lymphodepletion",
    "C9": "site of the disease",
    "C10": "prior transplant",
    "C11": "dose per kg",
}
_SILENT = {
    "C6": "prior CD19-directed therapy as recorded here",
    "C7": "CD19 as recorded here",
    "C8": "CD22 expression",
    "C9": "site",
    "C10": "prior transplant",
    "C11": "dose",
}
_EXCLUDED = {"C6": "prior CD19-directed therapy", "C7": "CD19-negative relapse"}
_ONLY_FROM_DOSE = "the 73 % holds only from that dose"


def lead_of(verdicts: Mapping[int, Verdict]) -> str:
    """Return the first sentence, which says how near the nearest group comes."""
    for verdict in (Verdict.LIKE_THIS_GROUP, Verdict.CANNOT_BE_SAID_YET, Verdict.PARTLY):
        near = [f"[{source}]" for source, found in verdicts.items() if found is verdict]
        if near:
            return _near(verdict, near)
    return NONE_DESCRIBES


def _near(verdict: Verdict, near: Sequence[str]) -> str:
    one = len(near) == 1
    who = _listed(near)
    if verdict is Verdict.LIKE_THIS_GROUP:
        return f"{who} is like this patient on every criterion it states."
    if verdict is Verdict.PARTLY:
        return f"{who} {'describes' if one else 'describe'} this patient in part at most."
    nearest = "is the nearest group" if one else "are the nearest groups"
    return (
        f"{who} {nearest}, but whether {'it describes' if one else 'they describe'} this patient "
        "cannot be said yet."
    )


def facts_sentence(facts: PatientFacts) -> str:
    """Return age and product in one sentence; before the infusion it says that it is planned."""
    product = _product(facts)
    if facts.planned:
        return f"Planned: {product}; age today {facts.age}."
    return f"The patient was {facts.age} at infusion and received {product}."


def _product(facts: PatientFacts) -> str:
    if not facts.product_name:
        return "no product on record"
    name = facts.product_name
    if not facts.targets:
        return f"{name}, target not recorded"
    if Target.OTHER in facts.targets:
        return f"{name}, aimed at {target_words(facts.targets)}"
    # An INN stands small inside a sentence; abbreviations and typed names keep their capitals.
    if facts.product_listed and name[1:2].islower():
        name = name[:1].lower() + name[1:]
    return f"{name}, a {target_words(facts.targets)} product"


def group_text(
    source: int, facts: PatientFacts, answers: Sequence[tuple[str, Match]], verdict: Verdict
) -> str:
    """Return what is to be said of one source's group for this patient."""
    found = dict(answers)
    excluded = [_EXCLUDED[code] for code, match in answers if match is Match.EXCLUDED]
    if verdict is Verdict.ANOTHER_DISEASE:
        return f"[{source}] is about B-ALL, another disease."
    if verdict is Verdict.ANOTHER_TARGET:
        also = f" It left out {_EXCLUDED['C7']}." if found["C7"] is Match.EXCLUDED else ""
        return f"[{source}] gave {_GAVE[source]} to {_WHOM[source]}: another target.{also}"
    if verdict is Verdict.WOULD_NOT_HAVE_BEEN_INCLUDED:
        return f"[{source}] would not have included this patient: it left out {_listed(excluded)}."
    if verdict is Verdict.ANOTHER_PRODUCT:
        return f"[{source}] gave another product with the same target to {_WHOM[source]}."
    sentences = (
        _likeness(source, answers),
        _differences(source, facts, answers),
        _gaps(source, answers),
        _silence(source, answers),
    )
    return " ".join(sentence for sentence in sentences if sentence)


def _likeness(source: int, answers: Iterable[tuple[str, Match]]) -> str:
    same = [
        _MATCHES.get((source, code), _SUBJECTS.get(code, code))
        for code, match in answers
        if match is Match.MATCHES
    ]
    return f"[{source}] is like this patient in {_listed(same)}."


def _differences(source: int, facts: PatientFacts, answers: Iterable[tuple[str, Match]]) -> str:
    words = {
        "C2": f"status (relapsed or refractory there, {_status(facts)} here)",
        "C5": f"age ({_AGES[source]} there, {facts.age} here)",
        "C8": "CD22 expression (negative here)",
        "C10": "prior transplant (one or more there, none here)",
        "C11": f"dose (below 1 × 10⁶ cells/kg here, and {_ONLY_FROM_DOSE})",
    }
    differ = [words[code] for code, match in answers if match is Match.DIFFERS]
    return f"It differs in {_listed(differ)}." if differ else ""


def _status(facts: PatientFacts) -> str:
    return term(facts.status) if facts.status else "not recorded"


def _gaps(source: int, answers: Iterable[tuple[str, Match]]) -> str:
    """Name each fact that is not recorded, and why it would matter."""
    missing = [code for code, match in answers if match is Match.NOT_RECORDED]
    if not missing:
        return ""
    sentences = [f"Not recorded: {_listed([_NOT_RECORDED[code] for code in missing])}."]
    left_out = [_EXCLUDED[code] for code in missing if code in _EXCLUDED and source == _ZHANG]
    if left_out:
        sentences.append(f"[{source}] left out {_listed(left_out)}.")
    if "C11" in missing:
        sentences.append(f"The 73 % of [{source}] holds only from 1 × 10⁶ cells/kg.")
    return " ".join(sentences)


def _silence(source: int, answers: Iterable[tuple[str, Match]]) -> str:
    silent = _listed([_SILENT[code] for code, match in answers if match is Match.SILENT])
    if source == _ZHANG:
        return f"[{source}] is a web article without intervals, silent on {silent}."
    return f"[{source}] is silent on {silent}."


def _listed(words: Sequence[str]) -> str:
    """Return `a`, `a and b`, `a, b and c`."""
    return " and ".join(part for part in (", ".join(words[:-1]), *words[-1:]) if part)
