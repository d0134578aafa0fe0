"""Options that several commands take."""

from pathlib import Path
from typing import Annotated

import typer

Knowledge = Annotated[
    Path | None,
    typer.Option("--knowledge", help="知识文件夹 / the knowledge folder", show_default="SHOUZE_KNOWLEDGE"),
]
AsOf = Annotated[
    str | None, typer.Option("--as-of", help="按这一天有效的条款 / as in force on this date", metavar="DATE")
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON / print JSON")]
