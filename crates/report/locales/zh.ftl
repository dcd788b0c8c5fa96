# 打印文件与图形中的文字。

## 每一页

as-of-as-known = 截至 { $day }，按 { $instant } 所知
printed = { $instant } 由 { $name } 打印
page-of-pages = 第 { $page } 页，共 { $pages } 页

## 当日客户单

day-sheet = 当日客户单
sheet-clients = { $count } 位客户
standard = 今日服务准则：
aim = 目标：
no-aim = 今日无目标
first-visit = 首次到访
no-clients = 当日没有客户预约。
referred-by = 由 { $name } 推荐
birthday-today = 今天生日
birthday-ahead = { $days } 天后生日，{ $day }
birthday-past = { $days } 天前生日，{ $day }

## 星级报告

star-report = 星级报告
by-staff = 按员工
by-branch = 按门店
by-region = 按区域
by-all = 全店
unit-staff = 员工
unit-branch = 门店
unit-region = 区域
unit-all = 全店
star-report-basis = 在册 { $on_file } 位客户中，{ $credited } 位有归属；{ $not_credited } 位在归属期内没有到访，不计入。
percent-note = 占有归属客户的百分比，附 95% 置信区间（Wilson）。少于 { $count_min } 位客户：样本不足。
clients = 客户
mean-total = 平均总星数
change-week = 较上周
change-quarter = 较上季度
full-star = 全部满星
behind-path = 落后于路径
to-train = 待训练之星（低于全店的百分点）
below-points = { $star }（{ $points }）
overview = 概览
by-total = 按总星数的客户分布
by-star = 按星的客户分布：{ $star }
too-few = 样本不足
no-units = 没有有归属的客户。

## 排名

standings-week = 周排名
standings-month = 月排名
week-of-year = 第 { $week } 周，{ $first } 至 { $last }
rank = 名次
name = 姓名
won = 达成
lost = 未达成
no-chance = 无机会
won-percent = 达成率
winner = 优胜
standings-note = 达成率为达成目标占达成与未达成目标之和的百分比，附 95% 置信区间（Wilson）。客户未到为无机会，不计入。满 { $count_min } 个目标方列名次。
no-standings = 此期间没有已结算的目标。

## 客户卡

client-card = 客户卡
client-code = 客户 { $code }
status = 状态
staff = 员工
branch = 门店
client-since = 成为客户于
stars = 星
star = 星
what-it-is = 含义
to-fill = 如何达成满星
total-of = { $total } / { $most }
path-expects = 按成长路径，此时应有 { $expected } 星。
next-step = 下一步
no-next-step = 今日无
departure = 离开
gone-since = 离开日期
departure-reason = 原因
competitor = 竞争对手
listener = 倾听者
words-said = 客户原话
forecast = 预期
next-booking = 下次预约
no-booking = 无
rhythm = 节奏
visits = 到访
occasions = 到访日
sales = 净销售额
contribution = 贡献毛益
contribution-year = 贡献毛益（12 个月）
contribution-note = 贡献毛益为净销售额减去服务项目成本，未扣除间接费用。
referrals = 推荐的客户
generation = 代
last-visits = 最近到访
day = 日期
offerings = 服务项目
amount = 金额
served-by = 服务员工
aims = 目标
outcome = 结果
no-visits = 尚无到访。
no-aims = 尚无目标。

## 节奏

rhythm-title = 到访节奏
rhythm-none = 尚无到访。
days-shown = 所示到访日
rhythm-occasions = 最近 { $shown } 次，共 { $count } 次
days = { $days } 天
days-with-decimals = { $days } 天
visit-day = 到访日
visit-days = 到访日：
days-after-last = { $day }，相隔 { $days } 天
own-interval = 自身周期
present-gap = 当前间隔
expected-by = 预计不晚于
overdue-after = 逾期界限
lapsed-after = 流失界限
own-interval-is = 自身周期 { $days }
present-gap-days = 当前间隔 { $days } 天
