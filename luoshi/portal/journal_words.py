"""What the journal's short names mean: actions (`return.file`) and things (`return:953`) in words.

>>> action("return.file").en, action("some.thing")
('return filed', None)
>>> thing("return:953").en
'return 953'
"""

from __future__ import annotations

from luoshi.core.text import Text
from luoshi.plans.supervision.moves import MOVE_TEXTS

THINGS: dict[str, Text] = {
    "account": Text("账号", "account"),
    "batch": Text("批次", "batch"),
    "city": Text("城市", "city"),
    "commitment": Text("承诺", "commitment"),
    "day": Text("日期", "day"),
    "document": Text("文件", "document"),
    "draw": Text("抽查", "draw"),
    "figure": Text("数据", "figure"),
    "indicator": Text("指标", "indicator"),
    "item": Text("督办事项", "supervised item"),
    "login": Text("登录", "login"),
    "notice": Text("提醒", "notice"),
    "plan": Text("规划", "plan"),
    "project": Text("项目", "project"),
    "return": Text("报表", "return"),
    "return_item": Text("报表行", "line of a return"),
    "target": Text("目标", "target"),
    "token": Text("密钥", "token"),
    "undertaking": Text("任务", "undertaking"),
    "upload": Text("上传", "upload"),
}
ACTIONS: dict[str, Text] = {
    "account.change_password": Text("修改密码", "password changed"),
    "account.create": Text("新建账号", "account created"),
    "account.disable": Text("停用账号", "account disabled"),
    "account.enable": Text("启用账号", "account enabled"),
    "account.end_sessions": Text("退出其他设备", "other sessions ended"),
    "account.lock": Text("登录锁定", "login locked"),
    "account.login": Text("登录", "logged in"),
    "account.logout": Text("退出", "logged out"),
    "account.reset_password": Text("重置密码", "password reset"),
    "account.roles": Text("设置角色", "roles set"),
    "commitment.accepted": Text("采纳承诺", "commitment accepted"),
    "commitment.corrected": Text("更正承诺", "commitment corrected"),
    "commitment.rejected": Text("剔除承诺", "commitment rejected"),
    "commitment.reopened": Text("重新核对", "commitment reopened"),
    "demo.live": Text("模拟近期工作", "recent work simulated"),
    "demo.load": Text("载入模拟数据", "simulated figures loaded"),
    "document.delete": Text("删除文件", "document deleted"),
    "document.upload": Text("上传文件", "document uploaded"),
    "draw.make": Text("抽取", "drawn"),
    "draw.result": Text("填写核查结果", "result entered"),
    "evidence.store": Text("上传凭证", "evidence stored"),
    "evidence.withdraw": Text("撤回凭证", "evidence withdrawn"),
    "figure.approve": Text("批准数据", "figure approved"),
    "figure.load": Text("成批载入数据", "figures loaded"),
    "figure.record": Text("记录数据", "figure recorded"),
    "indicator.assign": Text("指定责任单位", "owner assigned"),
    "judge.set": Text("设置判断方式", "limits set"),
    "milestone.add": Text("增加节点", "milestone added"),
    "milestone.edit": Text("修改节点", "milestone edited"),
    "milestone.record": Text("节点完成", "milestone recorded"),
    "milestone.undo": Text("撤销节点完成", "milestone undone"),
    "notice.read": Text("提醒已读", "notice read"),
    "places.load": Text("载入区划与部门", "agencies and areas loaded"),
    "plan.follow": Text("跟踪规划", "plan followed"),
    "project.approve": Text("批准项目进展", "project report approved"),
    "project.create": Text("新建项目", "project created"),
    "project.edit": Text("修改项目", "project edited"),
    "project.move": Text("调整项目阶段", "project moved"),
    "project.report": Text("填报项目进展", "project reported"),
    "project.schedule": Text("修改项目计划", "project scheduled"),
    "return.approve": Text("批准报表", "return approved"),
    "return.check": Text("审核报表", "return checked"),
    "return.excuse": Text("豁免报表", "return excused"),
    "return.extend": Text("报表增加指标", "return extended"),
    "return.file": Text("报送报表", "return filed"),
    "return.fill": Text("填写报表", "return filled in"),
    "return.lock": Text("锁定报表", "return locked"),
    "return.open": Text("生成报表", "return opened"),
    "return.remind": Text("发出提醒", "reminders sent"),
    "return.reopen": Text("重新开放报表", "return reopened"),
    "return.send_back": Text("退回报表", "return sent back"),
    "spell.end": Text("预警解除", "warning ended"),
    "spell.level": Text("预警等级变化", "warning changed"),
    "spell.open": Text("出现预警", "warning began"),
    "target.amend": Text("调整目标", "target amended"),
    "target.issue": Text("下达目标", "target issued"),
    "target.share": Text("目标分解项", "share of a target"),
    "target.split": Text("分解目标", "target split"),
    "token.create": Text("生成密钥", "token made"),
    "token.revoke": Text("撤销密钥", "token revoked"),
    "undertaking.create": Text("新建任务", "undertaking created"),
    "undertaking.edit": Text("修改任务", "undertaking edited"),
    **{f"item.{name}": Text(f"督办{text.zh}", f"item: {text.en}") for name, text in MOVE_TEXTS.items()},
}
"""Every action; `tests/portal/test_journal.py` holds it to the code."""


def action(name: str) -> Text | None:
    """An action in words; None where none are known."""
    return ACTIONS.get(name)


def thing(name: str) -> Text:
    """A thing in words, as it stands where its kind is not known."""
    kind, _, key = name.partition(":")
    word = THINGS.get(kind)
    return Text(f"{word.zh} {key}", f"{word.en} {key}") if word else Text(name, name)
