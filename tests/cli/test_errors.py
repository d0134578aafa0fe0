"""What a user can mend is said in one plain message that names the place and the remedy."""

from pathlib import Path

import pytest
from bot.cli.errors import (
    AmbiguousClauseError,
    BrokenSummaryError,
    IdsOrAllError,
    MissingExtraError,
    NoCsvError,
    NoGoldenError,
    NoManifestError,
    NoPortError,
    NoQuestionError,
    NoReasonError,
    NotADateError,
    NotAMemberError,
    NotAMonthError,
    NotEmptyError,
    NothingPublishedError,
    NotLoopbackError,
    RestrictionLostError,
    UnknownAudienceError,
    UnknownGenerationError,
    UnknownStateError,
    UnknownTenantError,
    UnreadableError,
    UnresolvedClauseError,
    UnwritableError,
)
from bot.cli.user_messages import USER_ERRORS, user_message
from bot.importing.source import ImportRefusedError, Refusal
from bot.knowledge import IssueKind, KnowledgeError, ValidationIssue
from bot.obstacles import Obstacle
from bot.pages import NotASiteError
from bot.settings import NotAnAddressError, SettingFault, SettingsError
from bot.slack.transport.errors import (
    MissingScopesError,
    NotListeningError,
    NotSlackError,
    OtherTeamError,
    SlackBusyError,
    SlackRefusedError,
    SlackUnreachableError,
)
from bot.store import Condition, DatabaseError, NewerSchemaError, NoDatabaseError
from bot.wording import Language, catalogue_for

from tests.cli.conftest import Shouze


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        pytest.param(
            ("ask", "7.1", "--knowledge", "nowhere"), {}, "nowhere: 没有这个文件夹", id="no such folder"
        ),
        pytest.param(
            ("ask", "7.1"),
            {"SHOUZE_KNOWLEDGE": "nowhere"},
            "nowhere: 没有这个文件夹",
            id="no such folder in the settings",
        ),
        pytest.param(("ask", "7.1", "--as-of", "soon"), {}, "“soon” 不是日期", id="no date"),
        pytest.param(("eval", "nowhere.jsonl"), {}, "nowhere.jsonl: 没有这个文件", id="no questions"),
        pytest.param(
            ("serve",), {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN", id="no tokens"
        ),
        pytest.param(("ask", "7.1"), {"SHOUZE_LANGUAGE": "fr"}, "SHOUZE_LANGUAGE", id="no such language"),
    ],
)
def test_what_a_user_can_mend_is_one_plain_message_and_status_2(
    shouze: Shouze, arguments: tuple[str, ...], environment: dict[str, str], said: str
) -> None:
    done = shouze(*arguments, **environment)
    assert done.status == 2
    assert said in done.err
    assert "Traceback" not in done.err


_WORDS = {
    "file": "a.docx",
    "characters": "x",
    "now": "第二章 报销",
    "count": "2",
    "titles": "x、y",
    "columns": "x、y",
    "part": "p. 1",
    "heading": "x",
    "first": "y",
    "title": "x",
    "id": "x",
    "new": "y",
    "what": "x",
    "row": "3",
}
_OF_AN_ID = {Refusal.NOT_AN_ID, Refusal.NO_BOOK_THERE}  # whatever the file is
ERRORS = [
    (
        KnowledgeError([ValidationIssue(Path("book.yaml"), 4, IssueKind.ALIAS, {"name": "a"})]),
        ["book.yaml:4"],
    ),
    (
        SettingsError((SettingFault("SHOUZE_X"), SettingFault("SHOUZE_Y", "whole"))),
        ["SHOUZE_X", "SHOUZE_Y"],
    ),
    *(
        (ImportRefusedError(refusal, **_WORDS), ["--id x" if refusal in _OF_AN_ID else "a.docx"])
        for refusal in Refusal
    ),
    (NotEmptyError(Path("my-rules")), ["my-rules"]),
    (RestrictionLostError(("第三条", "第五条")), ["第三条", "第五条"]),
    (NotADateError("soon"), ["soon"]),
    (NotAMonthError("2026-13"), ["2026-13"]),
    (UnknownGenerationError("3f2a", ("3f2a9c",)), ["3f2a", "3f2a9c"]),
    (UnknownStateError("HEAD~3"), ["HEAD~3"]),
    (NothingPublishedError(), ["shouze publish"]),
    (UnknownAudienceError("经理", ("管理层", "内审组")), ["经理", "管理层", "内审组"]),
    (NotASiteError(Path("site"), "photos/1.png"), ["site", "photos/1.png"]),
    (NoReasonError(), ["--overrule"]),
    (NewerSchemaError("sqlite:///x.db", "0042"), ["sqlite:///x.db", "0042"]),
    (NoDatabaseError("sqlite:///x.db", Path("x.db")), ["sqlite:///x.db", "SHOUZE_DATABASE_URL"]),
    (DatabaseError("sqlite:///x.db", "locked"), ["sqlite:///x.db", "locked"]),
    (NotAnAddressError("3000"), ["3000"]),
    (NotListeningError("0.0.0.0:80", Obstacle.FORBIDDEN), ["0.0.0.0:80"]),
    (SlackRefusedError("invalid_auth", "SLACK_BOT_TOKEN"), ["invalid_auth", "SLACK_BOT_TOKEN"]),
    (SlackUnreachableError("no route"), ["no route"]),
    (NotSlackError("status 403"), ["status 403", "SLACK_API_URL"]),
    (SlackBusyError("ratelimited"), ["ratelimited"]),
    (OtherTeamError("T2", "T1"), ["T2", "T1", "SHOUZE_DATABASE_URL"]),
    (MissingScopesError(("chat:write", "im:history")), ["chat:write", "im:history"]),
    *(
        (DatabaseError("sqlite:///x.db", condition, condition), ["sqlite:///x.db"])
        for condition in Condition
        if condition not in {Condition.GOOD, Condition.FAILING}
    ),
    (NoManifestError(Path("app.yaml")), ["app.yaml"]),
    (NotLoopbackError("::"), ["::", "--allow-remote"]),
    (NoPortError("::1", 80, Obstacle.ADDRESS_TAKEN), ["::1", "80"]),
    (MissingExtraError("mcp"), ["shouze[mcp]"]),
    (UnresolvedClauseError("6", ("code/1.6", "code/2.6")), ["“6”", "code/1.6", "code/2.6"]),
    (AmbiguousClauseError("6", ("code/1.6", "code/2.6")), ["“6”", "code/1.6", "code/2.6"]),
    (UnresolvedClauseError("9.9"), ["9.9"]),
    (NoGoldenError(Path("golden.yaml"), "code/1.1"), ["golden.yaml", "code/1.1"]),
    (NoQuestionError(), []),
    (IdsOrAllError(), ["--all"]),
    (NotAMemberError("bob"), ["bob"]),
    (UnreadableError.of(Path("r.csv"), FileNotFoundError(2, "No such file")), ["r.csv"]),
    (UnwritableError.of(Path("r.csv"), PermissionError(13, "Permission denied")), ["r.csv"]),
    (BrokenSummaryError(Path("r.json"), "format"), ["r.json", "format"]),
    (NoCsvError(Path("r.json")), ["r.json", "--csv"]),
    (UnknownTenantError("T0A"), ["T0A"]),
]


@pytest.mark.parametrize(("error", "named"), ERRORS, ids=[type(error).__name__ for error, _ in ERRORS])
@pytest.mark.parametrize("language", Language)
def test_the_message_names_what_the_error_carries(
    error: Exception, named: list[str], language: Language
) -> None:
    message = user_message(error, catalogue_for(language))
    assert [each for each in named if each not in message] == []
    assert "{" not in message


def test_every_error_that_a_user_can_mend_has_a_message_of_its_own() -> None:
    assert {type(error) for error, _ in ERRORS} == set(USER_ERRORS)
    messages = [user_message(error, catalogue_for(Language.CHINESE)) for error, _ in ERRORS]
    assert len(set(messages)) == len(messages)
