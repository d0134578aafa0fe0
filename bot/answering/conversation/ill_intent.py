"""Who asks how to do something unseen, or where to get a forgery: no clause tells, whatever words it shares."""

import re

_UNSEEN = re.compile(
    r"""
    (?:怎[么麼样樣] | 如何 | 咋 | [什甚][么麼](?:[办辦]法|方法|招) | 教我)
    .{0,30}不(?:[会會])?(?:被|[让讓])(?:[别別]?人|公司|[领領][导導]|老板|警察|同事|系[统統]|[监監]控)?
    (?:[发發][现現觉覺] | 察[觉覺] | 看出[来來] | [认認]出[来來] | [识識]破 | 抓 | 查 | 逮)
    | \bhow\b.{0,60}\bwithout\ (?:being|getting)\ (?:caught|noticed|found\ out|detected)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FORGED = re.compile(
    r"(?:哪|怎[么麼样樣]|如何|咋|[谁誰]).{0,4}(?:[买買]|弄|搞|[办辦]|做|[开開])到?[一几]?[张個个份本]?假的?"
    r"(?:身份[证證]|[证證]|[发發]票|[学學][历歷]|文[凭憑]|病[历歷假]|[诊診][断斷]|公?章|[护護]照|[驾駕]照|工牌)",
)
# Who reports or punishes something, or keeps what is theirs from others, has reason to ask.
_RIGHTLY = re.compile(
    r"[处處][理罚罰分]|[开開]除|[责責]任|后果|後果|[举舉][报報证證]|投[诉訴]|[检檢][举舉]|反映|匿名|[隐隱]私|保[护護]|防|\b(?:report|complain|whistle|anonym|privacy|protect)",
    re.IGNORECASE,
)


def has_ill_intent(said: str) -> bool:
    """Whether somebody asks how not to be caught at something, or for a forgery: 如何洗钱不被查."""
    return bool(_UNSEEN.search(said) or _FORGED.search(said)) and not _RIGHTLY.search(said)
