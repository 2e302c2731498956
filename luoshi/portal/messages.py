"""Every sentence and label of the pages that is not a word of the ledger (those are in `vocabulary`).

>>> MESSAGES["rows_shown"].en.format(n=3)
'3 rows'
"""

from __future__ import annotations

from luoshi.core.text import Text

MESSAGES: dict[str, Text] = {
    # every page
    "product": Text("落实", "Luoshi"),
    "skip": Text("跳到正文", "Skip to content"),
    "breadcrumb": Text("当前位置", "Where you are"),
    "reviewer": Text("核对人", "Reviewer"),
    "reviewer_unset": Text("填写核对人", "Set reviewer"),
    "foot": Text(
        "落实 {version} · 数据只保存在本机, 页面不连接外部网络",
        "Luoshi {version} · data stays on this computer; pages connect to nothing else",
    ),
    "close": Text("关闭", "Close"),
    "save": Text("保存", "Save"),
    "cancel": Text("取消", "Cancel"),
    "any": Text("不限", "any"),
    "all": Text("全部", "All"),
    "apply": Text("应用", "Apply"),
    "clear": Text("清除筛选", "Clear filters"),
    "not_said": Text("文中未写", "not said"),
    "back_to_plans": Text("返回规划列表", "Back to the plans"),
    # keys
    "keys": Text("快捷键", "Keys"),
    "key_jk": Text("下一条 / 上一条", "next / previous"),
    "key_a": Text("采纳", "accept"),
    "key_e": Text("更正", "correct"),
    "key_r": Text("剔除", "reject"),
    "key_u": Text("撤回核对结果", "take the decision back"),
    "key_slash": Text("搜索", "search"),
    "key_esc": Text("关闭面板", "close the panel"),
    "key_help": Text("显示本页", "show this"),
    # list of plans
    "plans": Text("规划", "Plans"),
    "plan": Text("规划", "Plan"),
    "plans_intro": Text(
        "每部规划已拆成逐条承诺, 对应原文行号。点开一部即可逐条核对。",
        "Each plan is split into commitments tied to their lines. Open one to review it.",
    ),
    "number": Text("序号", "No."),
    "findings": Text("校核问题", "Findings"),
    "errors": Text("错误 {n}", "errors {n}"),
    "decided": Text("已核对", "Reviewed"),
    "document_facts": Text("{plans} 部规划, {lines} 行", "plans: {plans}, lines: {lines}"),
    "text_loaded": Text("已载入原文", "text loaded"),
    "text_not_loaded": Text("未载入原文", "text not loaded"),
    "shipped": Text("随产品提供", "ships with the product"),
    "read_at": Text("{at} 读入", "read {at}"),
    "no_plans": Text("这份文件里没有读到规划。", "No plan was found in this document."),
    "download_xlsx": Text("下载 Excel", "Download Excel"),
    "download_json": Text("下载 JSON", "Download JSON"),
    "delete": Text("删除", "Delete"),
    "delete_ask": Text("删除“{name}”?", "Delete “{name}”?"),
    "delete_what": Text(
        "台账、原文和其上的 {n} 次核对记录都会删除, 不能恢复。如需留存, 请先下载 JSON。",
        "Its ledger, its text and the decisions on it ({n}) are deleted for good. Download the JSON to keep them.",
    ),
    # first steps
    "welcome": Text("把规划文本变成可以跟踪的台账", "Turn a published plan into a ledger you can follow"),
    "welcome_what": Text(
        "上传公开发布的规划, 读出其中的目标、任务、项目、信息系统和实施职责, 逐条对应原文行号, 并校核文本中的错漏。",
        "Upload a published plan. Its targets, tasks, projects, systems and duties are read, each tied to its line, "
        "and the text is audited.",
    ),
    "welcome_1": Text(
        "上传规划文件 (.txt .docx .html .pdf 或它们的 .zip)。",
        "Upload the plan (.txt .docx .html .pdf, or a .zip of these).",
    ),
    "welcome_2": Text(
        "打开规划, 按章节或责任单位筛选, 逐条核对。",
        "Open it, filter by section or owner, review row by row.",
    ),
    "welcome_3": Text(
        "下载 Excel 台账, 分送各责任单位。",
        "Download the workbook and send it to those responsible.",
    ),
    "sample_read": Text("先读一份示例", "Read the sample first"),
    "sample_what": Text("一部虚构城市的短规划, 几秒读完。", "A short plan of an invented city; it takes seconds."),
    # upload
    "upload": Text("上传规划", "Upload a plan"),
    "upload_hint": Text(
        ".txt .docx .html .pdf .zip, 可多选或拖入, 合计不超过 {limit} MB",
        ".txt .docx .html .pdf .zip; choose or drop several, {limit} MB in all",
    ),
    "upload_go": Text("上传并读取", "Upload and read"),
    "upload_nothing": Text("请先选择一个文件。", "Choose a file first."),
    "upload_too_large": Text(
        "文件合计超过 {limit} MB。请拆成几次上传, 或只上传规划正文。",
        "The files exceed {limit} MB in all. Upload them one by one, or only the text of the plan.",
    ),
    "upload_busy": Text(
        "排队的文件太多, 请稍后再传。",
        "Too many files are waiting. Try again in a little while.",
    ),
    "reading": Text("正在读取", "Reading"),
    "progress_of": Text("{name} 的读取进度", "Progress of {name}"),
    # one plan
    "lines_range": Text("第 {first}–{last} 行", "lines {first}–{last}"),
    "years_range": Text("{first}–{last} 年", "{first}–{last}"),
    "base_year": Text("基期 {year} 年", "base year {year}"),
    "decided_of": Text("已核对 {decided} / {rows}", "reviewed {decided} / {rows}"),
    "panes": Text("视图", "Views"),
    "commitments": Text("承诺", "Commitments"),
    "commitment": Text("承诺详情", "Commitment"),
    "outline": Text("目录", "Outline"),
    "whole_plan": Text("整部规划", "Whole plan"),
    "filters": Text("筛选", "Filters"),
    "search": Text("搜索", "Search"),
    "search_hint": Text("搜索名称、单位、地点  /", "Search name, owner, place  /"),
    "kind": Text("类别", "Kind"),
    "target_kind": Text("目标类型", "Kind of target"),
    "target_kind_short": Text("类型", "Type"),
    "owner": Text("责任单位", "Owner"),
    "owner_none": Text("未写明", "none named"),
    "place": Text("地点", "Place"),
    "year": Text("年份", "Year"),
    "confidence": Text("置信度", "Confidence"),
    "verdict": Text("核对", "Review"),
    "line": Text("行", "Line"),
    "content": Text("内容", "Content"),
    "amount": Text("数值", "Value"),
    "rows_shown": Text("共 {n} 条", "{n} rows"),
    "rows_none": Text("没有符合条件的承诺。", "Nothing matches these filters."),
    "line_only": Text("只看第 {line} 行", "line {line} only"),
    "pages": Text("翻页", "Pages"),
    "page_of": Text("第 {page} / {pages} 页", "page {page} of {pages}"),
    "previous_page": Text("上一页", "Previous page"),
    "next_page": Text("下一页", "Next page"),
    # one commitment
    "neighbours": Text("前后条目", "Previous and next"),
    "previous": Text("上一条", "Previous"),
    "next": Text("下一条", "Next"),
    "back_to_list": Text("返回列表", "Back to list"),
    "line_n": Text("第 {line} 行", "line {line}"),
    "line_not_loaded": Text(
        "原文未载入, 只有行号。",
        "The text is not loaded; only the line number is known.",
    ),
    "how_to_load": Text("如何载入", "How to load it"),
    "against_year": Text("与 {year} 年相比", "against {year}"),
    "period": Text("起止年份", "Period"),
    "why": Text("依据: {why}", "Rests on: {why}."),
    "decision": Text("核对", "Decision"),
    "accept": Text("采纳", "Accept"),
    "correct": Text("更正", "Correct"),
    "reject": Text("剔除", "Reject"),
    "reopen": Text("撤回", "Take back"),
    "reject_do": Text("剔除这一条", "Reject this row"),
    "save_correction": Text("保存更正", "Save the correction"),
    "reason": Text("理由", "Reason"),
    "reason_optional": Text("理由 (可不填)", "Reason (optional)"),
    "reason_reject": Text("为什么不是承诺, 或错在哪里", "Why it is no commitment, or what is wrong"),
    "your_name": Text("核对人姓名", "Your name"),
    "name_why": Text(
        "核对记录会署上这个名字。现阶段没有账号, 名字保存在本浏览器中, 可以随时更改。",
        "Decisions are signed with this name. There are no accounts yet; it is kept in this browser.",
    ),
    "history": Text("核对记录", "History"),
    "look_again": Text("重新查看", "Look again"),
    "refused_stale": Text(
        "您查看期间, 这一条已被他人或另一窗口核对, 本次未保存。",
        "This row was decided meanwhile, by someone else or in another window; yours was not saved.",
    ),
    "refused_move": Text(
        "这一条当前状态下不能这样核对, 请先撤回。",
        "Not possible in the row's present state; take it back first.",
    ),
    "refused_no_change": Text(
        "没有改动任何内容; 如果原样正确, 请用“采纳”。",
        "Nothing was changed; if the row is right as it is, accept it.",
    ),
    "refused_reason": Text("请写明理由。", "Please give a reason."),
    "refused_name": Text("请填写核对人姓名。", "Please give your name."),
    # findings
    "severity": Text("程度", "Severity"),
    "arithmetic": Text("算式", "Arithmetic"),
    "findings_all": Text("校核问题 {n}", "Findings {n}"),
    "findings_intro": Text(
        "对文本本身的校核, 共 {n} 处: 合计、数目、前后矛盾、单位、缺项、编号。",
        "What the audit found in the text itself ({n}): sums, counts, conflicts, units, omissions, numbering.",
    ),
    "findings_none": Text("没有发现问题。", "Nothing was found."),
    # the text
    "text": Text("原文", "Text"),
    "text_marks": Text("标出的行含有承诺或问题", "marked lines hold commitments or findings"),
    "n_commitments": Text("承诺 {n}", "commitments {n}"),
    "n_findings": Text("问题 {n}", "findings {n}"),
    "text_missing": Text("原文未载入", "The text is not loaded"),
    "text_missing_why": Text(
        "随产品提供的只有事实 (名称、数值、单位、年份、行号), 不含规划原文。",
        "The product ships the facts only (names, values, units, years, line numbers), not the text of the plan.",
    ),
    "text_missing_how": Text(
        "请上传同一份文本 (“{name}”): 内容一致时会自动配到这份台账上, 已有的核对结果不变。",
        "Upload the same text (“{name}”): if identical, it is joined to this ledger, and decisions stay as they are.",
    ),
    # error pages
    "error_400": Text("请求有误", "Bad request"),
    "error_400_what": Text(
        "浏览器发来的内容无法理解。请返回重试。",
        "What the browser sent was not understood. Go back and try again.",
    ),
    "error_403": Text("请求未通过校验", "The request was refused"),
    "error_403_what": Text(
        "页面可能打开太久, 或浏览器禁用了 Cookie。请返回上一页, 刷新后重试。",
        "The page may have been open too long, or cookies are off. Go back, reload, and try again.",
    ),
    "error_404": Text("没有这一页", "No such page"),
    "error_404_what": Text(
        "地址有误, 或内容已被删除。",
        "The address is wrong, or what it showed was deleted.",
    ),
    "error_500": Text("程序出错", "The program failed"),
    "error_500_what": Text(
        "已保存的内容不受影响, 详情见服务日志。请返回重试。",
        "What is stored is safe; details are in the server log. Go back and try again.",
    ),
}
