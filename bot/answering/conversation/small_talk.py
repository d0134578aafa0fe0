"""What people say that is no question about the rules: greetings, thanks, errands, and talk among themselves."""

import re

from bot.answering.conversation.days.point_in_time import names_reference_then
from bot.answering.conversation.distress import is_in_distress
from bot.answering.reply import SmallTalkKind
from bot.retrieval import ENGLISH_OPENERS, INTERROGATIVE

_SAID = {
    SmallTalkKind.GREETING: r"""
        (?:你|您)好(?:呀|啊|吗)? | 大家好 | 哈[喽啰囉] | 嗨 | 在吗 | 在不在 | 早安?
        | (?:早上|上午|中午|下午|晚上)好 | 晚安
        | hi | hello | hey | good[ ](?:morning|afternoon|evening)""",
    SmallTalkKind.THANKS: r"""
        (?:(?:好的?|明白了?|知道了|收到)[，,\s]*)?(?:非常|太|多)?(?:感谢|谢谢|謝謝|谢了|多谢|感恩)(?:你|您|啦|了|哦)?
        | 辛苦了? | 好的? | 明白了? | 知道了 | 收到 | 了解了?
        | ok(?:ay)? | thanks?(?:[ ]you)?(?:[ ]very[ ]much|[ ]a[ ]lot)? | thx | got[ ]it""",
    SmallTalkKind.STOP: r"""
        不用了 | 不需要了 | 不用再?(?:回答?|答)了 | (?:别|不要)再?(?:回答?|答|插嘴|说话)了?
        | 停 | 停下 | 停止 | 闭嘴 | 安静
        | stop | no[ ]need | never[ ]?mind | be[ ]quiet""",
    SmallTalkKind.FAREWELL: r"再见 | 再見 | 拜拜 | 回头见 | 下次见 | bye(?:[ ]?bye)? | goodbye | see[ ]you",
    SmallTalkKind.HELP: r"""
        帮助 | 幫助 | 怎么用 | 怎麼用 | 如何使用 | 使用说明 | 你是谁 | 你是誰 | 你叫什么 | 你会什么 | 你會什麼
        | 你能(?:做|干|帮我)什么 | 你有什么功能 | 能问什么
        | help | who[ ]are[ ]you | what[ ]can[ ]you[ ]do | how[ ]do[ ]i[ ]use[ ](?:this|you)""",
}
_BEFORE = r"(?:(?:请问|麻烦|你好|您好|好的?|多?谢谢?|hi|hello|please|ok(?:ay)?|thanks?(?:[ ]you)?)[，,\s]*)?"
_AFTER = r"(?:[，,\s]*(?:多?谢谢?|感谢|thanks?(?:[ ]you)?|thx))?"
_WHOLE = {
    kind: re.compile(rf"{_BEFORE}(?:{words}){_AFTER}", re.IGNORECASE | re.VERBOSE)
    for kind, words in _SAID.items()
}
_ERRAND = re.compile(
    r"""
    (?:请|麻烦)?(?:你|您)?(?:能不能|可以|能)?(?:帮我|替我|给我|幫我)(?:把.{1,15})?
    (?:请(?:个|一天|半天)?.{0,4}假|打卡|报销|订|预订|预约|写|翻译|算一?下|画|做一?[个份张]|发一?[封条个]|改一?下
       |审批|催|打印|买|讲一?个)
    | (?:请|麻烦)?(?:用(?:语音|声音|方言)|大声)(?:朗?读|念|唱|播|讲)
    | 把.{1,12}(?:模仿|朗读|朗诵|唱|念|画)(?:一[遍下段首张]|出来)$
    | (?:我发的|[这那])[张幅个段](?:截图|截屏|图片?|照片|视频|录音|附件)(?:[里上中]面?)?
      (?:[写说讲拍画]的?)?(?:是|有)?(?:什么|啥|谁|哪[里儿])$
    | what[ ](?:does|is[ ](?:in|on))[ ](?:this|the[ ]attached)[ ]
      (?:screenshot|picture|photo|image|video|attachment)(?:[ ]say)?$
    | (?:please[ ])?(?:book|write|translate|draw|order|send|approve|sing|tell[ ]me[ ]an?[ ](?:joke|story))\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ASKS = re.compile(
    rf"[?？]\s*$|[吗嗎么麼呢][\s。.!！~～]*$|{INTERROGATIVE}|[上下]一?[条條款项項章]|^\s*(?:{'|'.join(ENGLISH_OPENERS)})\b",
    re.IGNORECASE,
)
_TO_PEOPLE = re.compile(r"[你您他她咱]|大家|各位|\b(?:you|your|he|she|they|guys|anyone)\b", re.IGNORECASE)
_LONGEST_QUESTION = 300  # characters: who writes more in a conversation is telling something
_TRAILING = " 。．.!！?？~～,，、;；:：\n😀😊🙏👍❤️🎉👋"


def small_talk_kind(said: str) -> SmallTalkKind | None:
    """The kind of a message that is nothing but small talk, or an errand, as a whole; None for anything else."""
    bare = said.strip(_TRAILING)
    for kind, pattern in _WHOLE.items():
        if pattern.fullmatch(bare):
            return kind
    return SmallTalkKind.CANNOT if _ERRAND.match(bare) else None


def addresses_people(said: str) -> bool:
    """Whether a message speaks to, or of, those who read along (你们昨天几点到的)."""
    return bool(_TO_PEOPLE.search(said))


def asks(said: str) -> bool:
    """Whether a message in a running conversation asks anything: by a question word or mark, or by naming a clause.

    Who says that they do not want to live asks for help, in whatever words.
    What people say to each other there is left alone; whatever day stands beside the number, it asks for the clause.
    """
    if len(said) > _LONGEST_QUESTION:
        return False
    return bool(_ASKS.search(said)) or is_in_distress(said) or names_reference_then(said)
