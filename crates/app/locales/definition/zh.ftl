# 各项数字的含义，译自 `domain` 中代码旁的英文。`english` 是该英文 SHA-256 的开头：英文一旦改动，
# 测试就会要求重新核对译文。

rebooked = 已预约下次
    .english = b28146c4ed52
    .unit = 小时
    .numerator = 从上次到访结束到作出一个仍有效预约之间的小时数。
    .exclusions = 日期不晚于截至日或上次到访日的预约、已取消的预约，以及已被到访使用的预约。
    .text = 满星：仍有效的预约在上次到访结束后 24 小时内作出，或早已在预约簿中。半星：仍有效的预约在此之后作出。无星：没有后续预约。预约有效是指：日期在截至日之后，未被取消，且没有到访带有它的关联号。不知道结束时间的到访，视为开始即结束。
    .source = Regulars 自有定义

product_spend = 商品消费
    .english = eaadd2ba0a32
    .unit = 金额
    .numerator = 统计期内商品的净销售额。
    .exclusions = 服务、小费和退款：退款并不说明退的是什么。
    .text = 满星：统计期（12 个月）内的商品销售额达到阈值。半星：达到半星阈值；半星阈值为 0 时，任何商品都算。
    .source = Regulars 自有定义

breadth = 广度
    .english = da7a0992df4e
    .unit = 服务类别
    .numerator = 统计期内各项服务的不同类别数。
    .exclusions = 商品，以及没有类别的服务。
    .text = 满星：统计期（12 个月）内有 3 个或以上类别的服务。半星：2 个类别。它奖励尝试新项目，而不是同样的项目做得更多。
    .source = Regulars 自有定义

assortment = 品类
    .english = 9e5f8dafda4c
    .unit = 类别
    .numerator = 统计期内所有明细的不同类别数，商品与服务一并计算。
    .exclusions = 没有类别的明细。
    .text = 满星：统计期内明细的类别数达到阈值。半星：达到半星阈值。
    .source = Regulars 自有定义

rhythm = 节奏
    .english = 28646403b3a9
    .unit = 自身周期的倍数
    .numerator = 最近间隔的天数：最近两个到访日之间的间隔；若距最近到访日的天数更长，则取后者。
    .denominator = 自身周期的天数。
    .exclusions = 只来过一次、尚未超过半星阈值的客户：为时尚早。
    .text = 满星：最近间隔不超过自身周期的 1.25 倍。半星：不超过 1.75 倍。尚未结束的间隔一旦更长就计入，因此不再来的客户无须再来一次就会失去这颗星。自身周期是客户的平均间隔，向全店平均收缩。
    .source = Regulars 自有定义

referral = 推荐
    .english = 6cff1be8fd84
    .unit = 客户
    .numerator = 由该客户推荐的客户。
    .exclusions = 统计期之前作出、被推荐人仍未到访的推荐。
    .text = 满星：由该客户推荐的人在统计期（12 个月）内首次到访或开始合同。半星：统计期内推荐过一位客户，但对方尚未到访。
    .source = Regulars 自有定义

frequency = 频次
    .english = c7f00f0e7ff6
    .unit = 到访日
    .numerator = 统计期内客户到访的天数。
    .exclusions = 同一天的第二次到访。
    .text = 满星：统计期内的到访日数达到阈值。半星：达到半星阈值。
    .source = Regulars 自有定义

spend = 消费额
    .english = 8deabd4b1d6f
    .unit = 金额
    .numerator = 统计期内的净销售额：到访、服务、商品和合同费用，减去退款。
    .exclusions = 小费。
    .text = 满星：统计期内的净销售额达到阈值。半星：达到半星阈值。
    .source = Regulars 自有定义

spend_kept = 消费保持
    .english = c0d7b6bb9bd1
    .unit = 百分比
    .numerator = 最近 3 个月的净销售额。
    .denominator = 此前 12 个月净销售额的四分之一。
    .exclusions = 小费。首次到访不足 15 个月的客户：为时尚早。此前 12 个月没有消费的客户：无星。
    .text = 满星：最近 3 个月的消费，占自身上一年平均季度的百分比达到阈值。半星：达到半星阈值。它显示部分流失：客户仍来，但消费下降。此星不使用统计期。
    .source = Regulars 自有定义

contracts = 合同
    .english = a988a04ccfc7
    .unit = 合同
    .numerator = 截至日有效的合同数。
    .exclusions = 提前终止的合同，以及已过最后一天的合同。
    .text = 满星：有效合同数达到阈值。半星：达到半星阈值。此星不使用统计期。
    .source = Regulars 自有定义

renewals = 续约
    .english = b3aea194442e
    .unit = 续约
    .numerator = 统计期内的合同续约次数。
    .exclusions = 合同的首次开始。
    .text = 满星：统计期内的续约次数达到阈值。半星：达到半星阈值。
    .source = Regulars 自有定义

tenure = 客龄
    .english = be9dd03f5e63
    .unit = 月
    .numerator = 自首次到访或首份合同开始以来的整月数。
    .exclusions = 潜在客户：为时尚早。
    .text = 满星：月数达到阈值。半星：达到半星阈值。此星不使用统计期。
    .source = Regulars 自有定义

aims_won = 达成的目标
    .english = 42c0e7b2cfb3
    .unit = 占目标的百分比
    .numerator = 达成的目标：客户来了，且这颗星因当天发生的事而上升。
    .denominator = 已日终的日子里达成或未达成的目标。
    .exclusions = 客户未到的目标（无机会）；早晨已是满星、或当天从规则中移除的星的目标（不计入）。
    .text = 目标是一名员工在一天里为一位客户争取的一颗星。截至当天，分别在计入与不计入当天事件的情况下评判这颗星，因此它只因当天的事件而上升。按日终时所知评判（除另有说明外，为门店当地午夜）；之后的更正列在旁边，不改变排名。附 Wilson 95% 区间；达成与未达成合计少于 5 个（除另有说明外）的不排名，达成率相同者名次相同。
    .source = Regulars 自有定义；Wilson 1927

change = 变化
    .english = b4c31ee2e4d9
    .unit = 星
    .numerator = 截至当天的平均总星数，减去截至较早一天的平均总星数。
    .exclusions = 仅当两天都至少有 20 位客户时才给出。
    .text = 与 7 天前（上周）和 3 个月前（上季度）相比。两边都用相同的规则和相同的全店节奏，按同一时刻所知计算，各自采用当天有归属的客户。
    .source = Regulars 自有定义

contribution = 贡献毛益
    .english = 850555e21aed
    .unit = 金额
    .numerator = 净销售额减去所售项目的成本。
    .exclusions = 小费，以及全部间接费用：它不是利润。
    .text = 到访、服务、商品和合同费用的净销售额，减去退款；再减去成本：明细或服务项目注明成本的按其成本，否则按类别毛利率推算，再否则按默认毛利率。分别给出自始以来和截至日之前 12 个月的数额。
    .source = Regulars 自有定义

credit = 归属
    .english = 7bbf5bfa0f69
    .unit = 员工与门店
    .numerator = 客户计入哪位员工和哪家门店。
    .exclusions = 归属期内没有到访（也没有有效合同）的客户不计入任何人。
    .text = most（默认）：12 个月内服务到访次数最多的人；次数相同时以最近一次到访为准。last：服务最近一次到访的人。named：指定的负责人，没有指定时同 most。每位客户同一时间只计入一位员工和一家门店，因此百分比可以相加。
    .source = Regulars 自有定义

full_star_share = 全部满星的客户
    .english = 8eeb6b4fff3d
    .unit = 占客户的百分比
    .numerator = 每颗星都是满星的有归属客户。
    .denominator = 有归属的客户。
    .exclusions = 归属期内没有到访的客户。
    .text = 用客户的百分比，使新老员工站在同一水平上。附 Wilson 95% 区间；少于 20 位客户时样本不足。
    .source = Regulars 自有定义；Wilson 1927

growth_path = 成长路径
    .english = 2abda7b5c91d
    .unit = 星
    .numerator = 按客户首次到访以来的整月数，应有的总星数。
    .exclusions = 潜在客户没有。
    .text = 规则按月列出应有的总星数（默认九个月内从 1 到 5）；最后一项此后一直适用。总星数低于它的客户即落后于路径。
    .source = Regulars 自有定义

leaving_reasons = 离开原因
    .english = 9deae28a7ae0
    .unit = 占登记离开的百分比
    .numerator = 期内登记离开的客户中，因该原因或其下级原因离开的客户。
    .denominator = 期内登记离开的客户；每位只计一次，以期内最后一次登记为准。
    .exclusions = 截至报告时刻已撤回的登记。一声不响离开的客户：原因不明，另计为沉默离开。
    .text = 原因是客户所说或店方所定，取自规则中的原因树；上级原因包含其下级。附 Wilson 95% 区间；登记少于规则的最低人数时，样本太少。前一年价值：登记前一天为止 12 个月的贡献毛益。沉默：期初活跃、期末已流失而没有登记的客户。这些原因来自开口的人：沉默离开的人可能另有原因。
    .source = Regulars 自有定义，参照 Reichheld 1996

silent_leavers = 沉默离开
    .english = c8d8705abee0
    .unit = 占流失客户的百分比
    .numerator = 期内流失的客户中，期末已流失而没有登记离开的客户。
    .denominator = 期初活跃、期末已离开的客户，不含我们主动放弃的客户。
    .exclusions = 同流失率。
    .text = 登记的原因对多少流失只字未提。附 Wilson 95% 区间；客户少于规则的最低人数时，样本太少。
    .source = Regulars 自有定义；Wilson 1927

mean_total = 平均总星数
    .english = 31ff87945724
    .unit = 星
    .numerator = 所有有归属客户的星数，半星按一半计。
    .denominator = 有归属的客户。
    .exclusions = 为时尚早的星不计数。
    .text = 归属于该单位的客户的平均星数。少于 20 位客户时也给出，但不作比较。
    .source = Regulars 自有定义

next_step = 下一步
    .english = 3c9320eb3fa8
    .unit = 星
    .numerator = 按规则的顺序，第一颗尚未满的星。
    .exclusions = 每颗星都已满的客户没有下一步；首次到访且已赢得首访之星的也没有。
    .text = 首次到访时，唯一的目标是规则指定的首访之星（默认 rebooked，即已预约下次）：不强行推销。之后，是按规则顺序第一颗尚未满的星。截至日当天的预约不再算作已预约下次，因此今天要来的客户都会被询问下一次预约。
    .source = Regulars 自有定义

own_interval = 自身周期
    .english = d6119381b96a
    .unit = 天
    .numerator = 各到访日之间所有间隔的天数之和，加上 m 乘以全店平均间隔。
    .denominator = 间隔的个数，加上 m。
    .exclusions = 同一天的两次到访算一个到访日。尚未结束的间隔不计入。
    .text = 客户的平均间隔，向全店平均收缩：(t_x + m × 合并均值) / (x + m)。m 是客户内方差除以客户间方差，由本店自己的间隔估计；合并均值按 x / (x + m) 为每位客户加权。有间隔的客户少于 20 位，或重复间隔少于 20 个的店，采用规则的默认值。全店节奏在计算评分时估计，并作为一个版本保存。
    .source = Regulars 自有定义；Searle、Casella 与 McCulloch 1992

star_share = 各星占比
    .english = e4ea36bb1acf
    .unit = 占客户的百分比
    .numerator = 该星为该级别（满星、半星、无星、为时尚早）的有归属客户。
    .denominator = 有归属的客户。
    .exclusions = 归属期内没有到访的客户。
    .text = 对每颗星，满星、半星、无星和为时尚早的客户百分比；四者合计 100。附 Wilson 95% 区间；少于 20 位客户时样本不足。
    .source = Regulars 自有定义；Wilson 1927

star_to_train = 待训练之星
    .english = 28721af1d797
    .unit = 星
    .numerator = 全店该星满星客户的百分比，减去本单位的百分比。
    .exclusions = 少于 20 位客户的单位：样本不足。每颗星都低于全店不到一个百分点的单位没有。
    .text = 满星百分比低于全店最多的那颗星，以百分点计；相同时按规则的顺序。全店是所有有归属的客户，包括本单位。这是百分比之差，不是因果的证明。
    .source = Regulars 自有定义

defection_rate = 流失率
    .english = 90a1a54c721a
    .unit = 占客户的百分比
    .numerator = 期初活跃的客户中，期末已经流失或登记为已离开的客户。
    .denominator = 期初活跃的客户：在前一天结束时为新客户、活跃、逾期未到或回归的客户，不含期内我们主动放弃的客户。
    .exclusions = 此前从未到访的客户，以及当时已经离开的客户。我们主动放弃的客户另计一栏：既不算流失，也不在可能流失的客户之中。搬走或去世的客户与其他人一样算流失，离开原因报告会把他们分开。在期内流失又回来的客户，期末不算流失。
    .text = 状态按规则的流失规则，在两天结束时判断，依据报告时刻所知的事实：打印过的时段，以当时所知再问，结果相同。客户计入期初所归属的员工和门店。附 Wilson 95% 区间；客户少于规则的最低人数时，样本太少。为时尚早：时段比流失规则所需的时间更短（own：全店周期的相应倍数；fixed：其天数；contract：宽限天数），许多已经离开的客户还看不出来。n 天内的流失率 d 折合全年为 1 - (1 - d)^(365 / n)：全年都如此的代价；不足一个季度时波动很大。
    .source = Regulars 自有定义，参照 Reichheld 与 Sasser 1990；Wilson 1927

partial_defection = 部分流失
    .english = c7370457058e
    .unit = 占客户的百分比
    .numerator = 在评判的客户中，最近 3 个月净销售额比此前 12 个月净销售额的四分之一低出规则比例（默认 80%）以上的客户。
    .denominator = 没有离开、至少 15 个月前首次到访、在那 12 个月有消费、且自身周期不超过一个季度的客户。
    .exclusions = 小费。已离开或从未到访的客户：谈不上部分离开。按自身节奏每季度来不到一次的客户：三个月没有消费说明不了什么。
    .text = 离开很少是一下子的：消费先下降，人还在来。每位客户与自己的一年相比，不与别人比。恰好等于规则比例不计，超过才计。附 Wilson 95% 区间；客户少于规则的最低人数时，样本太少。
    .source = Regulars 自有定义，参照 Reichheld 与 Sasser 1990

referral_value = 推荐价值
    .english = 6b5d64c03b19
    .unit = 金额
    .numerator = 其下每位客户至今的贡献毛益：该客户推荐的客户、这些客户再推荐的客户，依此类推。
    .exclusions = 客户本人的贡献毛益。由两人推荐的客户只出现一次：在最近的一代，归在代码靠前者之下。读者无权查看的客户的贡献毛益。
    .text = 客户之下的推荐树，按代列出：每一代有多少客户，带来了多少。任何人都不重复计算，所以若一位客户在另一位之下，或两人推荐了同一位客户，两者的价值不能相加。推荐自己或会形成循环的推荐一律拒绝；因撤销导入而重新出现的循环，在将要重新开始之处结束。
    .source = Regulars 自有定义

standard_of_day = 今日服务准则
    .english = ab9bd47d9247
    .unit = 列表中的序号
    .numerator = 某日列队晨会上要讲的那条准则。
    .text = 规则中的服务准则按顺序每个日历日一条，讲完再从头开始。它只取决于日期和列表长度，因此每个门店和每张打印单都相同。若列表长度恰为若干周（7、14、21 ……），每轮最后一条占两天：否则固定某个星期几休息的商家永远讲不到落在那天的准则。对长度不是整周的 n 条列表，第一条落在自 1970-01-01 起的天数为 n 的倍数的每一天。
    .source = Regulars 自有定义

value_at_stake = 风险价值
    .english = 4031f5de4253
    .unit = 金额
    .numerator = 客户在截至日之前 12 个月的贡献毛益。
    .exclusions = 小费和全部间接费用；客户本可比去年多消费的部分，以及客户推荐来的人。
    .text = 客户一年带来的价值，简单衡量失去该客户一年的代价。它不是预测：已经来得较少的客户，风险价值也较小。逾期未到的客户按它排序，使最重要的客户最先得到联系。
    .source = Regulars 自有定义

win_back = 联系后赢回
    .english = 4a0e37a4dbcf
    .unit = 占所联系客户的百分比
    .numerator = 为赢回而联系的客户中，在首次联系之日后 90 天内到访、或签订、续签合同的客户。
    .denominator = 有赢回跟进、且其中有一次得到回应或留了言的联系，并已过 90 天或更久的客户。
    .exclusions = 无人应答的联系。不满 90 天的联系，包括已经来了的：只算他们会显得更好看。在多次跟进中联系的客户，每次都计。
    .text = 从每次跟进的首次联系算起，依据报告时刻所知。附 Wilson 95% 区间；客户少于规则的最低人数时，样本太少。这是相关性：有些人不打电话也会回来，而先打给谁也并非随机。
    .source = Regulars 自有定义；Wilson 1927

win_back_value = 已离开客户的价值
    .english = 7f1efea1f550
    .unit = 金额
    .numerator = 该客户自身各年中最好一年及最后一年的贡献毛益。
    .exclusions = 小费和一切间接费用。去世、搬走或我们主动放弃的客户，以及最好一年也没有贡献的客户：不在名单上。
    .text = 年份从最后一次到访往回数：最后一年是到访日为止的 12 个月。名单先按最后一年排序，再按最好一年。这是客户曾有的价值，并不预测赢回后的价值。
    .source = Regulars 自有定义

status = 状态
    .english = 2a43dfe5450a
    .unit = 状态
    .numerator = 客户在截至日结束时的状态。
    .exclusions = 已撤回的登记。从未到访的客户不论登记什么，仍是潜在客户。
    .text = 潜在客户：在册，从未到访。新客户：来过一次。活跃：有两个或以上到访日，且当前间隔在规则规定的自身周期倍数之内（默认 1.25 倍）。逾期未到：超过该倍数，但尚未流失。已流失：按规则的流失规则（own：当前间隔超过自身周期的 2 倍；fixed：超过规定天数；contract：到期日加宽限期内未续约）。已离开：自登记之日起，附原因。我们主动放弃：同上，但由店方结束关系；这类客户另计。回归：按当时所知，最近到访日之前的间隔已算流失，或最近到访日是登记离开后的第一次，而客户目前没有再次逾期。在合同规则下，从未有过合同的客户按自身周期的 2 倍评判。
    .source = Regulars 自有定义
