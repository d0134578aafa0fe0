"""Everything that the bot listens to, and how somebody uses it.

A listener that is not in WALK fails `test_gate`. Each is asked for a clause that managers alone may see; TO_MANAGERS
are those that show it to one.
"""

from collections.abc import Mapping
from datetime import date

from bot.rulebook import Owner
from bot.slack.acknowledging import messages as acknowledging
from bot.slack.blocks import buttons, reply_row
from bot.slack.blocks.messages import COMMAND
from bot.slack.desk import messages as desk
from bot.slack.desk.chapters import messages as reviews
from bot.slack.desk.deciding import forms
from bot.slack.escalation import cards as escalation
from bot.slack.feedback import USELESS_FORM, useless_form
from bot.slack.home.following import FOLLOW
from bot.slack.home.links import GO
from bot.slack.home.my_data import view as my_data_view
from bot.slack.home.start import SEARCH
from bot.slack.home.views import ASK_RULE, question_form
from bot.slack.importing.cards import READ_AS, WRITE_DRAFT
from bot.slack.onboarding import buttons as onboarding
from bot.slack.publishing import messages as publishing
from bot.slack.publishing.notices import SHOW_PUBLICATION
from bot.slack.pulse.messages import SCORE, TREND
from bot.slack.questions.listeners import FIND_RULES
from bot.slack.questions.sharing import SHARE_FORM
from bot.slack.suggestions import messages as suggestions
from bot.slack.web_links.work_objects import ASK_OWNER
from bot.suggestions import Remark, Suggestion
from bot.wording import Disclosure

from tests.slack.access.acts import (
    ASKED,
    CODE,
    ITEM,
    NUMBER,
    SAY,
    SITE,
    Act,
    acknowledges,
    assigns,
    card,
    carrying,
    chapter_of,
    chooses,
    clicking,
    finds_rules,
    opens_panel,
    others_come,
    passes_on,
    replies,
    revises,
    shares,
    signs,
    tells,
)

SUGGESTION = Suggestion("s1", "code", (Remark("食堂太吵", date(2026, 1, 5), is_shown=True),))
WALK: Mapping[tuple[str, str], Act] = {
    ("event", "app_mention"): lambda scene: scene.person.says(scene.channel, f"@守则 {NUMBER}"),
    ("event", "message"): lambda scene: scene.person.messages_bot(NUMBER),
    ("event", "app_home_opened"): lambda scene: scene.person.opens_home(),
    ("event", "link_shared"): lambda scene: scene.person.says(
        scene.channel, f"{SITE}/code/index.html#{NUMBER}"
    ),
    ("event", "entity_details_requested"): opens_panel,
    ("action", ASK_OWNER): clicking(ASK_OWNER, CODE),
    ("event", "channel_shared"): others_come,
    ("event", "member_joined_channel"): lambda scene: scene.slack.person("late").joins(
        scene.slack.channel("#hall", [scene.person])
    ),
    ("event", "team_join"): lambda scene: scene.slack.newcomer("newcomer"),
    ("event", "user_change"): lambda scene: scene.person.changes_locale("zh-TW"),
    ("command", COMMAND): lambda scene: scene.person.runs(f"{COMMAND} {NUMBER}"),
    ("command", f"{COMMAND} onboarding"): lambda scene: scene.person.runs(f"{COMMAND} onboarding"),
    ("command", f"{COMMAND} suggest"): lambda scene: scene.person.runs(f"{COMMAND} suggest"),
    ("command", f"{COMMAND} help"): lambda scene: scene.person.runs(f"{COMMAND} help"),
    ("command", f"{COMMAND} report"): lambda scene: scene.person.runs(f"{COMMAND} report"),
    ("shortcut", FIND_RULES): finds_rules,
    ("shortcut", ASK_RULE): lambda scene: scene.person.uses_shortcut(ASK_RULE),
    ("action", reply_row.SHARE): clicking(reply_row.SHARE, CODE, in_channel=True),
    ("action", buttons.SHOW.pattern.pattern): clicking(buttons.SHOW.id(0), CODE, in_channel=True),
    ("action", buttons.CHANGE): clicking(buttons.CHANGE, CODE, in_channel=True),
    ("action", buttons.PREFACE): clicking(buttons.PREFACE, "code", in_channel=True),
    ("action", buttons.CHOOSE.pattern.pattern): clicking(buttons.CHOOSE.id(0), CODE, in_channel=True),
    ("action", reply_row.PREVIOUS_CLAUSE): clicking(reply_row.PREVIOUS_CLAUSE, "code/2.1", in_channel=True),
    ("action", reply_row.NEXT_CLAUSE): clicking(reply_row.NEXT_CLAUSE, "code/1.3", in_channel=True),
    ("action", reply_row.RELATED): clicking(reply_row.RELATED, CODE, in_channel=True),
    ("action", reply_row.OPEN): clicking(reply_row.OPEN, CODE, in_channel=True),
    ("action", reply_row.SHARE_FROM_PAGE): clicking(reply_row.SHARE_FROM_PAGE, CODE),
    ("view", SHARE_FORM): shares,
    ("action", reply_row.VERSIONS): clicking(reply_row.VERSIONS, "code/1.1"),
    ("action", reply_row.BACK): clicking(reply_row.BACK, f"{CODE} q1", in_channel=True),
    ("action", reply_row.MENU): chooses(f"{reply_row.NEXT_CLAUSE} code/1.3"),
    ("action", reply_row.WHY): clicking(reply_row.WHY, "q1", in_channel=True),
    ("action", reply_row.STOP): clicking(reply_row.STOP, "stop", in_channel=True),
    ("action", reply_row.USEFUL): clicking(reply_row.USEFUL, "q1"),
    ("action", reply_row.USELESS): clicking(reply_row.USELESS, "q1"),
    ("view", USELESS_FORM): lambda scene: scene.submits(
        useless_form(card(scene), SAY), {"why": "wrong-clause"}
    ),
    ("action", reply_row.ESCALATE): clicking(reply_row.ESCALATE, "q1"),
    ("view", escalation.ESCALATE_FORM): passes_on,
    ("action", escalation.REPLY_AND_CLOSE): clicking(escalation.REPLY_AND_CLOSE, "x1"),
    ("action", escalation.CLOSE): clicking(escalation.CLOSE, "x1"),
    ("view", escalation.REPLY_FORM): replies,
    ("action", desk.SETTLE): clicking(desk.SETTLE, "i1"),
    ("action", desk.CHANGE): clicking(desk.CHANGE, "i1"),
    ("action", desk.ANSWER): clicking(desk.ANSWER, "i1"),
    ("action", desk.ROUTE): clicking(desk.ROUTE, "i1"),
    ("action", desk.DISMISS): clicking(desk.DISMISS, "i1"),
    ("action", desk.SHOW): clicking(desk.SHOW, "i1", in_channel=True),
    ("view", forms.SETTLE_FORM): lambda scene: scene.submits(
        forms.settle_form(ITEM, (), "", SAY), {"find": NUMBER}
    ),
    ("view", forms.CHANGE_FORM): lambda scene: scene.submits(
        forms.change_form(ITEM, (), SAY), {"find": NUMBER}
    ),
    ("view", forms.ANSWER_FORM): lambda scene: scene.submits(forms.answer_form(ITEM, SAY), {"reply": "好"}),
    ("view", forms.ROUTE_FORM): lambda scene: scene.submits(
        forms.route_form(ITEM, {"code": Owner("组1", "#owners")}, SAY), {"whose": "组1"}
    ),
    ("view", forms.TELL_FORM): tells,
    ("action", TREND): clicking(TREND, "find"),
    ("action", SCORE.pattern.pattern): clicking(SCORE.id(1), "2026-10 1 find"),
    ("action", suggestions.SUGGEST): clicking(suggestions.SUGGEST, "new"),
    ("action", suggestions.REPLY): clicking(suggestions.REPLY, "i1"),
    ("action", suggestions.SHOW): clicking(suggestions.SHOW, "code", in_channel=True),
    ("action", suggestions.SEEN): clicking(suggestions.SEEN, "i1"),
    ("view", suggestions.SUGGEST_FORM): lambda scene: scene.submits(
        suggestions.suggest_form((), "0" * 16, "", SAY), {"text": "食堂太吵"}
    ),
    ("view", suggestions.GO_ON_FORM): lambda scene: scene.submits(
        suggestions.conversation(SUGGESTION, suggestions.Continued("0" * 16, "k"), SAY), {"text": "还有"}
    ),
    ("view", suggestions.REPLY_FORM): lambda scene: scene.submits(
        suggestions.reply_form(SUGGESTION, "k", SAY), {"text": "好"}
    ),
    ("action", GO.pattern.pattern): clicking(GO.id(0), f"clause {CODE}"),
    ("action", SEARCH): clicking(SEARCH, ASKED),
    ("action", my_data_view.OPEN): clicking(my_data_view.OPEN, "open"),
    ("action", my_data_view.TAKE): clicking(my_data_view.TAKE, "take"),
    ("action", my_data_view.ERASE): clicking(my_data_view.ERASE, "erase"),
    ("view", ASK_RULE): lambda scene: scene.submits(question_form(SAY, Disclosure(1)), {"question": NUMBER}),
    ("action", onboarding.BEGIN): carrying(onboarding.BEGIN),
    ("action", onboarding.READ.pattern.pattern): carrying(onboarding.READ.id(0), CODE, "day"),
    ("action", onboarding.DONE.pattern.pattern): carrying(onboarding.DONE.id(0), "U0", "day", "t1"),
    ("action", onboarding.ASK.pattern.pattern): carrying(onboarding.ASK.id(0), NUMBER),
    ("action", onboarding.QUIZ): carrying(onboarding.QUIZ, "day"),
    ("action", onboarding.CHOOSE.pattern.pattern): carrying(onboarding.CHOOSE.id(0), "m", "day", 1, "q1", 0),
    ("action", onboarding.TICK): carrying(onboarding.TICK),
    ("action", onboarding.SUBMIT): carrying(onboarding.SUBMIT, "m", "day", 1, "q2"),
    ("action", onboarding.NEXT): carrying(onboarding.NEXT, "m", "day", 1, "q1"),
    ("action", onboarding.GRANT): carrying(onboarding.GRANT, "U0"),
    ("action", onboarding.SIGN): carrying(onboarding.SIGN, "day"),
    ("action", onboarding.SIGN_AGAIN): carrying(onboarding.SIGN_AGAIN),
    ("view", onboarding.SIGN_FORM): signs,
    ("action", onboarding.ASSIGN): carrying(onboarding.ASSIGN),
    ("view", onboarding.ASSIGN_FORM): assigns,
    ("action", onboarding.MINE): carrying(onboarding.MINE),
    ("action", onboarding.MY_DATA): carrying(onboarding.MY_DATA),
    ("action", onboarding.START): carrying(onboarding.START),
    ("action", publishing.PUBLISH): clicking(publishing.PUBLISH, "0" * 64),
    ("action", publishing.PUBLISH_SIGNED): clicking(publishing.PUBLISH_SIGNED, "0" * 64),
    ("action", acknowledging.SIGN): clicking(acknowledging.SIGN, "a1"),
    ("action", acknowledging.WHO): clicking(acknowledging.WHO, "a1"),
    ("view", acknowledging.SIGN_FORM): acknowledges,
    ("action", reviews.REVIEWED): clicking(reviews.REVIEWED, "code/1@2026-01-05"),
    ("action", reviews.REVISE): clicking(reviews.REVISE, "code/1@2026-01-05"),
    ("view", reviews.REVIEWED_FORM): lambda scene: scene.submits(
        reviews.reviewed_form(chapter_of(scene), date(2099, 1, 5), SAY), {"next": "2099-01-05"}
    ),
    ("view", reviews.REVISE_FORM): revises,
    ("action", publishing.DECLINE): clicking(publishing.DECLINE, "0" * 64),
    ("action", FOLLOW.pattern.pattern): clicking(FOLLOW.id(0), f"+clause {CODE}\nclause {CODE}"),
    ("action", SHOW_PUBLICATION): clicking(SHOW_PUBLICATION, "2/code"),
    ("action", onboarding.EXPORT): carrying(onboarding.EXPORT),
    ("action", onboarding.CHECK): carrying(onboarding.CHECK),
    ("action", onboarding.COLLEAGUE): carrying(onboarding.COLLEAGUE, "U0"),
    ("action", onboarding.REMIND.pattern.pattern): carrying(onboarding.REMIND.id(0), "U0", "day", "buddy"),
    ("action", WRITE_DRAFT): clicking(WRITE_DRAFT, "F1"),
    ("action", READ_AS.pattern.pattern): clicking(READ_AS.id(0), '["F1", "accept", []]'),
    ("event", "message file"): lambda scene: scene.person.drops(scene.person.dm, {"守则.txt": b""}),
}
TO_MANAGERS = {
    ("event", "app_mention"),
    ("event", "message"),
    ("event", "link_shared"),
    ("event", "entity_details_requested"),
    ("command", COMMAND),
    ("shortcut", FIND_RULES),
    ("view", SHARE_FORM),
    ("view", ASK_RULE),
    *(
        ("action", name)
        for name in (
            *(reply_row.SHARE, reply_row.PREVIOUS_CLAUSE, reply_row.NEXT_CLAUSE, reply_row.RELATED),
            *(reply_row.OPEN, reply_row.MENU, SEARCH),
            *(each.pattern.pattern for each in (buttons.SHOW, buttons.CHOOSE, GO, FOLLOW)),
            *(each.pattern.pattern for each in (onboarding.READ, onboarding.ASK)),
        )
    ),
}
