"""Words that make a question and are not what it is about: question words, and words that any question may hold.

One file for all who ask whether a text is a question, has a subject of its own, or shares words with a clause.
"""

import re

_FUNCTION_WORDS = """
    a an the this that these those there here it its i me my mine you your yours he him his she her hers we us our ours
    they them their who whom whose what which when where why how many much long often soon fast far
    is are was were be been being am do does did done have has had having can could may might must shall should will
    would i'm i've i'd you're we're he's she's it's they're what's who's where's that's there's
    don't doesn't didn't can't isn't aren't won't
    im ive whats whos wheres thats theres dont doesnt didnt cant isnt arent wasnt wont wouldnt shouldnt couldnt havent
    of to in on at by for from with without as about into onto over after before during until if or and but so than then
    not no any some all now still also just only too very please yes need want get got let
    rule rules policy policies
"""
_GENERIC_WORDS = """
    approve approves apply report ask submit take happen happens day days hour hours advance required allowed
"""
_COMMON_WORDS = """
    time year people way man men woman women day thing world life hand part place case week company system program
    question work number night point room mother area fact month lot right eye job word business issue side head
    house service father line end city name team idea information back parent others level office person party
    result change morning reason girl guy moment air teacher bit couple someone somebody anyone anybody everyone
    everybody nobody something anything everything nothing else say said go goes went gone make made know knew known
    think thought take took taken see saw seen come came look use find found tell told ask seem feel felt try call
    keep kept begin start show put mean turn help run move live believe hold bring brought happen write provide sit
    stand meet include continue set lead understand watch follow stop create speak read allow add spend grow open
    walk remember love consider appear wait build stay fall cut remain suggest raise pass require decide pull give
    gave given getting like good new first last great little own old big high different small large next young
    important few public bad same able best better free full sure real whole special easy clear hard left local main
    possible several certain true ready nice wrong fine happy today tomorrow yesterday tonight again always never
    ever sometimes usually already yet maybe perhaps away around down up out off together later really actually even
    enough quite one two three four five six seven eight nine ten half once twice second third monday tuesday
    wednesday thursday friday saturday sunday more most less least such every each both either neither okay ok sorry
    thanks hi hello hey
"""
_ENDINGS = (("", ""), ("s", ""), ("es", ""), ("ies", "y"), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e"))
_OPENERS = """
    what when where who whom whose which why how can could may must do does did is are am will would shall should and
"""

ENGLISH_OPENERS = tuple(_OPENERS.split())
"""The words that an English question begins with."""

COMMON_WORDS = tuple(_COMMON_WORDS.split())
"""English words that any text holds, whatever it is about: they tell little, however few clauses have them."""

_COMMON = frozenset(COMMON_WORDS)

INTERROGATIVE = (
    r"[什甚][么麼]|啥|怎[么麼样樣]|咋|如何|[为為]何|何[时時]|哪|[谁誰]|[几幾][个個天次点點年月时時小]|多[少久长長大高]"
    r"|是否|能否|可否|有[无無]|(?P<verb>[\u4e00-\u9fff])[不没沒](?P=verb)"
)
"""A Chinese question word, or a verb asked for by its yes and no (能不能), as part of a pattern."""

# What a question can be made of without saying what it is about; the longer expressions first.
_GENERIC = re.compile(
    r"""(?:
    (?:[什甚][么麼])?[时時]候 | [为為][什甚啥][么麼]? | [什甚][么麼] | 多[长長][时時][间間] | 多久
    | 多少[钱錢天次个個人]? | 多[长長大高] | [几幾](?:天|个|個|次|小时|小時|分钟|分鐘|点|點|号|號|月份?|年)*
    | 怎[么麼](?:[办辦](?!理)|[样樣])? | 怎[样樣] | 如何 | 咋 | [谁誰] | 哪[里裡儿些个個]? | 是不是 | 要不要 | 能不能够?
    | 可不可以 | 用不用 | [会會]不[会會] | 不?需要 | [应應][该該] | 必[须須] | 可以 | 可否 | 能[够夠]?
    | 要 | [会會] | 得 | [该該] | 需 | 想 | 行 | 最[晚早长長多少后後] | 至少 | 之?[内內] | 以[内內前后後]
    | 之[前后後] | 提前 | 期限 | [时時][间間限] | [还還] | 也 | 都 | 再 | 就 | 又 | 只 | 才 | 不
    | [没沒]有? | 申[请請] | [办辦]理? | [审審]?批准? | 同意 | 提交 | 交 | [报報](?:告|(?![销銷表名到]))
    | 答[复覆復] | 回[复覆復] | 告[诉訴] | 通知 | 知道 | 找 | [写寫] | 填 | 走 | 弄 | 搞 | 做 | [处處]理
    | 算 | [给給] | [对對] | 向 | 手[续續] | 流程 | 步[骤驟] | [条條]件 | 有 | 是 | 在 | 到 | 去(?!向) | [来來]
    | [从從] | 用 | 被 | [让讓] | 把 | 和 | 跟 | [与與] | 了 | 的 | 地 | [着著] | [过過] | [个個]
    | [们們] | [啊呀吧吗嗎呢么麼嘛哦] | 那 | [这這] | 它 | 其 | [请請][问問] | 麻[烦煩] | 一下 | 具[体體]
    | 大概 | 一般 | [我你您他她] | 自己 | [领領][导導] | 小[时時] | 天 | 日(?![报報]) | 次
    )++""",
    re.VERBOSE,
)
_ENGLISH_GENERIC = frozenset((_FUNCTION_WORDS + _GENERIC_WORDS).split())
# What makes a text a question, and courtesy around it, longer expressions first. They tell what kind of answer is asked
# for, not what it is about: rare in clauses and common in the owners' wordings, they would outweigh the subject.
_ASKING = re.compile(
    r"""
    [您你]好(?:[呀啊])? | (?:麻烦|想|我想|想要|请)(?:请问|问|请教|咨询|了解|知道|打听){1,2}(?:一?下|问)?
    | 请问(?:一?下)? | (?:请教|咨询|了解|打听|问)一下 | 麻烦(?:[您你])?(?:了|一下)? | 谢谢(?:[您你])?
    | (?:什么|啥)时候 | 为什么 | 为啥 | 为何 | 什么样 | 什么 | 啥 | 何时
    | 怎么[办样着]? | 怎样 | 如何 | 咋[办整样]?
    | 是否 | 能否 | 可否 | 能不能够? | 可不可以 | 会不会 | 是不是 | 要不要 | 有没有 | 算不算
    | (?:(?:规定|写|列|说|出自|见|属于)?[是在]?)(?:守则|规章|制度)?[里中]?的?(?:哪|第几)一?[条章节][里中]?
      (?:规定|要求|写|说)?[的了]?
    | ^(?:如果|要是|假如|假使)(?=..)
    | (?<![很许更好太差不几])多(?=[深宽厚](?:[吗呢啊呀?？]|$))
    | 行不行 | 好不好 | 对不对 | 用不用 | 需不需要 | 应不应该 | 可以吗 | 行吗 | 好吗 | 对吗
    | \b(?:which|what|where[ ](?:is|are)[ ](?:the|a))[ ](?:rule|clause|section|chapter|article|paragraph)s?
      (?:[ ](?:that[ ])?(?:says?|states?|covers?|deals?[ ]with|applies|apply|rules?|tells?)\b|[ ](?=(?:on|about|for)\b))
    | \bwho[ ](?:do|should|must|can)[ ](?:i|we)[ ]tell\b
    | \bwhere[ ](?:does[ ](?:it|the[ ](?:hand)?book)|do[ ]the[ ]rules)[ ](?:say|state|mention|talk[ ]about|cover)\b
    """,
    re.VERBOSE,
)
_WORD = re.compile(rf"(?<![a-z0-9'])(?:{'|'.join(map(re.escape, _FUNCTION_WORDS.split()))})(?![a-z0-9'])")
_LETTERS = re.compile(r"[a-z]")


def is_english(normalised: str) -> bool:
    """Whether a normalised text has Latin letters, and otherwise nothing but ASCII and punctuation."""
    return bool(_LETTERS.search(normalised)) and not any(
        character.isalpha() and not character.isascii() for character in normalised
    )


def is_generic(word: str) -> bool:
    """Whether a word, in lower case, can stand in any question and says nothing of what it is about."""
    return word in _ENGLISH_GENERIC or bool(_GENERIC.fullmatch(word))


def is_common(word: str) -> bool:
    """Whether an English word, in lower case and any of its forms, is one that any text holds: decides, asked."""
    forms = (word.removesuffix(ending) + stem for ending, stem in _ENDINGS if word.endswith(ending))
    return any(form in _COMMON for form in forms)


def is_function_word(word: str) -> bool:
    """Whether an English word, in lower case, is one that says nothing by itself: there, would."""
    return bool(_WORD.fullmatch(word))


def without_function_words(normalised: str) -> str:
    """An English text without its function words: each would count as something that the book does not know."""
    return _WORD.sub(" ", normalised)


def without_asking(normalised: str) -> str:
    """A text without question words and courtesy; the text itself where nothing else is in it."""
    left = _ASKING.sub(" ", normalised)
    return left if any(character.isalnum() for character in left) else normalised
