"""Makes the source of answers for `articlelint check --online` and `--offline`."""

from functools import partial
from typing import TYPE_CHECKING

from linter.cli.exit_status import CommandError
from linter.cli.progress import progress_bar
from linter.online.answer_cache import Ages, AnswerCache
from linter.online.online_web import OnlineWeb
from linter.online.policy import Policy

if TYPE_CHECKING:
    from linter.cli.check_options import CheckOptions
    from linter.config.settings import Config
    from linter.online.batch_fetcher import BatchFetcher


def online_web(options: "CheckOptions", config: "Config") -> OnlineWeb:
    """Return the answers of servers for one run: cached ones, and with `--online` new ones.

    Raises:
        CommandError: the config has no right to allow what it does, or names no host.

    """
    age = options.online_max_age
    ages = Ages() if age is None else Ages.up_to(age)
    cache = None if options.no_cache else AnswerCache(options.cache_dir, ages)
    progress = partial(progress_bar, what="Asking servers", quiet=bool(options.quiet))
    make_fetcher = None
    if options.online:
        make_fetcher = partial(_fetcher, _policy(options, config), config.online.max_requests)
    return OnlineWeb(cache, make_fetcher, progress)


def _policy(options: "CheckOptions", config: "Config") -> Policy:
    """Return which servers may get requests.

    Raises:
        CommandError: as `online_web`.

    """
    online = config.online
    source = config.sources[0] if config.sources else "--config"
    if online.allow_private and not _is_trusted(options):
        raise CommandError(f"{source}: `allow-private` needs --config to name this file")
    try:
        return Policy.of(online.allow_hosts, online.deny_hosts, online.allow_private)
    except ValueError as error:
        raise CommandError(f"{source}: in `online`, {error}") from None


def _fetcher(policy: Policy, cap: int) -> "BatchFetcher":
    """Return what sends requests.

    Raises:
        CommandError: a library is not installed.

    """
    # A run to which all answers are known imports none of these.
    try:
        import h2  # noqa: F401 - httpx needs it for HTTP/2, and imports it late

        from linter.online.batch_fetcher import BatchFetcher
    except ImportError:
        message = "--online needs another package: pip install 'httpx[http2]'"
        raise CommandError(message) from None
    return BatchFetcher(policy, cap)


def _is_trusted(options: "CheckOptions") -> bool:
    """Whether `allow-private` is from the command line, or from a file that it names.

    Anybody's pull request can change the config of a folder.
    """
    from linter.config.layers import inline_layer

    layers = map(inline_layer, options.config_values)
    is_inline = any("allow-private" in layer.values.get("online", {}) for layer in layers)
    return is_inline or options.config_file is not None
