"""The rules keep to their own cases."""

import pytest
from house_style import TitleEnd

from linter.testing import Case, cases


@pytest.mark.parametrize("case", cases(TitleEnd), ids=str)
def test_title_end(case: Case) -> None:
    case.run()
