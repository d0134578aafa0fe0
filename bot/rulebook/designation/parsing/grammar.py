"""Designators: what clauses, headings and parts are called in a text, as people type it and as documents print it.

    designator = headings [between clauses] | (clauses | headings) ["of" headings]
    headings   = heading {between heading} | several headings     第二、三章, Parts I and II; alone 三、四章
    heading    = 第 number (编 | 篇 | 部分 | 分编 | 章 | 节)     第二编第三章
               | number 章                                    七章
               | (前 | 最后 | last) number 章                  前两章, the last chapter: where nothing else is said
               | number 节                                    第2章1节: only behind a heading, and nothing else said
               | 附件 [number] | 表 number                      附件一, 附录A, 表1
               | (chapter | part | appendix | ...) number      Chapter VII, Part II, Appendix A
    clauses    = clause [(至 | - | ~ | to) clause] {part} | open
    open       = clause (起 | 到最后 | 以后 | 以前 | onwards)    only where nothing else is said
               | (前 | 最后 | 倒数 | first | last) number 条
    clause     = [第] number 条 [(之 | の) number]                   第一百〇一条, 12条, 第三十九条之一, 第11条の2
               | [第] number {(、| 和 | 至 | -) number} 条      第151、152、153条, 第一至三条, 12-15条
               | [第] levels [条]                              7.1, 4.1.1.2, A.1, 7.1-2, 七点一
               | letter figures                               A1: only where nothing else is said
               | (article | section | § | # | ...) levels      Article 133, Sec. 5.4, §3, #11, clause four point one
               | (articles | sections | §§ | ...) levels {(, | and | to) levels}   Sections 1, 3 and 5; alone Art. 1 & 3
               | (按 | 见 | ...) number 、( number )              按二、（六）, as below 二、 is printed
               | number                                        133, 39-1: only where nothing else is said
    part       = 第 number {(、 | 和 | 至) number} (款 | 项 | 目 | 号 | 段 | 点)
               | [第] ( number ) {(、 | 和 | 至) ( number )} [项]
               | 最后一 (款 | 项) | ( letter ) | [,] (paragraph | item | ...) number | [,] second paragraph
    before     = (second paragraph | paragraph number | item (letter) | ...) of clause

Any text is read from left to right in time linear in its length: each rule looks at a bounded stretch. Nothing is known
here of documents: whether 7.1 is a clause or a quantity, `references` tells.
"""

import re

from bot.rulebook.designation.designators import PartUnit
from bot.rulebook.designation.numerals import CHINESE_NUMERALS, ENGLISH_NUMERAL
from bot.rulebook.heading import HeadingKind

# The same length as what is written: full-width signs, traditional characters and 壹贰叁 become those of the grammar.
_FOLDED = {chr(0xFF01 + offset): chr(0x21 + offset) for offset in range(94)} | {"\u3000": " "}
_FOLDED |= dict(
    zip("條項節編錄圖則點號壹贰叁肆伍陆柒捌玖拾佰", "条项节编录图则点号一二三四五六七八九十百", strict=True)
)
_FOLDS = re.compile(f"[{re.escape(''.join(_FOLDED))}]|(?<=[百千])[0Oo](?=[一二三四五六七八九])")  # 一百0一

CAPITALS = {letter: letter - 32 for letter in range(ord("a"), ord("z") + 1)}

_CHINESE = rf"[{CHINESE_NUMERALS}]"
_FIGURES = r"[0-9]{1,4}"
_BEFORE = rf"(?<![0-9A-Za-z])(?<![0-9]\.)(?<!{_CHINESE})"  # figures that go on are dates, sums, telephones
_AFTER = r"(?![0-9%]|\.[0-9])"
_NUMBER = rf"(?:{_FIGURES}{_AFTER}|{_CHINESE}{{1,15}}+)"
_ORDINAL = (
    rf"(?:[0-9]{{1,5}}{_AFTER}|{_CHINESE}(?:[ ]?{_CHINESE}){{0,14}}+)"  # blanks are what a PDF leaves between
)
_LATIN = (
    rf"(?:[0-9]{{1,3}}|(?-i:[IVXLC]{{1,7}}|[A-Z])|{ENGLISH_NUMERAL})"
    r"(?![0-9A-Za-z])(?!\.[0-9])"
)
_LEVELS = (
    rf"{_BEFORE}(?:[0-9]{{1,3}}|(?-i:[IVXLC]{{1,7}}|(?!S\.)[A-Z]{{1,2}}[0-9]{{0,3}}))(?:\.[0-9]{{1,4}}){{1,7}}(?:-[0-9]{{1,3}}(?![.0-9]))?{_AFTER}"
    rf"|{_BEFORE}(?-i:[A-Z]{{1,2}}|[IVXLC]{{3,7}})-[0-9]{{1,4}}{_AFTER}"
)
_SPACED_LEVELS = (  # 7 . 1, 7。1, 七点一, where nothing else is said
    rf"(?:[0-9]{{1,3}}|{_CHINESE}{{1,5}})(?:[ ]?[.。·点][ ]?(?:[0-9]{{1,4}}|{_CHINESE}{{1,5}})){{1,5}}(?![0-9%])"
)
_JOIN = r"[ ]?(?:[、,和及与]|至|到|[-~—–])[ ]?"
_RANGE = r"[ ]?(?:起?至|起?到|[-~—–]|to\b|thru\b|through\b)[ ]?"
_COUNTED = (
    r"(?!生产线|产线|流水线|街|河|船|裤|鱼|狗|短信|消息|评论|留言)"  # 第9条生产线 is one of several lines
)

HEADING_UNITS = {
    "编": HeadingKind.PART,
    "篇": HeadingKind.PART,
    "部分": HeadingKind.PART,
    "分编": HeadingKind.SUBPART,
    "章": HeadingKind.CHAPTER,
    "节": HeadingKind.SECTION,
}
HEADING_WORDS = {
    "part": HeadingKind.PART,
    "ch": HeadingKind.CHAPTER,
    "chap": HeadingKind.CHAPTER,
    "chapter": HeadingKind.CHAPTER,
    "appendix": HeadingKind.ANNEX,
    "app": HeadingKind.ANNEX,
    "annex": HeadingKind.ANNEX,
    "schedule": HeadingKind.ANNEX,
    "exhibit": HeadingKind.ANNEX,
    "attachment": HeadingKind.ANNEX,
}
HEADING_PLURALS = {
    "parts": HeadingKind.PART,
    "chapters": HeadingKind.CHAPTER,
    "appendices": HeadingKind.ANNEX,
    "annexes": HeadingKind.ANNEX,
    "schedules": HeadingKind.ANNEX,
    "exhibits": HeadingKind.ANNEX,
    "attachments": HeadingKind.ANNEX,
}

HEADING = re.compile(
    rf"(?P<ordinal>第)[ ]?(?P<number>{_ORDINAL})[ ]?(?P<unit>{'|'.join(HEADING_UNITS)})(?!课)", re.IGNORECASE
)
HEADINGS = re.compile(
    rf"第[ ]?(?P<numbers>{_NUMBER}(?:{_JOIN}第?[ ]?{_NUMBER}){{1,9}})[ ]?(?P<unit>{'|'.join(HEADING_UNITS)})(?!课)"
)
HEADINGS_ALONE = re.compile(  # 三、四章
    rf"{_BEFORE}(?P<numbers>{_NUMBER}(?:{_JOIN}{_NUMBER}){{1,9}})[ ]?(?P<unit>章)(?!课)"
)
HEADINGS_WORD = re.compile(rf"(?<![a-z])(?P<word>{'|'.join(HEADING_PLURALS)})[ ](?={_LATIN})", re.IGNORECASE)
HEADINGS_WORD_ALONE = re.compile(  # Appendix A and B
    rf"(?<![a-z])(?P<word>{'|'.join(HEADING_WORDS)})\b\.?[ ](?={_LATIN})", re.IGNORECASE
)
LISTED_HEADING = re.compile(rf"(?P<number>{_LATIN})", re.IGNORECASE)
CHAPTER = re.compile(rf"{_BEFORE}(?P<number>{_NUMBER})[ ]?(?P<unit>章)", re.IGNORECASE)
SECTION_BELOW = re.compile(rf"(?!两)(?P<number>{_NUMBER})[ ]?(?P<unit>节)(?!课)")
ANNEX = re.compile(
    rf"附[件录表图](?:[ ]?(?P<number>{_NUMBER}|(?-i:[A-Z])(?![a-z]))(?![ ]?[份个页张])|(?P<alone>))",
    re.IGNORECASE,
)
TABLE = re.compile(
    rf"(?:(?<!附)表[ ]?|(?<![a-z])table[ ])(?P<number>{_NUMBER})(?![ ]?[份个张])", re.IGNORECASE
)
HEADING_WORD = re.compile(
    rf"(?<![a-z])(?P<word>{'|'.join(HEADING_WORDS)})\b\.?[ ]?(?P<number>{_LATIN})", re.IGNORECASE
)
_ARTICLE_NUMBER = (  # ArticleV, but not Arts
    rf"(?<![a-z])art(?:icle|\.)?(?P<number>[ ]{_LATIN}|[ ]?(?:[0-9]{{1,3}}|[ivxlc]{{1,7}})(?![a-z0-9]))"
)
ARTICLE_WORD = re.compile(rf"{_ARTICLE_NUMBER}(?=[ ,:›>\])】–—-]{{0,3}}(?:sec|§))", re.IGNORECASE)
ARTICLE_ABOVE = re.compile(_ARTICLE_NUMBER, re.IGNORECASE)  # Section 3 of Article V
SECTION_WORD = re.compile(r"sec|§", re.IGNORECASE)
LIST = re.compile(
    rf"(?P<ordinal>第)?[ ]?(?P<numbers>{_BEFORE}{_NUMBER}(?:{_JOIN}第?[ ]?{_NUMBER}){{1,9}})[ ]?条{_COUNTED}",
    re.IGNORECASE,
)
ARTICLE = re.compile(
    rf"(?P<ordinal>第)[ ]?(?P<number>{_ORDINAL}(?:-[0-9]{{1,3}}|[ ]?之[ ]?{_NUMBER})?)[ ]?条{_COUNTED}",
    re.IGNORECASE,
)
UNIT_ARTICLE = re.compile(rf"{_BEFORE}(?P<number>{_NUMBER}(?:-[0-9]{{1,3}})?)[ ]?条{_COUNTED}", re.IGNORECASE)
BELOW_HEADING = re.compile(
    rf"(?<=[按照见依据])(?P<number>{_CHINESE}{{1,3}}+)、(?=\({_CHINESE}{{1,3}}+\))"
)  # 按二、（六）
INSERTED = re.compile(rf"[ ]?(?:之|の(?!{_NUMBER}[つ项]))[ ]?(?P<number>{_NUMBER})", re.IGNORECASE)
DOTTED = re.compile(rf"(?P<ordinal>第[ ]?)?(?P<number>{_LEVELS})(?P<unit>[ ]?条)?", re.IGNORECASE)
SPACED = re.compile(rf"(?P<number>{_SPACED_LEVELS})", re.IGNORECASE)
_WORDED = (  # a number behind a word: 4.1, 39-1, VIII, four point one
    rf"(?:{_LEVELS}|{_FIGURES}(?:-[0-9]{{1,3}})?{_AFTER}"
    rf"|{ENGLISH_NUMERAL}(?:[ ]point[ ]{ENGLISH_NUMERAL}){{1,5}}(?![a-z])|{_LATIN})"
)
CODED = re.compile(rf"{_BEFORE}(?P<number>(?-i:[A-Z]{{1,2}})[0-9]{{1,3}})(?![0-9A-Za-z.-])")  # A1
CLAUSE_WORD = re.compile(
    r"(?:(?<![a-z])(?:(?:appendix|annex|schedule|exhibit|attachment)(?=[ ](?-i:[A-Z])\.[0-9])"  # Appendix A.2
    r"|(?:article|section|clause|rule|chapter)(?!s)|art\.|sect?\.?|ss?\.|no\.)|§|\#|条款|条目|条文)[ ]?"
    r"(?:number[ ](?=[0-9]))?"
    rf"(?P<number>{_WORDED}|{_CHINESE}{{1,15}}+(?!条))",
    re.IGNORECASE,
)
CLAUSE_WORDS = re.compile(
    rf"(?:(?<![a-z])(?:articles|sections|clauses|rules|arts\.|sects?\.|secs\.|ss\.)|§§)[ ]?(?P<number>{_WORDED})",
    re.IGNORECASE,
)
SECTION_SIGN = re.compile(rf"(?<![a-z])ss?[ ](?=[0-9])(?P<number>{_WORDED})", re.IGNORECASE)  # s 5, ss 5-7
LISTED_NUMBER = re.compile(rf"(?P<number>{_WORDED})", re.IGNORECASE)
WORD_JOIN = re.compile(
    r"[ ]?(?:,[ ]?(?:and|or)\b|,|and\b|or\b|&|(?P<to>to\b|thru\b|through\b|[-~—–]))[ ]?", re.IGNORECASE
)
POINT = re.compile(r"[ ]point[ ]", re.IGNORECASE)
BARE = re.compile(rf"{_BEFORE}(?P<number>{_NUMBER}(?:-[0-9]{{1,3}})?){_AFTER}", re.IGNORECASE)
PART_UNITS = {
    "": PartUnit.BRACKETED,
    **dict.fromkeys(("款", "段", "paragraph", "para", "para."), PartUnit.PARAGRAPH),
    **dict.fromkeys(("项", "点", "步", "item", "point", "step", "bullet"), PartUnit.ITEM),
    **dict.fromkeys(
        ("subparagraph", "sub-paragraph", "subsection", "subclause", "clause"), PartUnit.BRACKETED
    ),
    "目": PartUnit.SUBITEM,
    "号": PartUnit.JAPANESE_ITEM,
}
ENGLISH_ORDINALS = {
    word: place
    for place, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 1
    )
}
_LETTER = r"(?:[a-z]|[ivx]{2,4})"
_PART_WORD = (
    r"paragraph|para\.?|item|point|step|bullet(?=[ ]\d)|sub-?paragraph|subsection|subclause|clause(?=[ ]?\()"
)
_ENGLISH_PART = (
    rf"(?P<word>{_PART_WORD})[ ]?(?:\(?(?P<worded>[0-9]{{1,3}}|{ENGLISH_NUMERAL})\)?(?![0-9a-z.])"
    rf"|(?:\(|(?<=[ ]))(?P<worded_letter>{_LETTER})(?:\)|(?![0-9a-z])))"  # items are no item s
    rf"|(?P<nth>{'|'.join(ENGLISH_ORDINALS)}|last)[ ](?P<nth_word>{_PART_WORD})(?![a-z])"
)


ENCLOSED = "㈠-㈩⑴-⒇①-⑳"


def _part(ordinal: str, without: str) -> re.Pattern[str]:
    """What names a part behind its clause; `ordinal` stands before its number, and behind one `without` it this."""
    unit = r"(?P<unit>款(?!项)|项(?!目)|目(?![标的前录])|号(?![楼线館馆令文])|段|点(?!钟)|步(?!骤))"
    listed = rf"{_ORDINAL}(?:{_JOIN}第?[ ]?{_ORDINAL}){{0,9}}"
    bracketed = rf"(?:\([ ]?{_NUMBER}[ ]?\)|[{ENCLOSED}])"
    return re.compile(
        rf"[ ]?(?:(?:[的里中]|下面?)的?[ ]?)?(?:{ordinal}[ ]?(?:(?P<numbers>{listed})|\(?[ ]?(?P<one>{_NUMBER})[ ]?\))"
        rf"[ ]?{unit}(?(ordinal)|{without})"
        rf"|第?(?P<bracketed>{bracketed}(?:{_JOIN}第?{bracketed}){{0,9}})(?:[ ]?项)?"
        rf"|最[后後]一?[ ]?(?P<last>款|项|目|段|点)"
        rf"|第?\(?(?P<letter>{_LETTER})\)(?:[ ]?项)?|第?(?P<item_letter>[a-z])项)"
        rf"|[ ]?,?[ ](?:the[ ])?(?:{_ENGLISH_PART})",
        re.IGNORECASE,
    )


PART = _part("(?P<ordinal>第)", "")
PART_ALONE = _part(
    "(?P<ordinal>第)?", rf"(?:(?<=款)|(?=$|[^\u4e00-\u9fff]|第|{_CHINESE}))"
)  # 12条2款, and not 三项内容
# 第二项2, （二）之2, （一）1、2
SUBITEM_ALONE = re.compile(
    rf"[ ]?之?[ ]?(?P<numbers>{_NUMBER}(?:{_JOIN}{_NUMBER}){{0,9}})(?![\u4e00-\u9fffA-Za-z0-9])"
)
LETTER_ALONE = re.compile(r"[ ]?(?P<letter>[a-z])(?=[ ?？.。!！]{0,3}$)", re.IGNORECASE)  # 4.1 a
LETTER_ON_NUMBER = re.compile(
    r"(?<=[0-9])(?P<letter>[a-z])(?![a-z0-9])", re.IGNORECASE
)  # § 12a, also one of its own
PART_JOIN = re.compile(rf"({_JOIN}|[ ]?,?[ ]?(?:and|or|to)[ ])", re.IGNORECASE)
PART_BEFORE = re.compile(
    rf"(?:(?:{_ENGLISH_PART})|\((?P<letter>{_LETTER})\))[ ](?:of|in|under)[ ](?:the[ ])?", re.IGNORECASE
)
PART_BEFORE_TEXT = re.compile(rf"(?<![a-z])(?:{PART_BEFORE.pattern})$", re.IGNORECASE)
BETWEEN = re.compile(
    r"(?:[ ,]{0,2}[中内里]?的?[ ,]?|[ ]{0,2}[】〗〕」』\])][ ]{0,2}(?=第|sec|§)|[ ][›>][ ]"
    r"|[ ]?[-–—·][ ]?(?=第)|[ ]?[-–—:›>][ ]?(?=sec|§))"
    r"(?=第|[0-9]|article|art|sec|§|clause|附|[前最后後末倒]|" + _CHINESE + ")",
    re.IGNORECASE,
)
WITHIN = re.compile(r"(?:[ ]?,[ ]|[ ][›>][ ]|[ ])(?=ch)", re.IGNORECASE)  # Part II, Chapter 1
_REST = r"的?(?:所有|全部|各)?的?(?:条[款文]?|[规規]定|[内內]容)"
OPEN = re.compile(  # 第80条到最后, 从第三条起, 第三条以后; 12条到底说啥 and 第三条后面写了什么 are none
    r"[ ]?(?:(?P<onwards>(?:至|到|[-~—–])[ ]?(?:最[后後]|[末结結]尾|[结結]束|最末|[底完](?![\u4e00-\u9fff]))"
    r"(?:[一1]?条)?"
    r"|(?:[开開]始|起)(?:到最[后後]|[以之往][后後])?(?![至到])"
    rf"|以?及(?:[以之]|其)[后後](?:{_REST}|的)?)"
    rf"|(?P<behind>[以之往][后後](?:{_REST}|的)?|[后後]面{_REST})|(?P<before>[以之]前(?:{_REST}|的)?|前面{_REST}))"
    r"|,?[ ](?:(?:to|until|till|through)[ ](?:the[ ])?(?:very[ ])?(?:end|last(?:[ ]one)?)|on(?:wards?)?|forwards?"
    r"|and[ ](?:after|later|beyond|onwards?|up|(?:all[ ])?(?:the[ ])?following))(?![a-z])",
    re.IGNORECASE,
)
COUNTED = re.compile(  # 前五条, 倒数第二条, last three sections; not 前一条, which is the one before
    rf"(?:(?P<first>(?:最?前面?|[开開]?头|[开開]頭)的?(?![一1]条))|(?P<from_end>倒[数數]第)"
    rf"|(?P<last>(?:最[后後]面?|[后後]面?(?!的?[一1]条)|[末结結]尾|倒[数數])的?))[ ]?(?P<number>{_NUMBER})[ ]?"
    rf"条{_COUNTED}"
    rf"|(?P<worded>first|last)[ ](?:(?P<count>{ENGLISH_NUMERAL}|[0-9]{{1,3}})[ ])?"
    r"(?:article|section|clause|rule|provision)s?(?![a-z])(?![ ]?[0-9(])",
    re.IGNORECASE,
)
NTH = re.compile(
    rf"(?:(?P<word>{'|'.join(ENGLISH_ORDINALS)})|(?P<number>[0-9]{{1,3}})(?:st|nd|rd|th))[ ]"
    r"(?:article|section|clause|rule)(?![a-z])(?![ ]?[0-9(])",
    re.IGNORECASE,
)
JOINED = re.compile(f"({_JOIN})", re.IGNORECASE)
TO = re.compile(_RANGE, re.IGNORECASE)
OF = re.compile(r"[ ]?(?:(?:of|in|under|within|,)[ ](?:the[ ])?|\()", re.IGNORECASE)
# In a running text 十二条 and 133 are so many: only what may be sure is looked at.
STARTS_IN_TEXT = re.compile(
    rf"第|附[件录表图](?=[ ]?(?:{_NUMBER}|(?-i:[A-Z])))|§|条[款目文]|(?<=[按照见依据]){_CHINESE}{{1,3}}+、\("
    r"|[0-9]{1,3}\.(?=[0-9])|(?-i:[IVXLC]{3,7}|[A-Z]{1,2}[0-9]{0,3})[.-](?=[0-9])"
    r"|(?<![a-z])(?:articles?|arts?|sections?|secs?|clauses?|rules?|no|ch|chap|chapters?|parts?|appendi(?:x|ces)|annex(?:es)?|schedules?|exhibits?|attachments?)\b",
    re.IGNORECASE,
)
BEGINNINGS_IN_TEXT = re.compile(
    rf"[第附§条0-9A-Zascrnpe]|(?<=[按照见依据]){_CHINESE}"
)  # one of them is where each of these starts
STARTS = re.compile(
    rf"第|附[件录表图]|表|[前最后後末结結倒头开開]|[0-9§#]|{_CHINESE}|条[款目文]|(?-i:[A-Z])|(?<![a-z])(?:article|art|section|sec|ss?\.|clause|rule|no|ch|part|app|annex|sch|exhibit|attachment|table"
    rf"|{_PART_WORD}|{'|'.join(ENGLISH_ORDINALS)}|last|final)",
    re.IGNORECASE,
)
BLANKS_AND_DOT = re.compile(r"[ ]?[.。·点][ ]?")
LEADING_NOUGHTS = re.compile(r"^0+(?=[0-9])")


def folded(text: str) -> str:
    """A text of the same length in the signs of the grammar.

    As str.translate would do it, which takes ten times as long where few characters are other ones.
    """
    return _FOLDS.sub(lambda sign: _FOLDED.get(sign[0], "〇"), text)
