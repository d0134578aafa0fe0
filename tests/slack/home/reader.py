"""Somebody who reads the pages: each gesture waits for the page that follows."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.slack.home.links import GO, Route
from bot.workspace import Person, View, Workspace
from bot.workspace.block_kit import Element, elements


@dataclass(frozen=True)
class HomeReader:
    """A person before the home tab, or the modal where one is open."""

    person: Person
    slack: Workspace

    @property
    def page(self) -> View:
        """What is before them."""
        shown = self.person.modal or self.person.home
        assert shown
        return shown

    @property
    def reads(self) -> str:
        return self.page.reads

    @property
    def labels(self) -> list[str]:
        """What stands on the buttons."""
        return [element.label for element in links(self.page)]

    @property
    def quoted(self) -> str:
        """All quotations on the page, joined."""
        return "".join(
            text["text"]
            for block in self.page.blocks
            if block["type"] == "rich_text"
            for element in block["elements"]
            if element["type"] == "rich_text_quote"
            for text in element["elements"]
        )

    async def opens_home(self) -> View:
        before = self.person.home
        await self.person.opens_home()
        return await self._next(before)

    async def goes(self, to: Route | str) -> View:
        """Click the button that leads there, or has this label."""
        before = self.page
        [button, *_] = [way for way in links(before) if str(to) in {way.payload["value"], way.label}]
        click = await self.person.clicks(before, f"{button.block_id}/{button.action_id}")
        assert click.is_acked
        return await self._next(before)

    async def searches(self, words: str) -> View:
        """Type into the box and press Enter."""
        before = self.page
        assert (await self.person.clicks(before, "search_rules", choose=words)).is_acked
        return await self._next(before)

    async def asks(self, question: str) -> View:
        """Use the shortcut, fill in the modal, and wait for what is found."""
        if self.person.modal is None:
            await self.person.uses_shortcut("问规则")
        return await self.submits(question)

    async def submits(self, question: str) -> View:
        form = await self.slack.modal(self.person)
        [label] = [block["block_id"] for block in form.blocks if block["type"] == "input"]
        sent = await self.person.submits(form, {label: question})
        assert sent.is_acked
        assert sent.response["response_action"] == "update"
        return await self.slack.until(lambda: self._answered(form.hash))

    async def _next(self, before: View | None) -> View:
        old = before.hash if before else ""
        return await self.slack.until(lambda: self._changed(old))

    def _answered(self, old: str) -> View | None:
        shown = self._changed(old)
        return shown if shown and "submit" in shown.content else None

    def _changed(self, old: str) -> View | None:
        shown = self.person.modal or self.person.home
        return shown if shown and shown.hash != old else None


def links(view: View) -> Iterator[Element]:
    """The buttons of a page that lead somewhere."""
    return (
        element
        for element in elements(view.blocks)
        if element.kind == "button" and GO.pattern.match(element.action_id)
    )
