"""What is said where a write to people is refused, by the code of `people.actions.RefusedError`.

>>> REFUSED["username_taken"].zh
'已有这个账号'
"""

from __future__ import annotations

from luoshi.core.text import Text

REFUSED: dict[str, Text] = {
    "username": Text(
        "账号须为 2 至 30 位字母、数字或 . _ + - @", "an account's name is 2 to 30 letters, digits or . _ + - @"
    ),
    "username_taken": Text("已有这个账号", "there is such an account already"),
    "display_name": Text("姓名最多 40 字", "a name to be shown has at most 40 characters"),
    "role": Text("没有这个角色", "there is no such role"),
    "role_agency": Text(
        "这个角色须注明部门 (如 department:市水利局), 且部门须在名录中",
        "this role needs an agency of the city's list, as in department:市水利局",
    ),
    "role_area": Text(
        "这个角色须注明区划 (如 county:双塔区 或代码), 且区划须在名录中",
        "this role needs an area of the city's list, by its name or code, as in county:211302",
    ),
    "last_operator": Text("这是最后一位系统管理员, 不能去掉", "this is the last operator and must stay one"),
    "operator_exists": Text(
        "已有系统管理员; 其他账号请由其在网页上添加, 或用 luoshi user add",
        "there is an operator already, who adds accounts in the browser; or use luoshi user add",
    ),
    "password": Text(
        "密码不合要求: 至少 10 个字符, 不能全是数字、常见密码, 不能与账号或姓名相近",
        "the password is too weak: at least 10 characters, not only digits, not common, nothing like the account",
    ),
    "own": Text(
        "不能更改或停用自己的账号, 请由另一位系统管理员操作", "nobody changes their own rights; ask another operator"
    ),
    "old_password": Text("原密码不对", "the present password is wrong"),
    "token_name": Text("请给密钥起个名字, 最多 60 字", "give the key a name of at most 60 characters"),
    "token_scope": Text("请至少选一项用途", "choose at least one use"),
    "token_expiry": Text("有效期须在一年以内", "it must end within a year"),
    "token_most": Text("有效的密钥最多 20 个, 请先撤销不用的", "at most 20 keys: revoke those that are not used"),
}
