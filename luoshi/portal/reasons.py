"""The rules that rows rest on, and the words between the numbers of a finding's arithmetic, in Chinese.

The reader writes both in English; the parts of a rule are set off by commas or semicolons.

>>> REASONS["verb first"]
'动词开头的句子'
"""

from __future__ import annotations

REASONS: dict[str, str] = {
    # quantities
    "row of an indicator table": "指标表中的一行",
    "noun before the number": "数字前的名词",
    "noun after the number": "数字后的名词",
    "no date of its own": "自身未写时间",
    "shared over a list": "并列各项共用",
    "said in words": "用文字表述的数量",
    "named by an earlier segment": "名称见前文",
    "target to be issued": "目标待下达",
    "says the table": "表中写明",
    "date after the base year": "时间在基期之后",
    "date up to the base year": "时间不晚于基期",
    "date within the plan": "时间在规划期内",
    "date before the plan": "时间在规划期之前",
    "review chapter": "回顾现状的章节",
    "goal chapter": "提出目标的章节",
    "task chapter": "部署任务的章节",
    "said of the future in a review": "回顾中说到将来",
    "said of the present": "说的是现状",
    "value left behind": "“由…提高到…”中的原值",
    "growth column of an indicator table": "指标表的增速栏",
    "entry of an indicator box": "指标专栏中的一条",
    "part of a bracket": "括号内的数值",
    "numeral in words": "汉字数字",
    "in a box": "在专栏中",
    "short name": "名称过短",
    "long name": "名称过长",
    # corrections of a shipped ledger
    "added by hand": "人工补录",
    "corrected by hand": "人工更正",
    # tasks
    "verb first": "动词开头的句子",
    "object before verb": "事项在前、动词在后",
    "subject must": "主语加“要、应”的句子",
    "a stance": "表态性说法",
    # duties
    "section on implementation": "规划实施的章节",
    "heading on implementation": "规划实施的标题",
    "sentence on the plan": "讲规划本身的句子",
    # projects
    "row of a project table": "项目表中的一行",
    "item of a project box": "项目专栏中的一项",
    "item of a box": "专栏中的一项",
    "item of a list": "列举中的一项",
    "box about one project": "专讲一个项目的专栏",
    "built by a named firm": "写明由企业建设",
    "subject of what is told": "所述内容的主语",
    "thing to be built": "要建设的事物",
    "object of a verb of work": "建设类动词的宾语",
    "heading that names work": "标题即工程名称",
    "work in a chapter of projects": "项目章节中的工程",
    "work with a name of its own": "有专名的工程",
    "list of key projects": "重点项目清单",
    "list of research projects": "科研项目清单",
    "campaign": "专项行动",
    "programme": "工程、计划、行动一类",
    "team to be formed": "要组建的队伍",
    "plan to be made": "要编制的方案",
    "promotion to a higher grade": "提档升级",
    "a piece of work": "一项工程",
    "title of a paragraph": "段首标题",
    # systems
    "platform of trade": "交易、商务类平台",
    "mostly run by firms": "多由企业运营",
    "hardly more than a head": "名称过于简略",
    "platform with a word of information": "带信息化字样的平台",
    "platform of a service": "服务类平台",
    "system with a word of information": "带信息化字样的系统",
    "system of control": "监测、控制类系统",
    "network of sensing or data": "感知或数据网络",
    "centre of data or command": "数据或指挥中心",
    "smart field without a head": "“智慧…”, 未写平台或系统",
    "data base": "数据库",
    "data store": "数据资源库",
    "head of a channel": "网站、门户、热线一类",
    "head of a data facility": "数据设施",
    "list of projects or people": "项目库、人才库一类",
    "used by the plan": "规划拟利用",
    "stands already": "已经建成",
    "no verb": "未见建设类动词",
}

ARITHMETIC: dict[str, str] = {
    "targets without owner": "个目标未写责任单位",
    "targets without base": "个目标缺基期值",
    "changes without base": "处变化缺基期值",
    "without base": "缺基期值",
    "should be": "应为",
    "stated": "文中为",
    "difference": "相差",
    "announced": "称",
    "listed": "列出",
    "of": "/",
    "x": "×",
    "->": "→",
}
"""Longer words stand before those they contain."""
