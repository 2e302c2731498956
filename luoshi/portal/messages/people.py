"""What the pages of people say."""

from __future__ import annotations

from luoshi.core.text import Text

MESSAGES: dict[str, Text] = {
    "role_needs_agency": Text("这个角色须选择部门。", "This role needs an agency."),
    "role_needs_area": Text("这个角色须选择区划。", "This role needs an area."),
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
    "oidc_log_in": Text("用{name}登录", "Log in with {name}"),
    "oidc_unreachable": Text(
        "统一认证暂时连不上, 请稍后再试, 或用账号密码登录。",
        "The identity provider cannot be reached. Try again later, or log in with account and password.",
    ),
    "oidc_refused": Text("统一认证没有完成, 请重新登录。", "The login was not completed. Please start again."),
    "oidc_unknown": Text(
        "统一认证已通过, 但您在这里还没有可用的账号, 请联系系统管理员。",
        "The identity provider knows you, but you have no account here. Ask your administrator.",
    ),
    "username": Text("账号", "Account"),
    "password": Text("密码", "Password"),
    "home_nothing": Text(
        "这里还没有您可以查看的规划。需要权限请联系系统管理员。",
        "There is no plan here that you may see. Ask your administrator if you need to.",
    ),
    # accounts
    "accounts": Text("账号管理", "Accounts"),
    "accounts_count": Text("共 {n} 个", "{n} in all"),
    "accounts_search": Text("按账号、姓名、部门或区划查找", "Search by account, name, agency or area"),
    "accounts_find": Text("查找", "Search"),
    "accounts_none": Text("没有符合条件的账号。", "No account matches."),
    "account_add": Text("新建账号", "New account"),
    "account_add_what": Text(
        "系统会生成一个初始密码, 只显示一次; 本人首次登录须修改。其他角色可在建好后添加。",
        "A password is made and shown once; its owner changes it at the first login. Add further roles afterwards.",
    ),
    "account_display": Text("姓名", "Name"),
    "account_role": Text("角色", "Role"),
    "account_agency": Text("部门", "Agency"),
    "account_area": Text("区划", "Area"),
    "account_no_role": Text("无角色", "no role"),
    "account_disabled": Text("已停用", "disabled"),
    "account_last": Text("最近登录 {at}", "last login {at}"),
    "account_never": Text("从未登录", "never logged in"),
    "account_roles_what": Text(
        "部门填报须选部门, 县区填报须选区划, 审核两者都选; 权限及于其下各级。选“无角色”即去掉该行。",
        "A department needs an agency, a county an area, a reviewer both; each reaches all below. "
        "“no role” takes a row away.",
    ),
    "account_access": Text("登录", "Login"),
    "account_reset": Text("重置密码", "Reset password"),
    "account_disable": Text("停用账号", "Disable"),
    "account_enable": Text("重新启用", "Enable again"),
    "account_access_what": Text(
        "重置或停用后, 该账号在所有设备上立即退出; 停用后其密钥同时失效, 已做的记录保留。",
        "Either ends every session of the account at once; a disabled account's keys stop working, its record stays.",
    ),
    "account_password": Text("初始密码", "Password"),
    "account_password_once": Text(
        "只显示这一次, 请当面或通过可靠渠道交给本人; 首次登录须修改。",
        "Shown this once. Hand it over in person or by a channel you trust; it is changed at the first login.",
    ),
    "places_label": Text("区划与部门", "Areas and agencies"),
    "places_what": Text(
        "来自本市名录; 权限按这两棵树逐级下达。", "From the city's lists; rights reach down these two trees."
    ),
    "places_agencies": Text("{n} 个部门", "{n} agencies"),
    "places_none": Text("还没有载入名录。", "No lists were loaded yet."),
    # my account
    "tokens": Text("程序密钥", "Keys for programs"),
    "tokens_what": Text(
        "让别的系统以您的身份调用接口 (/api/), 权限不超过您本人和所选用途。不用时请撤销。",
        "With a key another system calls the API (/api/) as you, for the uses you choose and no more. Revoke what is "
        "not used.",
    ),
    "token_name": Text("名称", "Name"),
    "token_scopes": Text("用途", "May"),
    "token_until": Text("有效期至", "Good until"),
    "token_make": Text("生成密钥", "Make a key"),
    "token_new": Text("新密钥", "The new key"),
    "token_once": Text(
        "只显示这一次, 请立即存到调用方; 丢失后只能重新生成。",
        "Shown this once: put it where it is used now. If it is lost, make another.",
    ),
    "token_used": Text("最近使用 {at}", "last used {at}"),
    "token_unused": Text("未使用", "not used"),
    "token_revoke": Text("撤销", "Revoke"),
    "token_revoked": Text("已撤销", "revoked"),
    "token_expired": Text("已过期", "expired"),
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
