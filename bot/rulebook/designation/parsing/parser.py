"""Reads designators by the grammar."""

from dataclasses import replace

from bot.rulebook.designation.designators import Certainty, Designator, Step
from bot.rulebook.designation.numerals import figures_of
from bot.rulebook.designation.parsing.grammar import (
    ANNEX,
    ARTICLE,
    ARTICLE_ABOVE,
    ARTICLE_WORD,
    BARE,
    BEGINNINGS_IN_TEXT,
    BELOW_HEADING,
    BETWEEN,
    BLANKS_AND_DOT,
    CAPITALS,
    CHAPTER,
    CLAUSE_WORD,
    CLAUSE_WORDS,
    CODED,
    DOTTED,
    HEADING,
    HEADING_UNITS,
    HEADING_WORD,
    HEADING_WORDS,
    INSERTED,
    JOINED,
    LIST,
    LISTED_NUMBER,
    OF,
    SECTION_SIGN,
    SECTION_WORD,
    SPACED,
    STARTS,
    STARTS_IN_TEXT,
    TO,
    UNIT_ARTICLE,
    WITHIN,
    WORD_JOIN,
    folded,
)
from bot.rulebook.designation.parsing.headings_alone import heading_alone
from bot.rulebook.designation.parsing.levels import levels_of
from bot.rulebook.designation.parsing.listed_headings import headings_listed
from bot.rulebook.designation.parsing.named_parts import (
    letter_alone,
    letter_on_number,
    parts_at,
    path_before,
    path_behind_text,
    paths_at,
    subitems_alone,
)
from bot.rulebook.designation.parsing.open_ranges import open_range_at
from bot.rulebook.heading import HeadingKind


class Parser:
    """Reads designators at places of a text; `alone`: nothing else is said, so that 133 and 附件 are some too."""

    def __init__(self, text: str, *, alone: bool = False) -> None:
        self.text = folded(text)
        if alone:
            self.text = self.text.translate(CAPITALS)
        self._alone = alone

    def next_start(self, at: int) -> int | None:
        """The next place where a designator may begin."""
        if self._alone:
            match = STARTS.search(self.text, at)
            return match.start() if match else None
        return next(
            (
                each.start()
                for each in BEGINNINGS_IN_TEXT.finditer(self.text, at)
                if STARTS_IN_TEXT.match(self.text, each.start())
            ),
            None,
        )

    def designators(self, at: int) -> tuple[Designator, ...]:
        """Those that are named together at a place (第151、152条): none where none begins there."""
        path, start = path_before(self.text, at) if self._alone else ((), at)
        found = self._designators(start)
        if not self._alone:
            path, at = path_behind_text(self.text, at)
        return tuple(replace(each, parts=(*each.parts, *path), start=at) for each in found) if path else found

    def _designators(self, at: int) -> tuple[Designator, ...]:
        several, end = headings_listed(self.text, at, alone=self._alone)
        if several:
            return tuple(Designator((step,), (), (), (), Certainty.SURE, at, end) for step in several)
        headings, is_sure, end = self._headings(at)
        if headings:
            start = end
            if between := BETWEEN.match(self.text, end):
                start = between.end()
            clauses = self._clauses(start) or (self._bare(start) if start > end or self._alone else ())
            if clauses:
                certainty = Certainty.SURE if is_sure else Certainty.UNIT
                return tuple(
                    replace(each, headings=headings, certainty=certainty, start=at) for each in clauses
                )
            above, end = self._above(headings, end)
            certainty = Certainty.SURE if is_sure else Certainty.UNIT
            alone = Designator((*above, *headings), (), (), (), certainty, at, end)
            return self._with_parts(alone) if headings[-1].kind is HeadingKind.ANNEX else (alone,)
        clauses = self._clauses(at) or (self._bare(at) if self._alone else ())
        if clauses and (of := OF.match(self.text, clauses[-1].end)):
            headings, _, end = self._headings(of.end())
            if SECTION_WORD.match(self.text, at) and (article := ARTICLE_ABOVE.match(self.text, of.end())):
                headings, end = (Step(HeadingKind.ARTICLE, figures_of(article["number"])),), article.end()
            if headings:
                return tuple(replace(each, headings=headings, end=end) for each in clauses)
        return clauses

    def end_of_part(self, at: int) -> int | None:
        """Where the part of a clause ends that is named at a place."""
        found = parts_at(self.text, at, alone=self._alone)
        return found[1] if found else None

    def _headings(self, at: int) -> tuple[tuple[Step, ...], bool, int]:
        """The headings named at a place from the outermost, whether they are sure to be some, and their end."""
        steps, is_sure, end = list[Step](), False, at
        while found := self._heading(at) or (self._alone and heading_alone(self.text, at, steps)):
            step, sure, here = found
            if steps and step.kind is steps[-1].kind:
                break  # Chapter 1, Chapter 2 are two
            end = here
            steps.append(step)
            is_sure = is_sure or sure
            between = BETWEEN.match(self.text, end) or WITHIN.match(self.text, end)
            at = between.end() if between else end
        return tuple(steps), is_sure, end

    def _above(self, headings: tuple[Step, ...], end: int) -> tuple[tuple[Step, ...], int]:
        """The headings above others that are named behind them, and where that ends: Chapter 1 of Part II."""
        of = OF.match(self.text, end)
        if of is None or "," in of[0]:
            return (), end
        above, _, behind = self._headings(of.end())
        is_above = above and all(step.kind is not headings[0].kind for step in above)
        return (above, behind) if is_above else ((), end)

    def _heading(self, at: int) -> tuple[Step, bool, int] | None:
        if match := HEADING.match(self.text, at) or CHAPTER.match(self.text, at):
            number, kind = figures_of(match["number"]), HEADING_UNITS[match["unit"]]
            return (Step(kind, number), "ordinal" in match.groupdict(), match.end()) if number else None
        if match := ANNEX.match(self.text, at):
            number = figures_of(match["number"] or "")
            if number or self._alone:
                return Step(HeadingKind.ANNEX, number), bool(number), match.end()
        if match := HEADING_WORD.match(self.text, at):
            number = figures_of(match["number"])
            return (Step(HEADING_WORDS[match["word"].lower()], number), True, match.end()) if number else None
        if match := ARTICLE_WORD.match(self.text, at):
            return Step(HeadingKind.ARTICLE, figures_of(match["number"])), True, match.end()
        return None

    def _clauses(self, at: int) -> tuple[Designator, ...]:
        listed = self._listed(at) or self._worded(at)
        first = listed[0] if listed else self._clause(at)
        is_one = self._alone and len(listed) <= 1
        if is_one and (open_range := open_range_at(self.text, at, first)):
            return (open_range,)
        if listed or first is None:
            return listed
        if between := TO.match(self.text, first.end):
            last = self._last(first, between.end())
            if last:
                levels = first.number[: -len(last.number)]  # 7.1至3条
                return (replace(first, until=(*levels, *last.number), end=last.end),)
        return self._with_parts(first)

    def _last(self, first: Designator, at: int) -> Designator | None:
        """The clause that ends a range, named at a place; where nothing else is said, by a number alone."""
        last = self._clause(at)
        if last and (
            last.certainty is first.certainty
            or Certainty.UNIT in {last.certainty, first.certainty}
            or len(first.number) == len(last.number) > 1
        ):
            return last
        is_worded = self._alone and first.certainty is Certainty.WORD
        if (
            is_worded
            and (match := LISTED_NUMBER.match(self.text, at))
            and (levels := levels_of(match["number"]))
        ):
            return replace(first, number=levels, end=match.end())  # Article V to VI
        return next(iter(self._bare(at)), None) if self._alone else None

    def _worded(self, at: int) -> tuple[Designator, ...]:
        """Sections 1, 3 and 5; clauses 4.1 to 4.3: one designator each, a range is one."""
        found, is_range = list[Designator](), False
        match = CLAUSE_WORDS.match(self.text, at) or (
            (CLAUSE_WORD.match(self.text, at) or SECTION_SIGN.match(self.text, at)) if self._alone else None
        )
        while match and (levels := levels_of(match["number"])):
            if is_range:
                found[-1] = replace(found[-1], until=levels, end=match.end())
            else:
                found += self._with_parts(Designator((), levels, (), (), Certainty.WORD, at, match.end()))
            joined = WORD_JOIN.match(self.text, found[-1].end)
            is_range = bool(joined and joined["to"])
            match = LISTED_NUMBER.match(self.text, joined.end()) if joined else None
        is_plural = CLAUSE_WORDS.match(self.text, at) and (
            self._alone or any(each.until or "-" in each.number[-1] for each in found)
        )
        is_list = len(found) > 1 or is_plural  # but not: two articles 3 days late
        return tuple(replace(each, end=found[-1].end) for each in found) if is_list else ()

    def _listed(self, at: int) -> tuple[Designator, ...]:
        """第151、152条, 第一至三条: one designator each, a range is one."""
        match = LIST.match(self.text, at)
        if match is None:
            return ()
        pieces = JOINED.split(match["numbers"])
        numbers = [figures_of(piece.lstrip("第 ")) for piece in pieces[::2]]
        ranges = [any(sign in piece for sign in "至到-~—–") for piece in pieces[1::2]]
        if "" in numbers or any(
            is_range and int(first) >= int(last)
            for is_range, first, last in zip(ranges, numbers, numbers[1:], strict=False)
        ):
            return ()
        certainty = Certainty.SURE if match["ordinal"] else Certainty.UNIT
        found = list[Designator]()
        for index, number in enumerate(numbers):
            if index and ranges[index - 1]:
                found[-1] = replace(found[-1], until=(number,))
            else:
                found.append(Designator((), (number,), (), (), certainty, at, match.end()))
        return (*found[:-1], *self._with_parts(found[-1]))

    def _clause(self, at: int) -> Designator | None:
        for pattern, certainty in (*_CLAUSES, *(_CLAUSES_ALONE if self._alone else ())):
            if match := pattern.match(self.text, at):
                levels, groups = levels_of(match["number"]), match.groupdict()
                is_sure = groups.get("ordinal") or groups.get("unit")
                sure = Certainty.SURE if is_sure else certainty
                if not levels or (levels == ("0",) and sure is Certainty.UNIT):
                    continue
                return self._with_inserted(Designator((), levels, (), (), sure, at, match.end()))
        if self._alone and (match := SPACED.match(self.text, at)):
            levels = levels_of(BLANKS_AND_DOT.sub(".", match["number"]))
            certainty = Certainty.UNSURE if "点" in match["number"] else Certainty.DOTTED
            return Designator((), levels, (), (), certainty, at, match.end()) if levels else None
        coded = CODED.match(self.text, at) if self._alone else None
        return (
            Designator((), (coded["number"],), (), (), Certainty.UNSURE, at, coded.end()) if coded else None
        )

    def _with_inserted(self, clause: Designator) -> Designator:
        """第三十九条 as 第三十九条之一, where that is what is written."""
        match = INSERTED.match(self.text, clause.end)
        inserted = figures_of(match["number"]) if match else ""
        if match is None or not inserted or clause.certainty is Certainty.WORD:
            return clause
        levels = (*clause.number[:-1], f"{clause.number[-1]}-{inserted}")
        return replace(clause, number=levels, end=match.end())

    def _bare(self, at: int) -> tuple[Designator, ...]:
        match = BARE.match(self.text, at)
        levels = levels_of(match["number"]) if match else ()
        if match is None or not levels or levels == ("0",):
            return ()
        inserted = INSERTED.match(self.text, match.end()) if match["number"].isdecimal() else None
        if inserted and (figures := figures_of(inserted["number"])):  # 21之1
            return self._with_parts(
                Designator((), (f"{levels[0]}-{figures}",), (), (), Certainty.BARE, at, inserted.end())
            )
        end = match.end()
        if self.text.startswith("、(", end) and self.end_of_part(end + 1):
            end += 1  # 一、（二）, as it is printed
        return self._with_parts(Designator((), levels, (), (), Certainty.BARE, at, end))

    def _with_parts(self, named: Designator) -> tuple[Designator, ...]:
        """The designator with the part that is named behind it; where that are several, one for each."""
        paths, end = paths_at(self.text, named.end, alone=self._alone)
        if self._alone and len(paths) == 1:
            paths, end = subitems_alone(self.text, end, paths[0])
        if self._alone and not paths and named.certainty is not Certainty.BARE:
            path, end = letter_alone(self.text, named.end)
            paths = (path,) if path else ()
        if not paths and named.certainty is Certainty.WORD:
            path, end = letter_on_number(self.text, named.end)
            paths = (path,) if path else ()
        return tuple(replace(named, parts=path, end=end) for path in paths) or (named,)


_CLAUSES = (
    (ARTICLE, Certainty.SURE),
    (DOTTED, Certainty.DOTTED),
    (BELOW_HEADING, Certainty.SURE),
    (UNIT_ARTICLE, Certainty.UNIT),
    (CLAUSE_WORD, Certainty.WORD),
)
_CLAUSES_ALONE = ((SECTION_SIGN, Certainty.WORD),)
