"""What the pages of people say."""

from __future__ import annotations

from luoshi.core.text import Text

MESSAGES: dict[str, Text] = {
    "log_in": Text("登录", "Log in"),
    "log_out": Text("退出", "Log out"),
    "login_what": Text("用本单位分给您的账号登录。", "Log in with the account you were given."),
    "login_wrong": Text("账号或密码不对, 请核对后再试。", "The account or the password is wrong. Please check both."),
    "login_locked": Text(
        "连续输错 {tries} 次, 此账号从这台设备登录已暂停 {minutes} 分钟。请稍后再试; 忘记密码请联系系统管理员重置。",
        "{tries} wrong passwords: for {minutes} minutes this account cannot log in from this address. Try again later; "
        "if you forgot the password, ask your administrator for a new one.",
    ),
    "login_help": Text(
        "没有账号或忘记密码, 请联系系统管理员。", "No account, or password forgotten? Ask your administrator."
    ),
    "username": Text("账号", "Account"),
    "password": Text("密码", "Password"),
    # my account
    "my_account": Text("我的账号", "My account"),
    "my_roles": Text("角色", "Roles"),
    "my_roles_none": Text("还没有角色, 请联系系统管理员。", "No role yet. Ask your administrator."),
    "my_sessions": Text("登录的设备", "Where I am logged in"),
    "my_sessions_what": Text(
        "闲置 2 小时或登录满 12 小时自动退出; 最多同时登录 5 处。",
        "A login ends after 2 hours without use, or after 12 hours; at most 5 at once.",
    ),
    "session_since": Text("{at} 登录", "since {at}"),
    "session_seen": Text("最近 {at}", "last seen {at}"),
    "session_this": Text("当前设备", "this one"),
    "sessions_end": Text("退出其他设备", "End the others"),
    "password_change": Text("修改密码", "Change password"),
    "password_must_change": Text(
        "当前密码是别人发给您的, 请先换成只有您自己知道的密码。",
        "This password was issued to you. Change it to one that only you know.",
    ),
    "password_rules": Text(
        "至少 10 个字符, 不能全是数字, 不能是常见密码, 不能与账号或姓名相近。修改后其他设备会退出登录。",
        "At least 10 characters, not only digits, no common password, nothing like your account or name. "
        "Logins elsewhere end.",
    ),
    "password_old": Text("原密码", "Present password"),
    "password_new": Text("新密码", "New password"),
    "password_again": Text("再输一次新密码", "New password again"),
    "password_old_wrong": Text("原密码不对。", "The present password is wrong."),
    "password_again_differs": Text("两次输入的新密码不一致。", "The two new passwords differ."),
    "password_same": Text("新密码不能与原密码相同。", "The new password must differ from the present one."),
    "password_too_long": Text("密码太长, 最多 256 个字符。", "Too long: at most 256 characters."),
    "password_too_short": Text("密码太短, 至少 10 个字符。", "Too short: at least 10 characters."),
    "password_too_common": Text("这个密码太常见, 容易被猜中。", "Too common, easily guessed."),
    "password_entirely_numeric": Text("密码不能全是数字。", "It must not be only digits."),
    "password_too_similar": Text("密码与账号或姓名太相近。", "Too much like your account or name."),
}
