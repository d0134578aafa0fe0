"""Which kind of fact a question asks for, and whether a text states it."""

import pytest
from bot.answering.deciding.fact import Fact, unstated_fact

COUNSELLING = "每名员工每年可免费使用 6 次心理咨询，每次 50 分钟，员工直接向机构预约。"


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("心理咨询的电话是多少", Fact.PHONE),
        ("预约心理咨询的链接发我一下", Fact.LINK),
        ("在哪家机构做心理咨询", Fact.FIRM),
        ("心理咨询在几楼", Fact.ROOM),
        ("心理咨询几点开始", Fact.CLOCK),
        ("咨询师叫什么名字", Fact.PERSON),
        ("心理课的讲师是谁", Fact.PERSON),
        ("心理课是谁来讲课", Fact.PERSON),
        ("心理测评一共几道题", Fact.COUNT),
        ("心理咨询室一共有几间", Fact.COUNT),
        ("心理咨询期间工资怎么算", Fact.PAY),
        ("心理咨询能报销吗", Fact.PAY),
        ("心理咨询的价格打几折", Fact.SHARE),
        ("预约要打的号码是多少", Fact.PHONE),
        ("有没有预约的模板", Fact.LINK),
        ("咨询师的证去哪里考", Fact.FIRM),
        ("咨询室具体在哪儿", Fact.ROOM),
        ("心理咨询在哪座城市做", Fact.ROOM),
        ("去咨询走哪个门", Fact.ROOM),
        ("心理咨询可以带家属一起吗", Fact.FAMILY),
        ("咨询室有多宽", Fact.SIZE),
        ("what is the name of the counsellor", Fact.PERSON),
        ("what is the phone number of the counselling service", Fact.PHONE),
        ("心理咨询能带上孩子吗，我一个人带孩子", Fact.FAMILY),
        ("我带孩子看病，心理咨询能改期吗", None),
        ("预约的手机号发错群了", None),
        ("心理咨询的链接点了没反应", None),
        ("咨询期间能打电话吗", None),
        ("心理咨询在哪个酒店做", Fact.FIRM),
        ("心理咨询要多少钱", None),
        ("一年可以用几次心理咨询", None),
        ("心理咨询一次多长时间", None),
        ("怎么预约心理咨询", None),
    ],
)
def test_what_is_asked_for_must_stand_there(question: str, lacks: Fact | None) -> None:
    assert unstated_fact(question, COUNSELLING) == lacks


PARKING = "parking spaces are assigned by lottery each quarter. the head of support looks after the desk."


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("how many parking spaces are there", Fact.COUNT),
        ("how much is a parking space", Fact.AMOUNT),
        ("what does a parking space cost", Fact.AMOUNT),
        ("what is the rent of a parking space", Fact.AMOUNT),
        ("who is the head of support", Fact.PERSON),
        ("where is the help desk", Fact.ROOM),
        ("what is the address of the help desk", Fact.ROOM),
        ("which insurance company do we use", Fact.FIRM),
        ("what number do i call", Fact.PHONE),
        ("which day is the lottery", Fact.DATE),
        ("where do i find the link to the lottery", Fact.LINK),
        ("how many times can i lose the lottery", Fact.COUNT),
        ("how long is the lottery", Fact.TIME),
        ("what is the credit limit of the desk", Fact.AMOUNT),
        ("how big is the bonus of the head of support", Fact.AMOUNT),
        ("do i get mileage for my own car", Fact.PAY),
        ("what is the percentage of spaces for visitors", Fact.SHARE),
        ("who sits on the desk", Fact.PERSON),
        ("who is on the parking panel", Fact.PERSON),
        ("who is my mentor", Fact.PERSON),
        ("which counsellor will look after me", Fact.PERSON),
        ("which floor is the desk on", Fact.ROOM),
        ("which app do we use for the lottery", Fact.PRODUCT),
        ("is there a template for the lottery", Fact.LINK),
        ("is my partner allowed to park too", Fact.FAMILY),
        ("how wide are the spaces", Fact.SIZE),
        ("how much notice do i have to give", None),
        ("how much heads up do i have to give", None),
        ("who is allowed to park", None),
        ("i clicked on a weird link", None),
        ("how are parking spaces assigned", None),
    ],
)
def test_what_is_asked_for_in_english_must_stand_there(question: str, lacks: Fact | None) -> None:
    assert unstated_fact(question, PARKING) == lacks


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("where is the first aid kit", "first aid kits are on each floor beside the lifts."),
        ("how much is overtime paid", "overtime is paid at time and a quarter."),
        ("how many people does it take", "loads of over 20 kilos are lifted by two."),
        ("客服电话是多少", "拨打 119。"),
        ("表格在哪里下载", "表格见 https://example.com。"),
        ("加班费多少钱", "按工资的 150% 支付。"),
        ("试用期工资打几折", "试用期工资为转正工资的百分之八十。"),
        ("晚班几点下班", "晚班 13:00–22:00。"),
        ("班表几号公布", "运营专员每月 25 日前公布下月班表。"),
        ("几天之内补交证明", "2 个工作日内补交证明。"),
        ("入职考试有多少道题", "考试共 20 题，80 分合格。"),
        ("一个导师带几个人", "同时带教不超过 2 人。"),
        ("how much is the meal allowance", "the daily allowance for meals is 45 euros."),
        ("when do raises happen", "pay is reviewed once a year in march."),
        ("一年有几天年休假", "转正员工每年享有带薪年休假 5 天。"),
        ("年假要提前几天申请", "年休假提前 5 个工作日申请。"),
        ("how long is the probation period", "试用期 3 个月。"),
        ("how long does a password have to be", "passwords have at least 14 characters."),
        ("how many sick days are paid", "the full salary for the first 20 days in a year."),
        ("工资多少", "劳动报酬按合同支付。"),
        ("how much is mileage", "we refund mileage at 45p a mile."),
        ("how much is mileage", "we refund mileage at 45 pence per mile."),
        ("how much is a cup of coffee", "coffee is 50c a cup."),
        ("how much is a cup of coffee", "coffee is 50 cents."),
        ("how much is a cup of coffee", "coffee is 50¢."),
        ("how much can i spend", "staff may spend up to £300."),
        ("how much can i spend", "staff may spend up to us$ 300."),
        ("how much can i spend", "staff may spend up to 2,000 yuan."),
        ("how much can i spend", "staff may spend up to rmb 2,000."),
        ("how much can i spend", "staff may spend up to 300 cny."),
        ("how much can i spend", "staff may spend up to gbp 300."),
        ("how much is refunded", "we refund 80 per cent."),
        ("罚款多少钱", "每次罚五块。"),
        ("一度电多少钱", "每度电五毛。"),
        ("一度电多少钱", "每度电 6 角 5 分。"),
        ("津贴是多少", "班主任津贴 800元/月。"),
        ("津贴多少", "班主任津贴（元/月）：800"),
        ("交通补贴是多少", "补贴标准（元/月）\n岗位：班主任 ｜ 交通补贴：200"),
        ("交通补贴是多少", "单位：元 岗位：班主任 ｜ 交通补贴：200"),
        ("how much is the allowance", "grade: a | allowance (£): 300"),
        ("how much is the allowance", "grade: a | allowance (yuan a month): 300"),
    ],
)
def test_what_is_stated_is_not_missed(question: str, text: str) -> None:
    assert unstated_fact(question, text) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how much is the fine", "whoever parks on the lawn pays a fine; see p. 45."),
        ("how much is the fine", "it is announced at 5 pm on page 45."),
        ("罚款多少钱", "迟到扣 5 分，见第三角落的公告。"),
        ("团建经费每人多少", "组长提前 5 个工作日公布方案，费用事先经主管批准。"),
        ("津贴是多少", "津贴的发放（元旦除外）由人事部决定，见第 3 条。"),
        ("how much is the fine", "the canteen (dollars accepted) opens at 9."),
    ],
)
def test_what_is_no_sum_states_no_amount(question: str, text: str) -> None:
    assert unstated_fact(question, text) is Fact.AMOUNT


LEAVE = (
    "事假提前 3 个工作日申请，年休假提前十五天申请。3 天以内由组长批准，超过 3 天、不超过 7 天由主管批准。"
)


@pytest.mark.parametrize("question", ["年假有几天", "一年有几天年假", "婚假多少天", "丧假能休几天呢"])
def test_how_early_leave_is_asked_for_is_not_how_long_it_is(question: str) -> None:
    assert unstated_fact(question, LEAVE) is Fact.TIME
    assert unstated_fact(question, "直系亲属去世可歇三天，工钱照发。") is None
    assert unstated_fact(question, "满一年的员工每年休 5 个工作日，满十年的 15 天。") is None


@pytest.mark.parametrize(
    "question",
    [
        "how many days of annual leave do i get?",
        "how many days paid leave do we have",
        "how much holiday do i get per year",
        "how many weeks of parental leave can i take",
    ],
)
def test_so_it_is_in_english(question: str) -> None:
    asked_early = (
        "Ask for leave five working days before it begins, and hand in a certificate within two days."
    )
    assert unstated_fact(question, asked_early) is Fact.TIME
    assert unstated_fact(question, LEAVE) is Fact.TIME
    assert unstated_fact(question, "You have 25 days of paid leave a year.") is None
    assert unstated_fact(question, "Parents have twelve weeks of leave.") is None


@pytest.mark.parametrize(
    "question",
    [
        "how many days in advance must i ask for leave",
        "how many days before my leave do i have to ask",
        "how many days of leave can my team leader approve",
    ],
)
def test_and_so_is_what_is_no_length_of_leave(question: str) -> None:
    text = "Ask five working days before it begins; a team leader may grant up to 3 days of leave."
    assert unstated_fact(question, text) is None


@pytest.mark.parametrize("question", ["请几天假要主管批", "年假提前几天申请", "病假几天内交证明"])
def test_from_how_many_days_on_something_is_asked_for_is_stated_there(question: str) -> None:
    assert unstated_fact(question, LEAVE) is None


def test_what_is_taken_off_may_be_money_or_points() -> None:
    assert unstated_fact("迟到三次扣多少", "第 4 次起，每次扣绩效 1 分。") is None
    assert unstated_fact("迟到三次扣多少", "每次扣 20 元。") is None
    assert unstated_fact("迟到三次扣多少", "由组长扣绩效分，1–30 分钟的为迟到。") is Fact.AMOUNT
    assert unstated_fact("迟到三次扣多少工资", "第 4 次起，每次扣绩效 1 分。") is Fact.AMOUNT


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("集合点在哪", "八分钟内到达集合点并由组长点名。"),
        ("意见箱放在哪里", "意见箱每周五由客服质量组开箱。"),
        ("备份存在哪个机房", "备份须加密并另存一份于异地。"),
    ],
)
def test_where_something_is_is_not_said_by_naming_it(question: str, text: str) -> None:
    assert unstated_fact(question, text) is Fact.ROOM


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("急救箱在哪", "急救箱和除颤器放在前台。"),
        ("意见箱在哪里", "各楼层意见箱，每周五开箱。"),
        ("灭火器在哪儿", "灭火器挂在收银台旁边。"),
        ("转正申请在哪交", "转正申请交人力资源部。"),
    ],
)
def test_where_something_is_is_said_by_a_place(question: str, text: str) -> None:
    assert unstated_fact(question, text) is None


def test_who_sets_an_amount_is_no_amount() -> None:
    assert unstated_fact("奖金是多少", "奖金标准由人力资源部每年公布。") == Fact.AMOUNT


@pytest.mark.parametrize(
    ("question", "text", "lacks"),
    [
        ("密码几位", "密码每 90 天更换一次。", Fact.COUNT),
        ("密码要几位数", "密码每 90 天更换一次，不少于 12 位。", None),
        ("how many characters must a password have", "change it every 90 days.", Fact.COUNT),
        ("how many characters must a password have", "at least 12 characters.", None),
        ("消毒液怎么配比", "器械每 2 小时擦拭消毒一次。", Fact.SHARE),
        ("消毒液兑多少水", "消毒液按 1:100 兑水。", None),
        ("what ratio is the cleaner mixed in", "mix 50 ml with a bucket of water.", None),
        ("AED怎么用", "取 AED 并实施心肺复苏。AED 在一楼前台左侧墙上。", Fact.USE),
        ("灭火器怎么使用", "每层配备灭火器。", Fact.USE),
        ("灭火器怎么使用", "拔出保险销，对准火焰根部。", None),
        ("会议室怎么用", "会议室提前一天预约。", None),
        ("how do i use the fire extinguisher", "extinguishers hang on each floor.", Fact.USE),
        ("how do i use the fire extinguisher", "pull the pin and aim at the fire.", None),
        ("体检看哪位医生", "每年组织一次体检。", Fact.PERSON),
        ("which doctor should i see", "a doctor's certificate is required from day four.", Fact.PERSON),
        ("工服在哪个仓库领", "工服每年发放两套。", Fact.ROOM),
        ("工服在哪个仓库领", "工服到二号仓库领取。", None),
    ],
)
def test_other_kinds_of_fact_must_stand_there_too(question: str, text: str, lacks: Fact | None) -> None:
    assert unstated_fact(question.lower(), text.lower()) is lacks


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how many group rooms are there", "group rooms are booked for up to three hours a day."),
        ("how many group rooms are there", "a booking lapses when nobody comes within 15 minutes."),
        ("how many people work at night", "the night shift is ten to twelve hours long, from 9:30 on."),
        ("晚班有几个人", "晚班 14:00 至 22:00，提前 10 分钟到岗，见第 3 条。"),
        ("多少人参加团建", "团建经费 800 元，用时 1 至 3 小时。"),
    ],
)
def test_neither_a_time_nor_a_sum_says_how_many(question: str, text: str) -> None:
    assert unstated_fact(question, text) is Fact.COUNT


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("how many group rooms are there", "there are 12 group rooms."),
        ("how many people work at night", "the night shift is two people."),
        ("晚班有几个人", "晚班须有 2 名保安在岗。"),
        ("多少人参加团建", "团建人数 20 至 40。"),
    ],
)
def test_a_number_that_counts_says_how_many(question: str, text: str) -> None:
    assert unstated_fact(question, text) is None


def test_a_sum_is_no_phone_number_nor_at_the_same_time_a_time_of_day() -> None:
    assert unstated_fact("财务的电话是多少", "1,000 元以内由组长批准，2026 年起执行。") is Fact.PHONE
    assert unstated_fact("财务的电话是多少", "拨 8001 转财务。") is None
    assert unstated_fact("泳池几点开放", "开放时间内须同时有两名救生员，每 4 小时检测一次。") is Fact.CLOCK
    assert unstated_fact("泳池几点开放", "早上6点开放。") is None
