"""All data-quality rules, and what they find in a case."""

from carttrack.domain.casefile import CaseFile
from carttrack.domain.kept import Kept
from carttrack.domain.quality import follow_up_rules, pathway_rules, person_rules
from carttrack.domain.quality.accepted import AcceptedFinding
from carttrack.domain.quality.findings import Finding, Flaw, Inspection, Rule

RULES: tuple[Rule, ...] = (
    *person_rules.RULES,
    *pathway_rules.RULES,
    *follow_up_rules.RULES,
)
"""Every rule, in the order findings are listed."""


def findings(case: CaseFile, inspection: Inspection) -> tuple[Finding, ...]:
    """Return everything the rules find in a case, accepted findings included and marked.

    A finding is accepted by an entry with its rule, subject and very sentence: once the facts
    change, it stands again.
    """
    accepted = {
        (kept.value.rule, kept.value.subject, kept.value.text): kept
        for kept in case.accepted_findings
    }
    return tuple(
        _finding(rule, flaw, accepted.get((rule.code, flaw.subject, flaw.text)))
        for rule in RULES
        for flaw in rule.check(case, inspection)
    )


def _finding(rule: Rule, flaw: Flaw, accepted: Kept[AcceptedFinding] | None) -> Finding:
    return Finding(
        rule=rule.code,
        title=rule.title,
        text=flaw.text,
        tab=rule.tab,
        step=flaw.step or rule.step,
        subject=flaw.subject,
        accepted=accepted,
    )
