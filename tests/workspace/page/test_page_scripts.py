"""The page's scripts as a graph."""

import re
from graphlib import TopologicalSorter

from bot.workspace.page.page import ASSETS


def test_no_script_of_the_page_imports_itself_by_way_of_others() -> None:
    scripts = {one.name: one.read_text("utf-8") for one in ASSETS.iterdir() if one.name.endswith(".js")}
    imports = {name: set(re.findall(r'from "\./([\w.]+)"', text)) for name, text in scripts.items()}
    assert imports["main.js"] > {"acts.js", "dialogs.js"}
    assert list(TopologicalSorter(imports).static_order())[-1] == "main.js"
