"""`shouze demo` as a process."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.processes import Shouze, shouze_process


@asynccontextmanager
async def shown(cache: Path, *options: str, **environment: str) -> AsyncIterator[tuple[Shouze, str]]:
    """The demo as a process, and the address that it printed."""
    with shouze_process(("demo", *options), {"SHOUZE_CACHE": str(cache), **environment}) as demo:
        yield demo, await printed(demo, r"http://\S+(?=\s)")


async def printed(demo: Shouze, pattern: str) -> str:
    """What it prints of this pattern, as soon as it does; TimeoutError where it does not."""
    async with asyncio.timeout(60):
        while not (found := re.search(pattern, demo.out)):
            assert demo.process.is_alive(), demo.err
            await asyncio.sleep(0.05)
    return found[0]
