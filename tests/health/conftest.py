from tests.reporters.conftest import report

__all__ = ["report"]
