"""Numbers of any form: what stays the same from line to line, and what counts on in it (①, 规定1：, HR-1.1, (a)).

Nothing here knows what a make of documents calls its clauses: lines are of one form where all but their figures is
alike, and these figures count through.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from bot.importing.source import Line
from bot.importing.structure.lines.counting import counts_through
from bot.importing.structure.lines.headings import heading_of
from bot.importing.structure.lines.openings import Form, Numbering, Opening, joined
from bot.rulebook.designation.numerals import FINANCIAL_NUMERALS, parse_ordinal, parse_roman

_FINANCIAL = str.maketrans(FINANCIAL_NUMERALS, "一二二三三三四五六六七八九十百")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_COUNTERS = (
    ("figure", r"\d{1,4}"),
    ("han", "[一二三四五六七八九十百〇零]{1,6}"),
    ("financial", f"[{FINANCIAL_NUMERALS}]{{1,6}}"),
    ("roman", "[ivxlc]{1,7}|[IVXLC]{1,7}"),
    ("letter", "[a-zA-Z]"),
    ("sign", "[①-⒛⓫-⓿㈠-㈩㉑-㉟㊀-㊉㊱-㊿❶-➓Ⅰ-ⅻ]"),
    ("stem", f"[{_STEMS}]"),
)
_LEAD = (
    r"[(（\[【〔<〈#＃№第其]|(?P<code>[A-Z]{2,3})[-–—./ ]?(?=\d)"
    r"|[A-Za-z][a-z]{0,4}\.?\s?(?=\d)"  # s 5, Cl. 5
    r"|(?:[A-Z][a-z]{1,14}|[\u4e00-\u9fff]{2,4})\s?(?:(?:No\.?|#|№)\s?)?"
)
_TRAIL = r"[)）\]】〕>〉]|[条條款项項点點目节節则則]"
_FORMS = tuple(
    (
        kind,
        re.compile(
            rf"(?P<lead>{_LEAD})?(?P<numbers>{counter}(?:[-–—./·．](?:\d{{1,3}}(?!\d)|[a-z](?![a-zA-Z]))|\((?:\d{{1,2}}|[a-z])\)){{0,3}})(?P<trail>{_TRAIL})?"
            r"(?P<behind>\s{0,3}[.、．:：—–-]{0,2}\s{0,9})(?=\S)"
        ),
    )
    for kind, counter in _COUNTERS
)
_EAST = re.compile("[\u4e00-\u9fff]")
# May 1: and 9:00 are days and hours, 1:0 is a score; 规定1：3次 is a number.
_MONTH = re.compile(
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\b",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)|\d{1,2}[-./]\d{1,2}[-./](?:19|20)\d\d")
_TIME = re.compile(r"\d{1,2}[:：]\d")
_LEVELS = re.compile(r"[-–—./·．(]")  # 5(a) too


def is_outermost(numbering: Numbering | None) -> bool:
    """Whether its numbers are 壹、貳、參: they stand above all others, and before no list."""
    return isinstance(numbering, Form) and numbering.kind == "financial"


def counted_lines(lines: Sequence[Line], others: Mapping[int, Opening]) -> dict[Form, dict[int, Opening]]:
    """The lines with a number of each form that counts through, but for those whose number is known by itself."""
    found = dict[Form, dict[int, Opening]]()
    for index, line in enumerate(lines):
        if index not in others and not line.table and not line.missing and not heading_of(line):
            for form, opening in readings(joined(line)):
                found.setdefault(form, {})[index] = opening
    return {
        form: its for form, its in found.items() if counts_through([each.number for each in its.values()])
    }


def readings(text: str) -> Iterator[tuple[Form, Opening]]:
    """All that the beginning of a line may count: i is a letter, and the first of the Roman figures."""
    if any(pattern.match(text) for pattern in (_MONTH, _DAY, _TIME)):
        return
    for kind, pattern in _FORMS:
        match = pattern.match(text)
        if match is None or not _is_marked(match, kind):
            continue
        first, *below = _LEVELS.split(match["numbers"].replace(")", ""))
        number = _figure(kind, first)
        if not number:
            continue
        code = match["code"] or ""
        lead = "" if code else " ".join((match["lead"] or "").split())
        levels = (number, *(_figure("letter" if each.isalpha() else "figure", each) for each in below))
        named = [
            first.upper() if kind == "letter" else str(number),
            *(each.upper().lstrip("0") for each in below),
        ]
        key = ".".join(filter(None, [code, *named]))
        label = text[: match.end() - len(match["behind"])].strip()
        label += "、" if kind == "financial" and match["behind"].startswith("、") else ""  # as 一、 has it
        if kind == "letter":
            kind = f"{kind} {first.isupper()}"  # noqa: PLW2901  # (a) and (A) are two forms
        form = Form(kind, lead or (code and "A"), match["trail"] or "", len(levels))
        yield form, Opening(form, levels, key, label, text[match.end() :].strip(), is_sure=True)


def _is_marked(match: re.Match[str], kind: str) -> bool:
    """Whether something sets it off: a sign or a word before or behind it; a word needs a blank or a sign behind."""
    has_levels = bool(_LEVELS.search(match["numbers"]))
    is_before_han = has_levels and bool(_EAST.match(match.string, match.end()))  # 1-2新员工, as PDFs have it
    lead = match["lead"] or ""
    if (
        lead[-1:].isalpha()
        and match["numbers"][0].isalpha()
        and lead[-1:].isascii()
        and kind not in {"han", "financial"}
    ):
        return False  # the l of Travel
    if match["numbers"] == "I" and lead.strip().isalpha() and match.string[match.end() :][:1].islower():
        return False  # Can I bring a guest?
    if kind in {"letter", "roman"} and match["behind"].endswith(("-", "–", "—")):
        return False  # X-rays
    is_apart = bool(match["trail"] or match["behind"]) or is_before_han
    is_signed = kind == "financial" or bool(lead or match["trail"] or has_levels or match["behind"].strip())
    return kind == "sign" or (is_apart and is_signed)


def _figure(kind: str, written: str) -> int:
    match kind:
        case "figure":
            return int(written)
        case "letter":
            return ord(written.upper()) - ord("@")
        case "roman":
            return parse_roman(written) or 0
        case "sign":
            return int(unicodedata.numeric(written, 0))
        case "stem":
            return _STEMS.index(written) + 1
        case _:
            return parse_ordinal(written.translate(_FINANCIAL)) or 0
