"""Which numbers of a text can be quantities of a plan at all: criteria, ages, slogans and titles are none.

>>> from luoshi.reader.quantities.lexer import measures
>>> text = "引进投资5000万元以上项目10个"
>>> [m.value for m in measures(text) if counts(text, m)]
[10.0]
"""

from __future__ import annotations

import re

from luoshi.reader.quantities.lexer import Measure
from luoshi.reader.quantities.names import does

# Spans of time, ages and grades are conditions, not quantities, unless the words before name such an indicator.
_TIMES_TABLE = "年 岁 周岁 日 周 天 秒 分钟 小时 个小时 h 个月 工作日 个工作日 ℃ 层 度"
_TIMES = frozenset(_TIMES_TABLE.split())
_TIMED = re.compile(
    r"(?:天数|日数|时间|时长|时限|寿命|年限|期限|周期|年龄|时效|工作日|总时数|小时数|工期|住院日)[^,，。;；\d]{0,6}"
    r"(?:(?:19|20)\d\d年的?\d+天[增降减升]至|(?:19|20)\d\d年的?|(?:\d[\d.]*[岁年],)?(?:比|较)(?:19|20)\d\d年(?:末|底)?[\u4e00-\u9fff]{2,4})?$|(?:压缩|缩短|压减|缩减)(?:到|至|为)$"
)
_LIMITS = frozenset(("分钟", "小时", "个小时", "天", "日", "工作日", "个工作日"))
_WITHIN = re.compile(
    r"\s?[之以]?内(?![部外容])[\u4e00-\u9fff]{4,}(?=$|[,，。;；、])|\s?(?:[之以]?内)?(?:办结|办理完毕|完成|答复|反馈|到达)(?=$|[,，。;；、])"
)
# So much time each day or week that something has to last.
_LASTING = re.compile(
    r"每个?(?:学年|学期|[天日周月年])[^,，。;；\d]{2,16}(?:不少于|不低于|至少)$|(?:储备|物资)[^,，。;；\d]{0,6}满足$"
)
_GRADES = frozenset(("级", "分", "伏", "千伏", "kV", "KV", "kv", "位", "组", "节", "集", "轮"))
_SIZES = frozenset(("米", "m", "吨", "t", "厘米", "毫米", "cm", "mm", "兆", "M", "千克", "公斤", "升", "克"))
_SIZES_OF = _SIZES | {"平方米", "平米", "㎡"}
_OF = re.compile(r"(?:以上)?的[\u4e00-\u9fff]")
_CRITERION = re.compile(r"^\s?(?:及?以上|以下|以内|及其?以上)(?:的|[\u4e00-\u9fff])(?!$)")
_CONJ = re.compile(r"^\s?(?:及?以上|以下|以内)(?:和|、|并|,|及(?!以)|与|目标|水平|的目标)")
_GRADED = re.compile(r"级(?!别)")
_QUOTED = re.compile(r"[^“”「」‘’,，。]{0,10}[”」’]")
_NOUN = re.compile(r"(?![和及与以左或])[\u4e00-\u9fff]")
_MADE = re.compile(
    r"(?:建|设|改造|修复|治理|铺设|完成|新增|整治|实施|达到?|能力|规模|容量|约|共|为|化解|削减|减少)(?:成|了)?(?:约|近)?$"
)
# 一个, 三项 are mostly manners of speech; they count where an amount per area or period is set, or where that is all.
_COUNTED = re.compile(
    r"每(?!一[^年季月])[^,，。;；每]{1,20}$|(?:只有|仅有|现有|共有|至少)$|(?:至少|不少于)[^,，。;；]{0,4}$"
)
# 五大工程, 四个系统: a flourish too, unless they are made: 建成电子印章、电子支付等五大平台.
_MAKES = re.compile(r"(?:打造|建成|建设|形成|培育|实施|构建|组建|搭建|新建|建立|开发)[^,，。;；:：]{0,50}$")
_MADE_THING = re.compile(
    r"[^,，。;；:：、和]{0,14}?(?:集群|工程|项目|平台|系统|中心|基地|园区|产业园|品牌|产业链|数据库|专题库|示范区|片区|场景|生产线)"
    r"(?:建设)?(?=$|[,，。;；、和及])"
)
_TITLE_LENGTH = 80
_HAN = re.compile(r"[一二两三四五六七八九十百千]")


_THINGS = frozenset("家个户座项处所条支件台套部辆次种类场栋间架艘眼口块张名人")
_COMPARED = re.compile(r"(?:少于|不足|超过|大于|低于|高于|小于|多于|不到|不超过)$")
_PASSED = re.compile(r"[超过]$")
_GROUP = re.compile(r"\s?口?(?:(?:及?其?以[上下]|以内)(?:的|大班|超大)|口(?:及?以上)?的)")
_TOWARDS = re.compile(r"(?:^|[,，。;；])(?:对于?|鼓励|支持)[^,，。;；]{2,30}$")
_STANDARD = re.compile(r"(?:的|为)标准")
_KIND = re.compile(r"企业|项目|园区|产业|集群|投资|工程")
_MOST = re.compile(r"最高(?:不超过|可达|达)?$")
_SUBSIDY = re.compile(r"的(?:比例)?(?:给予)?(?:补助|补贴|奖励|奖补|贴息)")
_AND_ALSO = re.compile(r"\s?(?:以上|以下|以内)(?:且|并且|并具有)")
_THAT = re.compile(r"^\s?(?:及?以上|以下|以内)?的[\u4e00-\u9fff]")


def _is_criterion(measure: Measure, before: str, after: str) -> bool:
    """`5000万元以上项目`, `少于5人的机构` say which things are meant; `2家以上龙头企业` says how many."""
    money = bool(measure.unit and measure.unit.endswith("元"))
    if money and (_OF.match(after) or _MOST.search(before) or (_PASSED.search(before) and _KIND.match(after))):
        return True
    if measure.unit and measure.unit.endswith("人") and _GROUP.match(after) and not before.endswith(("培训", "达到")):
        return True
    if measure.unit == "%" and _CRITERION.match(after) and _TOWARDS.search(before):
        return True
    if _SUBSIDY.match(after) or _AND_ALSO.match(after):
        return True
    if _COMPARED.search(before) and not before.endswith(("不少于", "不低于")) and _THAT.match(after):
        return True
    return (
        measure.unit not in _THINGS and measure.unit != "%" and bool(_CRITERION.match(after)) and not _CONJ.match(after)
    )


def _is_time_limit(text: str, measure: Measure) -> bool:
    """A span of time counts where an indicator of time names it, or where something must be done within it."""
    before = text[max(0, measure.start - 24) : measure.start]
    if _TIMED.search(before) or _LASTING.search(before):
        return True
    return measure.unit in _LIMITS and bool(_WITHIN.match(text, measure.end))


def _is_made(text: str, measure: Measure) -> bool:
    """Whether a number in words counts things that are made, and is no manner of speech."""
    return bool(
        _MADE_THING.match(text, measure.end) and _MAKES.search(text[max(0, measure.start - 56) : measure.start])
    )


def counts(text: str, measure: Measure) -> bool:
    """Whether `measure` may be a quantity of the plan."""
    if measure.unit in _GRADES or (measure.unit in _TIMES and not _is_time_limit(text, measure)):
        return False
    spoken = bool(_HAN.match(text, measure.start)) or text[measure.end - 1] == "大"
    if spoken and not _COUNTED.search(text[max(0, measure.start - 24) : measure.start]) and not _is_made(text, measure):
        return False
    after = text[measure.end : measure.end + 10]
    if _is_criterion(measure, text[max(0, measure.start - 36) : measure.start], after):
        return False
    if (measure.unit in _SIZES_OF and _OF.match(after)) or (measure.unit and _GRADED.match(after)):
        return False
    if (
        measure.unit in _SIZES
        and _NOUN.match(after)
        and not _MADE.search(text[max(0, measure.start - 8) : measure.start])
    ):
        return False
    if text[max(0, measure.start - 1) : measure.start] == "每":
        return False
    if text[max(0, measure.start - 1) : measure.start] in ("“", "「", "‘") and _QUOTED.match(text, measure.end):
        return False
    title = text.rfind("《", max(0, measure.start - _TITLE_LENGTH), measure.start)
    return title < 0 or text.find("》", title) < measure.start


_OTHERS = re.compile(
    r"(?:低于|高于|优于|好于|超过|多于|少于)(?:全省|全国|省内|国家|世界)(?:平均)?(?:水平)?$|未(?:能|曾)?(?:突破|达到?|超过)$|始终未\S{0,2}$"
    r"|不足$"
)
_ELSEWHERE = re.compile(
    r"(?:全国|全省|世界|全球)平均|(?:全国|世界|全球|(?:国内)?(?:先进|发达)(?:城市|地区|国家))[^,，]*(?:率|占比|比重|比例|水平)$"
)
_AVERAGE = re.compile(r"^的?(?:全省|全国)?平均(?:水平|值)")
_AMONG = re.compile(r"^为|(?:当中|之中|(?<![其高初集])中)$")
_ABSTRACT = re.compile(r"(?:方面|举措|维度|层面|特征|特点|改革方案|关键词|基本原则|要求)$|^方面")
_GIVEN = re.compile(r"(?:依托|围绕|结合|发挥|利用|依据|根据|凭借|坚持|覆盖全市|辐射)(?:全市|我市|现有)?$")
_SITE = re.compile(r"(?:建筑|占地|用地|园区?)面积$|占地(?:规模)?$")
_AREAS = re.compile(
    r"^(?:服务|覆盖|涉及|指导|督促|涵盖)?(?:县\s?[(（]市[、]?区?[)）]\s?区?|县市区|县区|区县|市县)(?:$|同时|同步|切实|加快)"
)


def said_of_the_city(name: str, before: str, after: str) -> bool:
    """False for what others have (低于全省9.6个百分点), for what is not reached, for kinds of talk (25项举措)."""
    return not (
        _ELSEWHERE.match(name)
        or _OTHERS.search(before.rstrip())
        or _AVERAGE.match(after)
        or _AMONG.search(name)
        or _ABSTRACT.search(name)
    )


def is_site(name: str) -> bool:
    """Whether a number is the size of a site, which boxes tell and plans do not promise."""
    return bool(_SITE.search(name))


def is_given(name: str, before: str, after: str) -> bool:
    """Whether a number counts what the plan starts from and does not set: `依托7个园区`, the counties of the city, or
    the items of a list that no verb of building stands before (`甲、乙2个园区得到改善`).
    """
    closes_list = "、" in before and not before.rstrip().endswith(("、", "等")) and _NOUN.match(after)
    return bool(_GIVEN.search(before) or _AREAS.match(name) or (closes_list and not does(before)))
