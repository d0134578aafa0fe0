"""users.*, usergroups.*, bots.*, team.*: who is there, and where."""

from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload


def _users_info(context: Context) -> Payload:
    return {"user": context.user().to_api(with_locale=context.arguments.flag("include_locale"))}


def _users_list(context: Context) -> Payload:
    page, following = context.page(context.state.people.all(), default=1000)
    with_locale = context.arguments.flag("include_locale")
    members = [one.to_api(with_locale=with_locale) for one in page]
    return {"members": members, "cache_ts": int(context.state.clock())} | following


def _bots_info(context: Context) -> Payload:
    state = context.state
    wanted = context.arguments.text("bot", state.bot_id)
    if wanted != state.bot_id:
        raise ApiError("bot_not_found")
    bot = {
        "id": state.bot_id,
        "deleted": False,
        "name": state.app.bot_name,
        "updated": state.bot.updated,
        "app_id": state.app.id,
        "user_id": state.bot.id,
        "icons": {},
    }
    return {"bot": bot}


def _team_info(context: Context) -> Payload:
    state = context.state
    domain = state.team_domain
    team = {
        "id": state.team_id,
        "name": state.team_name,
        "url": f"https://{domain}.slack.com/",
        "domain": domain,
        "email_domain": "",
        "icon": {"image_default": True},
        "avatar_base_url": "",
        "is_verified": False,
    }
    return {"team": team}


def _usergroups_list(context: Context) -> Payload:
    groups = []
    for group in context.state.people.groups.values():
        members = {"users": list(group.members)} if context.arguments.flag("include_users") else {}
        groups.append(group.to_api() | members)
    return {"usergroups": groups}


def _usergroups_users_list(context: Context) -> Payload:
    group = context.state.people.groups.get(context.arguments.required("usergroup", "no_such_subteam"))
    if group is None:
        raise ApiError("no_such_subteam")
    return {"users": list(group.members)}


METHODS = {
    "users.info": Method(_users_info, tier=4, scope="users:read"),
    "users.list": Method(_users_list, tier=2, scope="users:read"),
    "bots.info": Method(_bots_info, tier=3, scope="users:read"),
    "team.info": Method(_team_info, tier=3, scope="team:read"),
    "usergroups.list": Method(_usergroups_list, tier=2, scope="usergroups:read"),
    "usergroups.users.list": Method(_usergroups_users_list, tier=2, scope="usergroups:read"),
}
