"""The end of an episode, stated by a clinician."""

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QWidget
from typing_extensions import override

from carttrack.domain.days import elapsed, moment
from carttrack.domain.toxicity.crs_context import CrsContext, context
from carttrack.domain.toxicity.episodes import EpisodeClosing, Toxicity, open_episode
from carttrack.gui import words
from carttrack.gui.dialogs.entry_dialog import EntryDialog
from carttrack.gui.dialogs.occasion import Occasion
from carttrack.gui.widgets.fields import LineField, TextField
from carttrack.gui.widgets.labels import Label
from carttrack.gui.widgets.moment_field import MomentField


class ClosingDialog(EntryDialog[EpisodeClosing]):
    """Shows what the record says up to the time of closing, and takes who closes it; no advice."""

    def __init__(
        self,
        occasion: Occasion,
        toxicity: Toxicity,
        *,
        kept: EpisodeClosing | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(occasion, EpisodeClosing, kept=kept, parent=parent)
        self._toxicity = toxicity
        self.closed_at = MomentField(
            name=self.tr("Closed at"), now=occasion.now, day0=occasion.day0
        )
        self.closed_by = LineField(name=self.tr("Closed by, the clinician"))
        self.note_text = TextField(name=self.tr("Note"), lines=2)
        self.since = {
            "since_last": Label(),
            "since_fever": Label(),
            "since_hypotension": Label(),
            "since_hypoxia": Label(),
            "since_antipyretic": Label(),
            "since_steroid": Label(),
            "since_tocilizumab": Label(),
        }
        self._lay_rows()
        self.finish(self.tr("Close the {0} episode").format(words.term(toxicity)))
        self.closed_at.changed.connect(self._recount)
        self._recount()

    @override
    def entered(self) -> dict[str, Any]:
        return super().entered() | {"toxicity": self._toxicity}

    @Slot()
    def _recount(self) -> None:
        found = self._context(self.closed_at.value or self.occasion.now)
        for name, label in self.since.items():
            since: timedelta | None = getattr(found, name)
            none = self.tr("nothing on record")
            label.setText(none if since is None else self.tr("{0} before").format(elapsed(since)))

    def _context(self, at: datetime) -> CrsContext:
        case = self.occasion.case
        if case is None:
            return context((), (), (), at)
        return context(
            [kept.value for kept in case.assessments],
            [kept.value for kept in case.given],
            [kept.value for kept in case.closings if kept.value != self.kept],
            at,
        )

    def _lay_rows(self) -> None:
        sheet = self.sheet
        sheet.add_fact(self.tr("Episode"), Label(self._episode_words(), wrap=True))
        sheet.put(self.tr("Closed at"), ("closed_at", self.closed_at))
        sheet.require("closed_at", self.tr("Type day and time at which it was closed."))
        sheet.put(self.tr("Closed by"), ("closed_by", self.closed_by), stretch=True)
        sheet.put(self.tr("Note"), ("note", self.note_text), stretch=True)
        sheet.add_section(self.tr("On record, up to then"))
        facts = QWidget()
        rows = QFormLayout(facts)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setHorizontalSpacing(12)
        for (_, label), name in zip(self.since.items(), self._since_names(), strict=True):
            rows.addRow(Label(name, tone="text2"), label)
        sheet.add_wide(facts)

    def _since_names(self) -> tuple[str, ...]:
        return (
            self.tr("Last assessment"),
            self.tr("Last temperature of 38.0 °C or more"),
            self.tr("Last hypotension"),
            self.tr("Last hypoxia"),
            self.tr("Last antipyretic"),
            self.tr("Last steroid"),
            self.tr("Last tocilizumab"),
        )

    def _episode_words(self) -> str:
        case = self.occasion.case
        episode = open_episode(case.episodes, self._toxicity) if case else None
        name = words.term(self._toxicity)
        if episode is None:
            return name
        return self.tr("{0}, open since {1}; highest recorded grade {2}").format(
            name, moment(episode.opened_at, self.occasion.zone), episode.maximum
        )
