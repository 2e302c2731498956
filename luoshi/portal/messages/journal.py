"""What the pages of the journal say."""

from __future__ import annotations

from luoshi.core.text import Text

MESSAGES: dict[str, Text] = {
    "journal": Text("变更日志", "Journal"),
    "journal_intro": Text(
        "每一次变更: 何人、何时、对什么、为何。记录首尾相扣, 改动、删除、插入都能被查出 (luoshi journal verify)。",
        "Every change: who, when, to what, why. Entries are chained: what is changed, removed or inserted shows "
        "(luoshi journal verify).",
    ),
    "journal_none": Text("没有符合条件的记录。", "No entry matches."),
    "journal_number": Text("编号", "No."),
    "journal_at": Text("时间", "Time"),
    "journal_who": Text("操作人", "Who"),
    "journal_system": Text("系统", "the system"),
    "journal_action": Text("动作", "Action"),
    "journal_thing": Text("对象", "Thing"),
    "journal_why": Text("理由", "Why"),
    "journal_cause": Text("起因", "Cause"),
    "journal_before": Text("变更前", "Before"),
    "journal_after": Text("变更后", "After"),
    "journal_since": Text("自", "From"),
    "journal_until": Text("至", "Until"),
    "journal_changes": Text("{n} 项", "{n} fields"),
    "journal_older": Text("更早的", "Older"),
    "journal_newest": Text("最新的", "Newest"),
    "journal_csv": Text("下载 CSV", "Download CSV"),
}
