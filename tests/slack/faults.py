"""Faults that a question must outlive, each with how it is injected; for the tests and for docs/reliability."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.workspace import Workspace
from bot.workspace.faults import ANY

UNTIL_MENDED = 1_000_000


@dataclass(frozen=True)
class Fault:
    """What goes wrong and how (English, Chinese), and what arranges it in the workspace for some questions."""

    name: tuple[str, str]
    how: tuple[str, str]
    arrange: Callable[[Workspace], None]

    def __str__(self) -> str:
        return self.name[0]


@dataclass(frozen=True)
class Interruption:
    """What is wrong with all of Slack for so many seconds, and what arranges it; the bot waits a thousandth as long.

    `is_restarted`: the bot that meets it ends, and the next one starts when it is over.
    """

    name: tuple[str, str]
    how: tuple[str, str]
    arrange: Callable[[Workspace], None]
    seconds: float
    is_restarted: bool = False

    def __str__(self) -> str:
        return self.name[0]


@dataclass(frozen=True)
class Death:
    """The step (`repository.method:moment` of the store) at which a bot's process is killed with SIGKILL.

    `is_edited`: what was asked is changed once it is answered, which is looked for, and not begun as it is taken.
    """

    name: tuple[str, str]
    step: str
    is_edited: bool = False

    def __str__(self) -> str:
        return self.name[0]


def _unasked(slack: Workspace) -> None:
    slack.faults.fails("chat.postMessage", after_doing_it=True)
    slack.faults.fails("conversations.replies", times=2)


def _unasked_for_long(slack: Workspace) -> None:
    slack.faults.fails("chat.postMessage", after_doing_it=True)
    for code in ("channel_not_found", "missing_scope", "unknown_error"):
        slack.faults.refuses("conversations.replies", code, times=2)
    slack.faults.garbles("conversations.replies", times=2, status=403)


def _pages(slack: Workspace) -> None:
    for status in (200, 403, 404):
        for was_posted in (True, False):
            slack.faults.garbles("chat.postMessage", status=status, after_doing_it=was_posted)
    slack.faults.garbles("chat.postMessage", body="", kind="application/json")


def _away(slack: Workspace) -> None:
    slack.faults.fails(ANY, times=UNTIL_MENDED, status=503)


def _revoked(slack: Workspace) -> None:
    slack.faults.refuses(ANY, "token_revoked", times=UNTIL_MENDED)


def _nobody_known(slack: Workspace) -> None:
    slack.faults.fails("users.info", times=9)
    slack.faults.fails("users.list", times=9)


FAULTS = (
    Fault(
        ("acks get lost", "确认丢失"),
        ("5 acks never reach Slack, which delivers again", "5 个确认到不了 Slack，Slack 重新投递"),
        lambda slack: slack.faults.loses_acks(5),
    ),
    Fault(
        ("frames get lost", "投递丢失"),
        ("2 events vanish on the socket", "2 个事件在连接上消失"),
        lambda slack: slack.faults.loses_frames(2),
    ),
    Fault(
        ("events come in another order", "事件乱序"),
        ("3 events are overtaken by the next", "3 个事件被后一个超过"),
        lambda slack: slack.faults.reorders(3),
    ),
    Fault(
        ("Slack wants fewer posts", "Slack 限流"),
        ("`chat.postMessage` answers 429, twice", "`chat.postMessage` 两次返回 429"),
        lambda slack: slack.faults.rate_limits("chat.postMessage", times=2),
    ),
    Fault(
        ("Slack fails without posting", "Slack 出错，没有发出"),
        ("`chat.postMessage` answers 500, twice", "`chat.postMessage` 两次返回 500"),
        lambda slack: slack.faults.fails("chat.postMessage", times=2),
    ),
    Fault(
        ("Slack fails after posting", "Slack 发出以后出错"),
        (
            "it posts and answers 500, twice: the message is found by its metadata",
            "发出后返回 500，两次；按元数据找到那条消息",
        ),
        lambda slack: slack.faults.fails("chat.postMessage", times=2, after_doing_it=True),
    ),
    Fault(
        ("Slack posts and never answers", "Slack 发出以后不回应"),
        ("the call hangs until its time-out, twice", "调用挂起直到超时，两次"),
        lambda slack: slack.faults.hangs("chat.postMessage", times=2),
    ),
    Fault(
        ("Slack cannot be asked afterwards", "事后也问不到 Slack"),
        (
            "posted, 500, and `conversations.replies` fails twice",
            "发出后返回 500，接着 `conversations.replies` 两次出错",
        ),
        _unasked,
    ),
    Fault(
        ("the look-up afterwards is refused", "事后查询被拒绝"),
        (
            "posted, 500, and `conversations.replies` is refused or answers with HTML, eight times",
            "发出后返回 500，接着 `conversations.replies` 八次被拒绝或返回网页",
        ),
        _unasked_for_long,
    ),
    Fault(
        ("a proxy answers in Slack's place", "代理代替 Slack 回应"),
        (
            "HTML with 200, 403 and 404, or nothing: posted or not, seven times",
            "返回 200、403、404 的网页或空白，有的已发出，有的没有，七次",
        ),
        _pages,
    ),
    Fault(
        ("nothing is known of people", "查不到人"),
        ("`users.info` and `users.list` answer 500", "`users.info` 和 `users.list` 返回 500"),
        _nobody_known,
    ),
)

INTERRUPTIONS = (
    Interruption(
        ("Slack is away for 11 minutes", "Slack 断开 11 分钟"),
        (
            "every call answers 503; a thousand times as fast, like the bot's waits",
            "所有调用返回 503；与机器人的等待时间一起快一千倍",
        ),
        _away,
        0.66,
    ),
    Interruption(
        ("Slack is away for 60 minutes", "Slack 断开 60 分钟"),
        ("the same", "同上"),
        _away,
        3.6,
    ),
    Interruption(
        ("the token is revoked, and is good again", "令牌失效，后来恢复"),
        ("every call says `token_revoked`", "所有调用返回 `token_revoked`"),
        _revoked,
        0.6,
    ),
    Interruption(
        ("the token is revoked, and a good one comes with a restart", "令牌失效，重启时换上好的"),
        ("the same", "同上"),
        _revoked,
        0.6,
        is_restarted=True,
    ),
)

DEATHS = (
    Death(("before it is stored", "存入之前"), "questions.take:before"),
    Death(("stored and leased, not acknowledged", "已存入并领取，未确认"), "questions.take:after"),
    Death(("answered, not stored", "已作答，未存入"), "questions.complete:before"),
    Death(("answer stored and leased, not posted", "答案已存入并领取，未发出"), "questions.complete:after"),
    Death(("posted, not noted", "已发出，未登记"), "outbox.progress:before"),
    Death(("posted and noted", "已发出，已登记"), "outbox.progress:after"),
    Death(
        ("its edit leased, not answered", "编辑后的问题已领取，未作答"),
        "questions.lease:after",
        is_edited=True,
    ),
    Death(
        ("the answer to its edit leased, not posted", "编辑后的答案已领取，未发出"),
        "outbox.lease:after",
        is_edited=True,
    ),
)
