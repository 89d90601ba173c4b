"""libyaml's nodes and events, without PyYAML's typing: only tags in the text are set."""

from collections.abc import Iterator
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.composer import Composer


class _Loader(CParser):
    """libyaml's composer without PyYAML's resolver."""

    def resolve(self, _kind: type[yaml.Node], _value: object, _implicit: object) -> None:
        """Return no tag."""

    def descend_resolver(self, _current: object, _index: object) -> None:
        """Do nothing: paths do not decide types here."""

    def ascend_resolver(self) -> None:
        """Do nothing: paths do not decide types here."""


class _LastAnchorLoader(Composer, _Loader):
    """PyYAML's own composer over libyaml's events, for texts that use an anchor's name again.

    An alias means the last anchor of its name before it (YAML 1.2.2, section 3.2.2.2); PyYAML
    refuses the second one. This composer takes several times as long as the one in C.
    """

    def __init__(self, text: str) -> None:
        """Take the text."""
        Composer.__init__(self)
        _Loader.__init__(self, text)

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """Return the next node; its anchor hides an earlier one of the same name."""
        event: Any = self.peek_event()
        if not isinstance(event, yaml.AliasEvent):
            self.anchors.pop(event.anchor, None)
        return super().compose_node(parent, index)


REPEATED_ANCHOR = "second occurrence"
"""The problem of PyYAML's error about an anchor whose name is used again."""


def first_document(text: str, *, anchors_repeat: bool) -> tuple[yaml.Node | None, Any]:
    """Return the root of the first document, which is all that Psych reads, and the next event.

    Raises:
        YAMLError: the text is not YAML, or uses the name of an anchor again although
            `anchors_repeat` is false.

    """
    try:
        return _composed(_Loader(text))
    except yaml.composer.ComposerError as error:
        if error.problem != REPEATED_ANCHOR or not anchors_repeat:
            raise
        return _composed(_LastAnchorLoader(text))


def _composed(loader: Any) -> tuple[yaml.Node | None, Any]:
    try:
        if not loader.check_node():
            return None, None
        return loader.get_node(), loader.get_event()
    finally:
        loader.dispose()


class Events:
    """libyaml's events, which need no recursion, up to the end or the first error."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self._text = text
        self.stopped_at: int | None = None
        """The offset of a syntax error, once all events before it were taken."""

    def __iter__(self) -> Iterator[yaml.Event]:
        """Yield the events."""
        loader: Any = _Loader(self._text)
        try:
            while loader.check_event():
                yield loader.get_event()
        except yaml.MarkedYAMLError as error:
            if error.problem_mark is not None:
                self.stopped_at = int(error.problem_mark.index)
        except yaml.YAMLError:
            return
        finally:
            loader.dispose()
