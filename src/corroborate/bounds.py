"""How much time and memory one article may take. Both bounds need what Linux and macOS offer; elsewhere there are none."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType


class TooSlow(BaseException):
    """The work was stopped: its time is up. No `Exception`, for libraries catch those and go on."""


@contextmanager
def bounded(seconds: int) -> Iterator[None]:
    """Raise `TooSlow` inside once this process has worked *seconds* (of processor time; 0: never). Only the main thread can be stopped so."""
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def bound_memory(most: int) -> None:
    """Let this process hold no more than *most* bytes of data (0: any): what asks for more gets a `MemoryError`."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        if most:
            resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlow
