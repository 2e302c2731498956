"""The clock of the server: a thread that runs `luoshi tick` at the start and then hourly.

    clock = Clock()
    clock.start()
    ...
    clock.stop()

A timer of the system may run `luoshi tick` as well: a tick twice, or at the same time, does nothing twice.
"""

from __future__ import annotations

import logging
import threading

HOUR_S = 3600.0
STOP_S = 10.0
"""How long a stopping server waits for a tick under way; one that takes longer is completed by the next."""

log = logging.getLogger(__name__)


class Clock(threading.Thread):
    """Ticks until stopped; nothing that goes wrong in a tick ends it."""

    def __init__(self, every_s: float = HOUR_S) -> None:
        super().__init__(name="luoshi-clock", daemon=True)
        self._every_s = every_s
        self._stopped = threading.Event()

    def run(self) -> None:
        """Tick, wait, again."""
        while not self._stopped.is_set():
            self._tick()
            self._stopped.wait(self._every_s)

    def stop(self) -> None:
        """End the thread; a tick under way is waited for."""
        self._stopped.set()
        if self.is_alive():
            self.join(STOP_S)

    def _tick(self) -> None:
        from django.db import connections
        from django.utils import timezone

        from luoshi.plans.tick import TickRefusedError, tick

        try:
            for result in tick(timezone.now()):
                if result.error:
                    log.error("the job %s of the tick failed: %s", result.name, result.error)
        except TickRefusedError as refused:
            log.warning("%s", refused.text.en)
        except Exception:
            log.exception("the tick failed")
        finally:
            connections.close_all()  # this thread's own; an hour is too long to keep one
