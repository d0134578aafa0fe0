"""Titles alone on the line of the number, with the list or the text of the clause on the lines below."""

import re
from collections.abc import Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.clauses.run_in import may_run_in
from bot.importing.structure.lines.duties import asks_something
from bot.importing.structure.lines.headings import is_like_title, says_something
from bot.importing.structure.lines.openings import Opening, Style, joined
from bot.importing.structure.lines.titles.title_case import main_words
from bot.importing.structure.numbering.found import Scheme

_ENDS = ".:：。 "
_LEADS_ON = re.compile(r"\b(?:following|these|below)\b", re.IGNORECASE)
_SHORTENED = re.compile(r"\bvs\. ")
_AND_SO_ON = re.compile(r"\betc\.$", re.IGNORECASE)  # whose point is its own
_EAST = re.compile("[\u3400-\u9fff]")
_ITEM = re.compile(r"^\(?[a-z\d]{1,4}[.)]\s{0,9}", re.IGNORECASE)
_FIRST = re.compile(r"[（(]\s{0,2}[一1１]\s{0,2}[）)]|[一1１]\s{0,2}[.．、]|①")
_NO_SENTENCE = (
    r"(?!本|[\u4e00-\u9fff、]*(?:[下左如以]列|[如以][下左]|行使|[应應须須有为為是按由享设設]|[请請](?!假)|不得|可以|包括|[给給]予"
    r"|符合|[对對]|[实實][行施]|履行|[负負][責责](?!人)|承担|遵守|[规規]定(?![\s：:]*$)|制定|[进進]行|根据|依照|[违違]反|[达達]到))"
)
_NAME = re.compile(rf"{_NO_SENTENCE}[\u4e00-\u9fff、]{{2,12}}(?:\s?[（(][^（）()]{{1,20}}[）)])?")
_SENTENCE = re.compile(r"[。；]|[\u4e00-\u9fff][，,：:]")
_FEWEST = 3  # names above text: one or two may be sentences that somebody forgot to end
_FEWEST_ABOVE_LIST = 2  # where one stands above a list of sentences, which goes on with none
_WHOLE = re.compile(r"。|[\u4e00-\u9fff][，,]")
_SUBJECT = re.compile(  # 会员的义务, and not 会员应当履行义务, 本会的范围
    rf"{_NO_SENTENCE}[\u4e00-\u9fff、]{{0,10}}(?:[权權]利|[权權]益|[义義][务務]|[责責]任|[职職][责責权權]|[权權]限|[条條]件|[资資]格|程序|流程|步[骤驟]|[范範][围圍]|原[则則]"
    r"|[标標][准準]|要求|[办辦]法|方法|方式|[内內]容|制度|[种種][类類]|情形|事[项項]|[纪紀]律|[处處][罚罰分]|[奖獎][励勵惩懲]|待遇|福利|任[务務]|[来來]源|用途|[规規]定)"
)


def standing_alone(lines: Sequence[Line], openings: Mapping[int, Opening], scheme: Scheme) -> dict[int, str]:
    """The titles that stand alone, by their lines: set off by their look, by their capitals, or naming a subject."""
    begun = scheme.kept.keys() | scheme.headings.keys()
    with_text = [
        (index, openings[index].rest, lines[index + 1])
        for index in scheme.kept
        if index + 1 < len(lines) and index + 1 not in begun and lines[index + 1].text
    ]
    names = {index for index, rest, below in with_text if _is_name(rest, below)}
    above_lists = {index for index, _, below in with_text if index in names and _begins_list(joined(below))}
    if scheme.style is not Style.ARTICLE or len(names) < _FEWEST_ABOVE_LIST:
        names = set()
    elif len(names) < _FEWEST:
        names = above_lists
    return _above_levels(openings, scheme) | {
        index: rest if _AND_SO_ON.search(rest) else rest.rstrip(_ENDS)
        for index, rest, below in with_text
        if _is_subject(rest, below) or _is_english(rest, lines[index], below) or index in names
    }


def _above_levels(openings: Mapping[int, Opening], scheme: Scheme) -> dict[int, str]:
    """The names with a colon behind them right above 3.1: 3. Responsibilities:."""
    names = {
        index: name
        for index in scheme.kept
        if scheme.style is Style.LEVELS
        and index + 1 in scheme.kept
        and openings[index + 1].number == (*openings[index].number, 1)
        and (name := openings[index].rest.rstrip(_ENDS)) != openings[index].rest
    }
    return {
        index: name
        for index, name in names.items()
        if is_like_title(name) and not asks_something(name) and not says_something(name)
    }


def _is_name(rest: str, below: Line) -> bool:
    """Whether it is short and no sentence, above one: 请假制度, 工作时间（另有通知的除外）."""
    return bool(_NAME.fullmatch(rest) and _SENTENCE.search(below.text))


def _begins_list(text: str) -> bool:
    """Whether it is the first of several sentences: 1.员工均需按时上班，不得迟到。 …, and no bare word."""
    return bool(_FIRST.match(text) and _WHOLE.search(text))


def _is_subject(rest: str, below: Line) -> bool:
    """Whether it names what a list right below tells: 会员的义务."""
    return bool(_SUBJECT.fullmatch(rest.rstrip(_ENDS)) and _FIRST.match(joined(below)))


def _is_english(rest: str, line: Line, below: Line) -> bool:
    """Whether these words with a point or colon behind them are a title, and lead to nothing that goes on below."""
    title = rest.rstrip(_ENDS)
    if title == rest or ":" in title or _EAST.search(title) or _LEADS_ON.search(title):
        return False
    goes_on = rest.endswith(":") and _ITEM.sub("", below.text)[:1].islower()
    stands_out = (line.bold or line.lead.endswith(" ".join(rest.split()))) and not below.bold
    return not goes_on and may_run_in(_SHORTENED.sub("", title)) and (stands_out or bool(main_words(title)))
