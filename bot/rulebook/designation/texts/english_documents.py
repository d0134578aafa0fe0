"""Documents as English names them beside a reference: FMLA section 4.02, Article 6 of the GDPR, the lease, § 9.

    document = {Capitalised | of | and} (Act | Code | Constitution | ...)     Civil Code, Fair Labor Standards Act
             | (the | my | ...) {word} (lease | contract | agreement | ...)   the union contract
             | acronym | Title number                                         GDPR, U.S.C., Title VII
             | {word of a title} what that title calls the document           Hill Street declaration, the handbook

Whether that is one of our books is for the library to say. A number alone is no reference to them: USB 3.2.
"""

import re
from collections.abc import Sequence

_WINDOW = 60  # characters before a reference that can name its document
_DETERMINER = r"(?i:the|our|my|your|his|her|their|its|that|an?|any)"
_STATUTE = (
    r"(?:(?:[A-Z][\w&'’.-]{0,20}|of|and)\s+){0,6}"
    r"(?:Act|Law|Code|Ordinance|Regulations?|Constitution|Treaty|Convention|Directive)"
)
_AGREED = r"(?:[A-Za-z-]{1,20}\s+){0,3}?(?i:lease|contract|agreement|treaty|constitution|statute|bylaws|law(?! firm))"
# What offices call absences and themselves, and words that are shouted, are no documents.
_EVERYDAY = "PTO|WFH|LOA|CEO|CFO|COO|CTO|FYI|ASAP|FAQ|KPI|EHS|PDF|THE|AND|FOR|NOT|SEE|ALL|ANY|DOES"
_ACRONYM = rf"(?!(?:{_EVERYDAY})\b)(?:[A-Z]{{3,8}}|(?:[A-Z]\.){{3,5}})"
_BEFORE = re.compile(
    rf"(?<![A-Za-z])(?:{_DETERMINER}\s+(?P<agreed>{_AGREED})|(?P<statute>{_STATUTE}|{_ACRONYM}|[Tt]itle\s[IVXLC0-9]{{1,7}}))"
    r"[\s,(]{0,3}$"
)
_BEHIND = re.compile(
    rf",?\s+(?:(?:of|in|under|from|to)\s+(?:the\s+)?(?P<statute>{_STATUTE}|{_ACRONYM})"  # Schedule 7 to the Act
    rf"|(?:of|in|under|from)\s+{_DETERMINER}\s+(?P<agreed>{_AGREED}))(?![A-Za-z'’])"
    rf"|\s+(?P<acronym>{_ACRONYM})(?=[\s?!.,]*$)|\s+(?P<thereof>thereof)\b"
)

_KIND = re.compile(
    r"(?P<kind>[a-z]{4,20})(?:$|\s(?:of|for|on)\s)"
)  # Staff Handbook, Declaration of Condominium
_WORD = re.compile(r"[a-z][a-z'’-]*")
# What ends right before a name, where no other word belongs to it: not insurance policy, for the travel policy.
_LEADS_TO_NAME = re.compile(
    r"(?:^|[^\w\s]|(?<![a-z])(?:the|our|your|my|this|that|of|in|under|per|by|see|is|are|was|were|to|and|or|from|at|on|with"
    r"|no|says?|said|(?:quot|cit|mention|read|check|follow|violat|break)(?:e|es|s|ed|ing)?))\s*$"
)


def english_title_before(before: str, names: Sequence[str]) -> str:
    """The one name whose words, in any order, those before a number are: Hill Street declaration 4.1; "" for none."""
    said = before.casefold().rstrip(" ,:")
    words = list(_WORD.finditer(said))
    last = words[-1] if words and words[-1].end() == len(said) else None
    kinds = [name for name in names if last and last[0] in _KIND.findall(name.casefold())]
    runs = {name: _run(said, words, {*_WORD.findall(name.casefold())}) for name in kinds}
    meant = [name for name in kinds if _LEADS_TO_NAME.search(said, 0, runs[name])]
    longest = [name for name in meant if runs[name] == min(runs[each] for each in meant)]
    return longest[0] if len(longest) == 1 else ""


def _run(said: str, words: Sequence[re.Match[str]], named: set[str]) -> int:
    """Where the words begin that stand together at the end of a text and are all in a name."""
    start = len(said)
    for word in reversed(words):
        if word[0] not in named or said[word.end() : start].strip():
            break
        start = word.start()
    return start


def english_before(text: str, start: int, lead: int | None = None) -> str:
    """The name of a document that the words before a reference with a word (section 4.02, § 3) end in, or "".

    `lead`: where all that stands before the reference begins, if it must be that name and nothing else.
    """
    if not start or text[start].isdecimal():
        return ""
    match = _BEFORE.search(text, max(0, start - _WINDOW), start)
    if match is None or (lead is not None and match.start() > lead):
        return ""
    if match.start() and _is_shouted(text, start):
        return ""  # WHAT DOES SECTION 4 SAY
    return match["agreed"] or match["statute"]


def english_behind(text: str, start: int, end: int) -> tuple[str, int]:
    """The name of a document behind a reference, and its end; "" for none."""
    match = _BEHIND.match(text, end)
    if match is None or (match["acronym"] and (text[start].isdecimal() or _is_shouted(text, start))):
        return "", end
    return next(filter(None, match.groups())), match.end()


def _is_shouted(text: str, start: int) -> bool:
    """Whether a word in capitals begins there; § II is none."""
    word = text[start : start + 4]
    return word.isalpha() and word.isupper()
