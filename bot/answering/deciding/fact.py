"""The kind of fact that a question asks for (a phone number, an amount, a date), and whether a text states one.

A clause on the right subject is no answer where that kind of fact is not in it: 心理咨询的电话是多少？
"""

import re
from enum import StrEnum
from functools import lru_cache


class Fact(StrEnum):
    """What a question can ask for that a text either states or does not."""

    PHONE = "phone"
    LINK = "link"  # on the web, an e-mail address, something to download
    AMOUNT = "amount"  # of money
    PAY = "pay"  # wages, allowances, what is reimbursed
    SHARE = "share"  # a percentage or a multiple
    DATE = "date"
    CLOCK = "clock"  # a time of day
    TIME = "time"  # how long, how soon, when
    COUNT = "count"
    PERSON = "person"  # a name
    FIRM = "firm"  # a hospital, a bank, a hotel by its name
    ROOM = "room"  # a floor, a room, a street
    PRODUCT = "product"  # a brand, a model, a piece of software
    FAMILY = "family"  # whether it is for them as well
    SIZE = "size"  # how deep, wide, heavy
    USE = "use"  # how a device is worked


# Bounded, so that none takes the square of the time for a long run of figures or blanks.
_NUMBER = r"(?:\d[\d,.]{0,12}|[〇零一二两三四五六七八九十百千万半]{1,12})\s{0,4}"
_SPELT = r"(?:\d[\d,.]{0,12}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|half\ an?|an?)[\s-]{1,4}"
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"

_MONEY = r"(?:rmb|cny|usd|eur|gbp|hkd|us\$|yuan|euros?|dollars?|pounds?|pence|cents?)"
# Of money: with its unit before or behind it, or in a cell below a column, or a table, that has it: 津贴（元/月）：800.
_SUM = (
    rf"{_NUMBER}(?:[元块毛]|万元|亿元|倍|角(?![落度]))|\d\s*分钱|[¥$€£]\s?\d|\d\s?[¥€£¢]"
    rf"|\d\s*{_MONEY}\b|\b{_MONEY}\s{{0,3}}\d|\d[pc]\b|\d\s?per\ ?cent\b|人民币"
    rf"|[(（][^()（）]{{0,12}}(?:[元¥€£$]|\b{_MONEY}\b)[^()（）]{{0,12}}[)）]\s*(?:[:：]\s*\d|\n|$)"
    r"|单位[:：]\s*(?:人民币)?[万千百]?元"
)

# Of leave: how much of it one has, and nothing else about it.
_ENTITLED = (
    r"(?:\ (?:do|does|can|may|will|am|are)\ (?:i|we|you|they|staff|people|employees|everybody)\b"
    r"(?:\ (?:get|have|take|use|allowed|entitled|to|off)\b){0,4})?(?:\ (?:per|a|each|every|in\ a)\ year)?\W*$"
)

# A number of something, which is neither so long nor so much money: in 24 小时 and in 30 minutes nothing is counted.
_MEASURE = (
    r"(?:个?(?:工作日|小时|月|星期|自然日)|分钟|秒|天|日|周|年|点|时|号|[元块%¥€£$°℃]|万?元|分贝|度|米|厘米|公斤|千克"
    rf"|(?:\w{{1,12}}\s)?(?:minutes?|hours?|days?|weeks?|months?|years?|kilos?)\b|{_MONEY}\b|[ap]m\b|:\d)"
)
_COUNTED = (
    rf"(?<![\d.,:第])(?<!第\s)\d[\d,.]{{0,12}}(?![\d,.]|\s?(?:[-–~至到]|to|and)\s?\d|\s{{0,3}}-?{_MEASURE})"
    rf"|\b(?:once|twice|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\b(?!\s(?:to|or)\s\w|[\s-]{_MEASURE})"
)

# What is asked for is to be told or sent; 手机号发错群, 链接点了会怎样 tell what became of one.
_GIVEN = r"(?:是(?!不是|否)|有[吗么没]|多少|[发给](?:[我个下来一]|[?？]|$))"

# What asks for a fact, and what states one; both are looked for in normalised text.
_ROWS = (
    (
        Fact.PHONE,
        rf"""(?<![个通打接回])(?:电话|手机|热线|分机)(?:号码?)?(?:{_GIVEN}|[?？]|$) | 联系方式{_GIVEN}
        | [打拨](?:哪个|什么|多少)(?:电话|号) | [打拨].{{0,3}}号码(?:是|[?？]?$) | 几号分机
        | \b(?:phone|telephone|hotline|extension)\ number
        | \b(?:what|which)\ (?:extension|number)\b""",
        r"(?<![\d,.])\d{3,}(?![\d,.]*\s?(?:[元块年天日次人名个份字米克度分%]|euros?\b|dollars?\b|people\b))|\+\d+|拨打",
    ),
    (
        Fact.LINK,
        rf"""(?:网址|链接|二维码)(?:{_GIVEN}|呢?[?？]?$|在哪)
        | (?:求|要|发|给)(?:我|一?个|一?下){{0,3}}(?:网址|链接|二维码)
        | 邮箱(?:地址)?{_GIVEN} | 哪个(?:网站|群) | 哪[里儿]?(?:可以|能)?下载
        | \b(?:what|which|where|send|have|is\ there)\b.{{0,40}}\b(?:url|link|website|web\ address|e-?mail\ address)\b
        | \bdownload\b""",
        r"https?:|www\.|\.(?:com|cn|org|net)\b|@|链接|网址|下载|\bportal|\bonline",
    ),
    (
        Fact.LINK,
        r"\b(?:an|the|any)\ app\b|\btemplates?\b|模板",
        r"\bapp\b|\btemplates?\b|\bforms?\b|模板|表|附件",
    ),
    (
        Fact.AMOUNT,
        r"""多少钱 | 多少[元块] | 几(?:块钱|元|百块|千块|万块) | 金额是?多少 | 发几百
        | [赔罚交涨](?:我|我们)?多少(?!分)
        | (?:奖金|补[贴助]|津贴|预算|押金|罚款|费|补偿金?|赔偿金?|报酬|价格|薪|工资)
          (?:是|有|给|发|要|交|收|能|会|一共|每[月年天人次晚]|大概|一般)*多少
        | (?:[钱额格值]|现金).{0,3}[超满到]过?多少
        | (?:给|发|加薪|领|拿|拨)多少(?:[?？]|$) | 多少.{0,4}(?:补贴|津贴|费|奖金|押金|预算|工资|补偿|赔偿)
        | \bhow\ much\b(?!\ (?:\w+\ ){0,2}(?:notice|time|leave|holidays?|vacation|warning|heads\ up|rest)\b)
        | \bwhat(?:\ is|'s)\ the\ (?:\w+\ ){0,3}
          (?:salary|fee|fine|price|cost|wage|rate|rent|bonus|budget|deposit|allowance|credit\ limit)\b
        | \blimit\ (?:on|of|for)\ .{0,20}\bcard\b | \bhow\ (?:big|large|high)\ is\b.{0,20}\b(?:bonus|raise|fine)\b
        | \bwhat\ (?:does|do|will|would)\ .{1,40}\b(?:cost|charge)\b""",
        rf"{_SUM}|%|百分之|免费|不收|全额|无偿|¥"
        r"|(?:工资|待遇|标准)(?:为|按)|按.{0,16}(?:支付|计算|发给|赔偿|补偿|执行)"
        r"|\d\s*percent|\bfree\b|\bfull (?:salary|pay|rate)\b|\brate of\b"
        r"|\b(?:and a quarter|half|thirds|twice|double|hundred|thousand|unpaid)\b|\b(?:no|without) (?:cost|charge|fee)",
    ),
    (Fact.AMOUNT, r"扣(?:我|我们)?多少(?!分)", rf"{_SUM}|%|百分之|{_NUMBER}分(?!钟)"),
    (Fact.PAY, r"工资|薪水|薪资|底薪|加薪", r"工资|薪|待遇|报酬"),
    (Fact.PAY, r"补贴|津贴|补助", r"补贴|津贴|补助|资助|元"),
    (Fact.PAY, r"报销|折现", r"报销|费用|[费钱]由|资助|支付|承担|折|发票"),
    (Fact.PAY, r"\b(?:salary|wages?|allowance|pension)\b", r"\b(?:salar|pay|paid|wage|allowance|pension)"),
    (
        Fact.PAY,
        r"\b(?:extra\ pay|paid\ extra|bonus|severance|mileage|paid\ out|sell)\b",
        r"\b(?:bonus|severance|mileage|cash|paid out|premium|supplement|allowance|compensat|per (?:km|kilomet|mile))"
        r"|奖金|补[贴偿]|津贴|元|工资",
    ),
    (
        Fact.SHARE,
        r"""[打几]几?折 | 百分之几 | (?:多少|多大|什么|几)比例 | 比例是 | 几倍 | 几成 | 占多[少大]
        | \bwhat\ (?:(?:is|are)\ the\ )?(?:percentage|share|percent)\b""",
        rf"%|百分之|分之|{_NUMBER}(?:倍|折|成)|全额|一半|percent|\bhalf\b|\btwice\b",
    ),
    (
        Fact.SHARE,
        r"配比 | (?:怎么|如何|咋)(?:配(?![合备置送发])|兑|稀释|调配) | 兑多少 | 几比几 | \bwhat\ ratio\b | \bdilut",
        rf"\d\s*[:：]\s*\d|{_NUMBER}比|%|百分之|分之|{_NUMBER}(?:倍|毫升|升|克|勺|滴|片)"
        r"|\d\s?(?:ml|parts?)\b|\b1\ to\ \d",
    ),
    (
        Fact.DATE,
        r"几月?几?[号日](?!线) | 哪一?天 | 几月份? | \b(?:what|which|exact)\ (?:date|day|month)\b",
        rf"{_NUMBER}[日号月]|星期|周[一二三四五六日末]|首日|当[日天]|次日|月[初底末]|季度|每[月周日天]"
        rf"|\d(?:st|nd|rd|th)\b|\b(?:{_MONTH}|\w{{1,9}}day)\b",
    ),
    (
        Fact.CLOCK,
        r"几点(?!建议|要求|原因) | \bwhat\ time\b",
        rf"\d\s*[:：]\s*\d|{_NUMBER}[点时](?![间长])|[整正]点|\bnoon\b|\d\s*[ap]m\b|上班|下班",
    ),
    (
        Fact.TIME,
        rf"""假.{{0,4}}(?:一年|每年|总共|一共|到底).{{0,6}}几天 | (?:一年|每年|总共|一共)有?几天.{{0,4}}假
        | 假期?(?:能|可以)?(?:有|是|放|给|休|歇)?(?:几|多少)天(?:[假呢啊吗?？]|$)
        | \bhow\ many\ (?:\w+\ ){{0,2}}(?:days|weeks)(?:\ of|\ off)?(?:\ (?!before|after|until|in\b|ahead)\w+){{0,2}}
          \ (?:leave|holidays?|vacation)\b{_ENTITLED}
        | \bhow\ (?:many|much)\ (?:\w+\ ){{0,2}}(?:leave|holidays?|vacation)(?:\ days)?\b{_ENTITLED}""",
        # Not how early it is asked for, or from which length on somebody else grants it.
        rf"(?<!提前)(?<!超过)(?<!提前\s)(?<!超过\s)(?<![\d一二三四五六七八九十百两])"
        rf"{_NUMBER}个?(?:天|日|周|星期|月|工作日)(?!\s?以?[内上前])"
        rf"|(?<!within\s)(?<!after\s)(?<!than\s){_SPELT}(?:\w{{1,20}}\ )?(?:days?|weeks?|months?)\b"
        r"(?!'|’|\s(?:notice|before|in\ advance|ahead|earlier|prior))",
    ),
    (
        Fact.TIME,
        r"\bhow\ long\b",
        rf"{_SPELT}(?:\w{{1,20}}\ )?(?:minutes?|hours?|days?|weeks?|months?|years?|characters?|pages?)|\d:\d"
        rf"|{_NUMBER}个?(?:年|月|日|天|周|小时|分钟|工作日)"
        r"|\b(?:once|twice|until|immediately|permanent|indefinite|as long as|end of|noon)",
    ),
    (
        Fact.TIME,
        r"""多久 | 多长时间 | (?:多少|几)(?:个?工作日|天|日|个?月|年|个?小时|分钟|周|个?星期)(?!份)
        | (?:什么|啥)时候 | 何时 | [时期]限是 | 截止
        | \bhow\ (?:often|soon|quickly|fast|many\ (?:\w+\ )?(?:minutes|hours|days|weeks|months|years))\b
        | \bwhen\ (?:is|are|was|does|do|will|can|must|should)\b | \bby\ when\b | \bhow\ much\ notice\b""",
        rf"{_NUMBER}个?(?:年|月|日|天|周|小时|分钟|秒|工作日|点|号|季度)|\d[:：]\d"
        r"|当[天日月班年]|次[日月年]|每[天日月周年季半]|周[一二三四五六日]|日前|后\b"
        r"|立即|立刻|马上|随时|即时|及时|永久|长期|届满|期满|之日|期限|[上下]?个?(?:班|月|季度|年)(?:前|内|底|初)"
        rf"|{_SPELT}(?:\w{{1,20}}\ )?(?:minutes?|hours?|days?|weeks?|months?|years?)|\d(?:st|nd|rd|th)\b|\d:\d"
        r"|\b(?:immediately|daily|weekly|monthly|quarterly|annually|yearly|every|each|once|twice|noon|\w{0,9}day"
        rf"|{_MONTH})\b",
    ),
    (
        Fact.COUNT,
        r"""(?:密码|口令|验证码|编号|工号|账号).{0,6}(?:几|多少)个?(?:位|字符|字母|数字)
        | \bhow\ many\ (?:characters|letters|digits)\b""",
        rf"{_NUMBER}个?(?:位|字符|字母|数字)|(?:\d|{_SPELT})\s{{0,2}}(?:characters?|letters?|digits?)\b",
    ),
    (Fact.COUNT, r"(?:几|多少)(?:道|个?题)", rf"{_NUMBER}(?:道|个?题)"),
    (
        Fact.COUNT,
        r"(?:几|多少)[次回趟]|\bhow\ many\ times\b",
        rf"{_NUMBER}[次回趟]|每[次月周日天年季半]|\b(?:once|twice|times?|second|third)\b",
    ),
    (
        Fact.COUNT,
        r"(?:[一总]?共|[要能])有?(?:几|多少)[个项间台辆张](?!人|工作日|月|小时|星期)|有多少[个项间台辆张](?!人|工作日|月|小时|星期)",
        rf"{_NUMBER}[个项间台辆张通](?!工作日|月|小时|星期|自然)",
    ),
    (
        Fact.COUNT,
        r"""(?<!好)(?:几|多少)个?(?:次|人|份|名|位|回|趟)(?!在)
        | \bhow\ many\ (?!(?:\w+\ )?(?:minutes|hours|days|weeks|months|years))""",
        rf"(?<![第\d])(?<!第\s){_NUMBER}(?:次|人|份|名|级|个(?!工作日|小时|月|星期|自然日)|件|位|轮|层|条|项|本|款)|每[次人名月周季年半]|{_COUNTED}",
    ),
    (
        Fact.PERSON,
        r"""叫(?:什么|啥)(?:名字?)? | 名字是 | 是哪[几些]?位[?？]?$ | (?:讲师|老师|医生|律师)是谁 | 谁来讲 | 谁讲课
        | 哪[位个](?:医生|大夫|律师|讲师|咨询师)
        | \bwhat(?:\ is|'s)\ .{0,30}\bname\b
        | \b(?:which|what)\ (?:doctor|lawyer|dentist)\ (?:should|can|must|may|to)\b
        | \bwho(?:\ is|'s)\ (?:the|our|my)\ (?:\w+\ ){0,2}(?:head|director|manager|officer|ceo|founder|doctor)\b""",
        r"先生|女士|名叫|叫作|\b(?:mr|mrs|ms|dr)\b|\bcalled\b|\bnamed\b",
    ),
    (
        Fact.PERSON,
        r"\bwho(?:\ is|'s|\ are|\ sits)\ (?:on\ the|(?:my|our)\ (?:mentor|buddy|supervisor))\b"
        r"|\bwhich\ (?:counsell?or|doctor|dentist|lawyer|teacher|trainer|mentor)\ (?:will|do|is|are)\b",
        r"\b(?:mr|mrs|ms)\b|\b(?:called|named|members?|consists?|composed)\b|\bmade up of\b|组成|成员",
    ),
    (
        Fact.FIRM,
        r"""哪[家所] | 哪个(?:学校|医院|机构|公司|银行|酒店|饭店|商场) | 证.{0,3}哪[里儿]?考 | (?:单位|公司|机构|医院)叫
        | \b(?:which|what)\ (?:\w+\ ){0,2}
          (?:company|firm|hospital|clinic|bank|insurer|hotel|provider|airline|agency|university)\b""",
        r"[\u4e00-\u9fff](?:医院|银行|酒店|大学|有限公司)|《|「",
    ),
    (
        Fact.ROOM,
        r"""几楼 | 哪[座个]城市 | 具体在哪 | 哪条?路 | 什么(?:位置|地方|地址)
        | 哪个(?:楼|房间|会议室|教室|机房|地址|文件夹|服务器|位置|仓库|库房|柜台|窗口|车间|停车场)
        | (?:[箱室处柜厅门库亭牌器]|集合点|吸烟点)(?:放|设|摆)?在(?:哪[里儿]?|什么地方)(?:[呢啊?？]|$)
        | \baddress\b | \b(?:which|what)\ (?:room|street|building|warehouse|counter|store ?room)\b""",
        rf"{_NUMBER}(?:楼|层|室|号)|楼层|教室|会议室|前台|楼外|园区|[放设挂贴位]在|位于|仓库|库房|柜台|窗口|车间|停车场"
        r"|\b(?:warehouse|counter|store ?room)\b|\b(?:floor|room|reception|street|car park|basement)\b",
    ),
    (
        Fact.ROOM,
        r"\bwhere(?:\ is|\ are|'s)\ (?:the|our|my)\b | \bwhere\ .{1,40}\ (?:located|kept)\b",
        r"\b(?:floor|room|reception|street|basement|building|yard|park|entrance|board|office|court|hall|kitchen|lifts?"
        r"|corridor|shelter|courtyard|annexe|safe|clock|behind|beside|next to|outside|portal|online|app)\b",
    ),
    (Fact.ROOM, r"哪个.{0,2}门|门(?:出去|外头)", r"门"),
    (Fact.ROOM, r"\b(?:which|what)\ floor\b", r"\bfloor|\bbasement|\bupstairs|\bdownstairs|\bstorey|[楼层]"),
    (
        Fact.PRODUCT,
        r"\b(?:which|what)\ (?:\w+\ ){0,2}(?:do\ we|should\ i|to)\ use\b|\bmanager\ called\b"
        r"|\b(?:which|what)\ (?:brand|make|model|software)\b",
        r"[\"“‘]|\bcalled\b|\bnamed\b|\bbrand|www|\.com",
    ),
    (
        Fact.PRODUCT,
        r"哪[款种](?:软件|工具|系统|算法) | 什么(?:软件|算法|品牌|牌子|型号) | (?:牌子|品牌|型号)是"
        r"| \b(?:which|what)\ (?:brand|model|software|tool|algorithm|make)\b",
        r"[a-z]{2,}|《|「|“|\"|‘",
    ),
    (
        Fact.FAMILY,
        r"""(?:能|可以|可否|让).{0,3}(?:带|给|包括|替)[上着]?(?:家属|家里?人|孩子|小孩|老婆|老公|爱人|配偶|父母|爸妈|朋友).{0,6}[吗嘛么不]
        | \b(?:is|are|can|may|does|do|for)\ my\ (?:partner|spouse|wife|husband|kids?|children|family)\b""",
        r"家属|家里?人|亲属|孩子|子女|配偶|父母|朋友|亲友"
        r"|\b(?:partner|spouse|wife|husband|kid|child|parent|famil|dependant|relative)",
    ),
    (
        Fact.SIZE,
        r"(?<!算)多[深高宽厚](?!的) | \bhow\ (?:deep|wide|tall|heavy)\b",
        rf"{_NUMBER}(?:米|厘米|毫米|公斤|千克|斤)|\d\s*(?:k?m|cm|kg|kilos?|feet|inches|met(?:re|er)s?|pounds?)\b",
    ),
    (
        Fact.USE,
        r"""(?:[机器仪炉锅秤泵阀毯梯]|aed)(?:要|该|应该)?(?:怎么|如何|咋|怎样)(?:使?用|操作)(?!费)
        | (?:怎么|如何|怎样)(?:使?用|操作).{0,6}(?:[机器仪炉锅秤泵阀毯梯]|aed)(?:[呢啊呀?？]|$)
        | \bhow\ (?:do\ (?:i|we|you)|to|should\ (?:i|we))\ (?:use|operate|work)\ (?:an?|the|our)\ (?:\w+\ ){0,2}
          (?:aed|defibrillator|extinguisher|machine|printer|scanner|copier|lift|ladder|oven|fryer|mixer|trolley|till|pump)\b""",
        r"操作|步骤|用法|方法|先|按下|按住|对准|[拔拉打]开|拔[下出掉]|开启|启动|说明书|使用时|插|刷卡|扫码|调[至到]|设[为置]|输入|点击"
        r"|\b(?:press|pull|push|aim|open|switch|turn|insert|plug|hold|first|then|instructions?|manual|steps?|scan|swipe)\b",
    ),
)
_PATTERNS = tuple((fact, re.compile(asked, re.VERBOSE), re.compile(stated)) for fact, asked, stated in _ROWS)
_REMEMBERED = 16  # questions: each is compared with every sentence of a clause


def unstated_fact(question: str, text: str) -> Fact | None:
    """The first kind of fact that a question asks for and a text does not state (both normalised); None without one."""
    return next((fact for fact, stated in _asked_for(question) if not stated.search(text)), None)


@lru_cache(_REMEMBERED)
def _asked_for(question: str) -> tuple[tuple[Fact, re.Pattern[str]], ...]:
    """The kinds of fact that a question asks for, each with what states it."""
    return tuple((fact, stated) for fact, asked, stated in _PATTERNS if asked.search(question))
