"""The windows: theme, widgets, item models, dialogs and pages."""
