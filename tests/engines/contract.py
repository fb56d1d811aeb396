"""What every engine promises, as one class of tests. An engine passes by inheriting it and saying its name."""

from __future__ import annotations

from tests.engines.finding import FindingContract
from tests.engines.keeping import KeepingContract


class EngineContract(FindingContract, KeepingContract):
    """Inherit, and set `name`."""
