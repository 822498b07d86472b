"""A synthetic clinic: the sample behind screens, papers, tests and benches. No real patient."""

from carttrack.services.demo.making import demo_patients, make_demo
from carttrack.services.demo.record import demo_record

__all__ = ["demo_patients", "demo_record", "make_demo"]
