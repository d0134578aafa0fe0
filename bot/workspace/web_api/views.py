"""views.*: modals and the App Home."""

from bot.workspace.state import View
from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload


def _open(context: Context) -> Payload:
    content = context.composing.view(context.arguments.structured("view"), "modal")
    trigger = context.state.triggers.redeem(context.arguments.required("trigger_id"))
    return _shown(context, context.state.views.open(trigger.user, content))


def _push(context: Context) -> Payload:
    content = context.composing.view(context.arguments.structured("view"), "modal")
    trigger = context.state.triggers.redeem(context.arguments.required("trigger_id"))
    if trigger.view_id is None or context.state.views.modal(trigger.user) is None:
        raise ApiError("not_found")
    return _shown(context, context.state.views.push(trigger.user, content))


def _update(context: Context) -> Payload:
    arguments = context.arguments
    content = context.composing.view(arguments.structured("view"), "modal", "home")
    views = context.state.views
    found = views.find(view_id=arguments.text("view_id"), external_id=arguments.text("external_id"))
    if found is None or found.kind != content["type"]:
        raise ApiError("not_found")
    _check_hash(context, found)
    return _shown(context, views.update(found, content))


def _publish(context: Context) -> Payload:
    if not context.state.app.has_home_tab:
        raise ApiError("not_enabled")
    content = context.composing.view(context.arguments.structured("view"), "home")
    user = context.user("user_id")
    before = context.state.views.home(user.id)
    if before:
        _check_hash(context, before)
    return _shown(context, context.state.views.publish(user.id, content))


def _check_hash(context: Context, present: View) -> None:
    given = context.arguments.text("hash")
    if given and given != present.hash:
        raise ApiError("hash_conflict")


def _shown(context: Context, view: View) -> Payload:
    return {"view": context.state.view_to_api(view)}


METHODS = {
    "views.open": Method(_open, tier=4),
    "views.push": Method(_push, tier=4),
    "views.update": Method(_update, tier=4),
    "views.publish": Method(_publish, tier=4),
}
