"""users.*, usergroups.*, team.info: who is there; auth.test, oauth.*, bots.info, apps.*, api.test: who is the app."""

from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload


def _users_info(context: Context) -> Payload:
    return {"user": context.user().to_api(with_locale=context.arguments.flag("include_locale"))}


def _users_list(context: Context) -> Payload:
    context.in_workspace()
    page, following = context.page(list(context.state.users.values()), default=1000)
    with_locale = context.arguments.flag("include_locale")
    members = [one.to_api(with_locale=with_locale) for one in page]
    return {"members": members, "cache_ts": int(context.state.clock())} | following


def _bots_info(context: Context) -> Payload:
    if context.arguments.text("bot", context.state.bot_id) != context.state.bot_id:
        raise ApiError("bot_not_found")
    return {"bot": context.state.bot_to_api()}


def _team_info(context: Context) -> Payload:
    state = context.state
    team = {
        "id": state.team_id,
        "name": state.team_name,
        "url": f"https://{state.team_domain}.slack.com/",
        "domain": state.team_domain,
        "email_domain": "",
        "icon": {"image_default": True},
        "avatar_base_url": "",
        "is_verified": False,
    }
    return {"team": team}


def _usergroups_list(context: Context) -> Payload:
    context.in_workspace()
    is_whole, groups = context.arguments.flag("include_users"), context.state.users.groups.values()
    return {
        "usergroups": [one.to_api() | ({"users": list(one.members)} if is_whole else {}) for one in groups]
    }


def _usergroups_users_list(context: Context) -> Payload:
    context.in_workspace()
    group = context.state.users.groups.get(context.arguments.required("usergroup", "no_such_subteam"))
    if group is None:
        raise ApiError("no_such_subteam")
    return {"users": list(group.members)}


def _api_test(context: Context) -> Payload:
    given = context.arguments.recorded()
    if "error" in given:
        raise ApiError(str(given["error"]), args=given)
    return {"args": given} if given else {}


def _auth_test(context: Context) -> Payload:
    state = context.state
    return {
        "url": f"https://{state.team_domain}.slack.com/",
        "team": state.team_name,
        "user": state.bot.name,
        "user_id": state.bot.id,
        "bot_id": state.bot_id,
        **state.installed_in,
    }


def _teams_list(context: Context) -> Payload:
    page, following = context.page([{"id": context.state.team_id, "name": context.state.team_name}])
    return {"teams": page} | following


def _connections_open(context: Context) -> Payload:
    return {"url": context.link()}


def _oauth_access(context: Context) -> Payload:
    state, arguments = context.state, context.arguments
    if arguments.text("client_id") != state.tokens.client_id:
        raise ApiError("invalid_client_id")
    if arguments.text("client_secret") != state.tokens.client_secret:
        raise ApiError("bad_client_secret")
    if arguments.text("grant_type") == "refresh_token":
        if arguments.text("refresh_token") != state.tokens.refresh:
            raise ApiError("invalid_refresh_token")
        state.tokens = state.tokens.renewed()
    elif (code := arguments.text("code")) in state.authorization_codes:
        state.authorization_codes.discard(code)
        state.is_installed = True
    else:
        raise ApiError("invalid_code")
    place = {"id": state.enterprise_id or state.team_id, "name": state.team_name}
    is_of_all = bool(state.enterprise_id)
    expiring = {"refresh_token": state.tokens.refresh, "expires_in": state.token_lifetime}
    return {
        "app_id": state.app.id,
        "authed_user": {"id": next((one.id for one in state.users.values() if one.is_admin), state.bot.id)},
        "scope": ",".join(state.app.scopes),
        "token_type": "bot",
        "access_token": state.tokens.bot,
        "bot_user_id": state.bot.id,
        "team": None if is_of_all else place,
        "enterprise": place if is_of_all else None,
        "is_enterprise_install": is_of_all,
        **(expiring if state.token_lifetime else {}),
    }


METHODS = {
    "users.info": Method(_users_info, tier=4, scope="users:read"),
    "users.list": Method(_users_list, tier=2, scope="users:read"),
    "bots.info": Method(_bots_info, tier=3, scope="users:read"),
    "team.info": Method(_team_info, tier=3, scope="team:read"),
    "usergroups.list": Method(_usergroups_list, tier=2, scope="usergroups:read"),
    "usergroups.users.list": Method(_usergroups_users_list, tier=2, scope="usergroups:read"),
    "api.test": Method(_api_test, tier=4, caller="anyone"),
    "auth.test": Method(_auth_test, tier=4),
    "auth.teams.list": Method(_teams_list, tier=2),
    "apps.connections.open": Method(_connections_open, tier=1, caller="app"),
    "oauth.v2.access": Method(_oauth_access, tier=4, caller="anyone"),
}
