"""Widgets: they know the domain and the charts, emit signals and decide nothing."""
