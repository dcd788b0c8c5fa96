# What the command line's reports say beside the words of the pages.

## Heads
report-title = { $title }: { $business }
report-as-of = as of { $day }, as known { $instant }
report-policy = policy { $policy } (since { $since }); house interval { $days } days, weight { $weight }, from { $house }
report-house-clients =
    { $count ->
        [one] one client
       *[other] { $count } clients
    }
report-house-defaults = the policy’s defaults (too few clients to tell, or not scored yet)
report-stars = Star report
report-status = Status report
report-clients = Clients
report-huddle = Huddle
report-settlement = Settlement
report-standings = Standings
report-overdue = Overdue
report-actions = Follow-up of { $client }
report-time = Time
report-quantity = Quantity

## Star report
report-behind-figure = Who is behind a figure: { $command }
report-stars-are = STAR is one of { $stars }.
report-stars-full = Clients with the star full, percent
report-stars-levels = Clients by star, percent: full / half / none / too early
report-all-full = All stars full
report-below-points = { $star } ({ $points } points)
report-too-few-units = Too few to tell: { $names }
report-status-note = Clients without a visit in the credit window are credited to none.

## Value
report-value = Most valuable clients
report-value-what = Which clients bring most, how much of all hangs on them, and who brought others.
report-value-units = How much hangs on how few
report-value-top = Name the top, percent
report-top = Top { $percent }
report-value-below-zero = Below zero
report-value-negative =
    { $count ->
        [one] One client cost more than they brought in 12 months: { $amount }.
       *[other] { $count } clients cost more than they brought in 12 months: { $amount } together.
    }
report-value-curve = Which part of the clients brings which part of the contribution
report-value-of-clients = Share of clients
report-value-of-contribution = Share of contribution
report-value-share-year = Share, 12 months
report-value-share-ever = Share, since ever
report-value-alike = If all brought the same
report-value-clients = Who brought most in 12 months
report-value-ever = Contribution since ever
report-value-simple = Expected next 12 months, simple rule
report-value-referrers = Who brought others
report-value-referred = Referred
report-value-referred-brought = These brought
report-value-later = Referred by those
report-value-later-brought = And these
report-value-referral-value = Referral value
report-bread-and-butter = Bread and butter
report-bread-and-butter-what = What the most valuable clients buy, and how that differs from everyone else.
report-top-percent = Top, in percent of clients
report-category = Category
report-none-named = (none named)
report-nothing-bought = Nobody bought anything in these 12 months.
report-bread-told = Most valuable: { $clients } clients, the top { $percent } of those who bought something in 12 months; each brought { $least } or more. Everyone else: { $others }.
report-bread-contribution = Contribution, most valuable
report-bread-share = Share of what they bring
report-bread-share-others = Same, everyone else
report-bread-buyers = Of them, buy it
report-bread-buyers-others = Of everyone else
report-bread-ratio = Times as many
report-bread-clients = The most valuable clients who bought it
report-gaps = Gaps
report-gaps-what = Which services and products go together, and which clients buy one and not the other.
report-gaps-tried = { $clients } clients bought something in 12 months. { $offerings } things were bought by at least { $least } of them: { $pairs } pairs were tried, and no more than 5% of those told are expected to be chance.
report-gaps-left-out =
    { $count ->
        [one] One more is not looked at: it is not among the { $most } bought by most clients.
       *[other] { $count } more are not looked at: they are not among the { $most } bought by most clients.
    }
report-gaps-none = Nothing goes together clearly enough to be told.
report-gaps-correlation = This is correlation: it says what is worth asking a client, not that the client would buy.
report-gaps-pairs = What goes together
report-gaps-more =
    { $count ->
        [one] One more pair is not shown.
       *[other] { $count } more pairs are not shown.
    }
report-gaps-given = Who buys
report-gaps-offered = Also buys
report-gaps-support = Clients with both
report-gaps-confidence = Of who buys the first
report-gaps-base = Of all
report-gaps-lift = Times as likely
report-gaps-clients-behind = Clients without the second
report-gaps-clients = Who has a gap, the most valuable first
report-client-gaps = Similar clients also buy
report-client-no-gaps = No gaps: what similar clients buy is bought here too, or too little is known.
report-client-gap = { $offered } ({ $share } of who buys { $given })
report-earning-power = Earning power
report-earning-power-what = What clients who have a star bring beyond similar ones who have not, and what that comes to for each staff member or branch.
report-earning-correlation = This is correlation: whoever likes to come has stars and spends. Nobody knows whether winning a star brings the money. A star for product spend is made of sales that are in the contribution.
report-earning-coarse = For some stars too few clients were alike in all other stars: there, the others are told apart only as full or not.
report-earning-stars = By star, a year for each client
report-earning-having = Have it
report-earning-missing = Miss it
report-earning-having-matched = Of these, compared
report-earning-missing-matched = Of those, compared
report-earning-groups = Groups of similar clients
report-earning-left-out = Groups left out
report-earning-difference = Difference, a year
report-earning-units = Clients who miss a star, times the difference
report-earning-power-year = Earning power, a year
report-earning-all-stars = Together

## One client
report-total = { $total } stars.
report-referred = referred { $client }

## Retention, cohorts, survival, contracts
report-retention = Retention
report-retention-what = Of the clients served in a period, who came again, as we count it or as other products do; and at which visits the next was booked.
retention-period = Clients served from { $from } to { $to }
retention-counted = { $title }. Out of: { $denominator } Counted: { $numerator } Source: { $source }.
retention-window = For whoever came on the period’s first day, a visit from { $from } to { $to } counts.
retention-changed = With settings of your own in place of those: the figure is no longer the one published.
retention-too-early = Too early to tell: the window has not elapsed for anyone. Ask for an earlier period.
retention-preset = Counted as
retention-preset-regulars = Regulars
retention-preset-aveda = SalonBiz (Aveda)
retention-preset-boulevard = Boulevard, business revisit
retention-preset-daysmart = DaySmart (Salon Iris), new clients
retention-preset-meevo = Meevo
retention-preset-mindbody = Mindbody
retention-preset-square = Square, looking back
retention-preset-wellnessliving = WellnessLiving
retention-preset-zenoti = Zenoti
retention-presets = The same clients, as each product counts them
retention-month = Month
retention-days = Days (months) to come again
head-too-early = Too early
retention-back-to = Back to
retention-returns = Days on which to come again
retention-services = Services alone
retention-new-only = New clients alone
retention-only = Of which kind
retention-within = Visits within
retention-of = Which one (code)
retention-back-to-business = the business
retention-back-to-branch = the same branch
retention-back-to-staff = the same staff member
retention-as-preset = as published
retention-clients = Clients
retention-retained = Came again
retention-rate = Retention rate
retention-new = New
retention-new-rate = Of new clients
retention-repeat = Repeat
retention-repeat-rate = Of repeat clients
retention-rebooking = What followed each visit
retention-visits-note = Visits of the same period, for whoever served last that day. Rebooked: the next booking was made within 24 hours of the visit’s end, or was in the book already. What else followed is told of visits { $days } days ago or longer.
retention-visits = Visits
retention-rebooked = Rebooked
retention-end-of-day = By the end of the day
retention-settled = Visits whose window is over
retention-later = Booked later
retention-unbooked = Came unbooked
retention-nothing = Nothing
retention-kind = Visit
retention-kinds = Booked visits and walk-ins apart
retention-booked-first = Booked, first visit
retention-booked-later = Booked, came before
retention-walk-in-first = Walk-in, first visit
retention-walk-in-later = Walk-in, came before
retention-requests-note = Whether a client asked for a staff member by name is not in the ledger, so requests are not told apart.
retention-kind-of = Kind
retention-group-counted = Clients counted
retention-group-retained = Clients who came again
retention-group-gone = Clients who did not come again
retention-group-too-early = Clients of whom it is too early to tell
retention-group-visits = Visits
retention-group-rebooked = Visits, rebooked
retention-group-not-rebooked = Visits, not rebooked
retention-group-by-end-of-day = Visits, rebooked by the end of the day
retention-group-settled = Visits whose window is over
retention-group-booked-later = Visits, booked later
retention-group-came-unbooked = Visits, came unbooked
retention-group-nothing = Visits that nothing followed
retention-group-visits-too-early = Visits whose window is not over
retention-visit = Visit
group = List
group-nobody = none
group-all = All
group-came = Came
group-away = Did not come
group-brought = Brought something
group-unit = Of one unit alone (code)
group-no-unit = Of no unit
group-empty = Nobody is behind this figure.
each = Period
each-month = Month
each-quarter = Quarter
each-year = Year
quarter-of = Q{ $quarter } { $year }
by-category = Category
by-cohort = Cohort by year
by-channel = Channel
report-cohorts = Cohorts
report-cohorts-what = Clients by the period of their first visit: how many came in each period after it, and what they brought.
cohorts-none = Nobody has come yet. Import visits to begin.
cohorts-note = Read down a column, from cohort to cohort: along a row, a client with a long rhythm is away in many a period and still there. Periods that have not ended are too early.
cohorts-shown = Cohorts shown
cohorts-periods = Periods after
cohorts-until = Up to cohort
cohorts-pages = Other cohorts
cohorts-earlier = Earlier cohorts, up to { $cohort }
cohorts-later = Later cohorts, up to { $cohort }
cohorts-first-visit = First visit
cohorts-clients = Clients
cohorts-after = { $each } { $count }
cohorts-came = Clients who came, in percent of the cohort
cohorts-contribution = Contribution of the cohort, overheads not deducted
cohorts-together = All cohorts together, as far as the period has ended for them
cohorts-came-count = Came
cohorts-named = Name the clients of
cohorts-clients-of = Clients who first came in { $cohort }
cohorts-named-after = Periods after, to name who came
cohorts-not-over = This period has not ended: who came so far.
cohorts-clients-of-all = Clients of all cohorts for which the period has ended
cohorts-occasions = Visits
cohorts-contribution-since = Contribution since
cohorts-contribution-in = Contribution in the period
cohorts-share = Share who came
cohorts-per-client = Contribution per client
report-survival = Survival
report-survival-what = How long clients stay, by where, with whom, for what, when or by which channel they first came.
survival-follow-up = Followed up to { $day }: of what came later nobody can know yet who left. A client who has lapsed by the policy’s rule left on the day of the last occasion.
survival-too-few = Too few clients to tell how long they stay.
survival-curves = Share of clients still there
survival-left-out =
    { $count ->
        [one] One more with clients enough is not drawn: that of the fewest clients.
       *[other] { $count } more with clients enough are not drawn: those of the fewest clients.
    }
survival-clients = Clients followed
survival-left = Left
survival-there = Still there
survival-median = Half are gone after, months
survival-years = Still there after { $count } yr, %
survival-months = Months since the first visit
survival-still = Still there
survival-still-percent = Still there, %
survival-at-risk = Clients followed so long, and the share still there
survival-followed = Followed so long
survival-not-reached = not reached
survival-not-reached-from = not reached (from { $months })
survival-no-test = Fewer than two have clients enough: there is nothing to compare.
survival-p = p = { $p }
survival-p-tiny = p < 0.001
survival-differ = They differ by more than chance explains (log-rank χ² = { $statistic }, df = { $degrees }, { $p }).
survival-alike = They differ no more than chance explains (log-rank χ² = { $statistic }, df = { $degrees }, { $p }).
survival-correlation = This is a correlation, not a cause: they get clients of different kinds.
survival-log-rank = Who left, and who would have if all were alike
survival-expected = Expected if alike
survival-days = Days
survival-side = At the end of the follow-up
report-contracts = Contracts
report-contracts-what = Contracts by when they began: renewals at each chance, survivors, and what to expect.
contracts-none = There are no contracts whose start is in the books: this report is for businesses with policies, subscriptions or accounts that renew. Others find in Survival how long clients stay.
contracts-begun-before =
    { $count ->
        [one] One contract began before the books and is left out: nobody knows which chance was its own.
       *[other] { $count } contracts began before the books and are left out: nobody knows which chance was theirs.
    }
contracts-note = A chance to renew is the end of a term, decided { $days } days after it.
contracts-too-early = Too early to tell: no contract has come to its first chance to renew.
contracts-no-model = Too little to foresee by: it takes contracts enough, some that ended and some that were renewed.
contracts-ahead = Chances foreseen
contracts-by-cohort = By when they began: what became of them, and the share renewed at each chance
contracts-began = Began
contracts-contracts = Contracts
contracts-together = All together
contracts-chance = Chance { $count }
contracts-chances = By chance to renew: what was seen, and what models expect
contracts-age = Chance to renew
contracts-came = Came to it
contracts-renewed = Renewed
contracts-renewed-once = Renewed at least once
contracts-ended = Not renewed
contracts-renewals = Renewals
contracts-until = Agreed until
contracts-state = Contract
contracts-group-begun = Begun
contracts-group-came = Came to a chance
contracts-group-renewed = Renewed
contracts-group-ended = Ended
contracts-group-running = Running
contracts-rate = Share renewed
contracts-left = Still there
contracts-rate-sbg = sBG: renewed, %
contracts-left-sbg = sBG: still there, %
contracts-left-weibull = BdW: still there
contracts-survivors = Share of contracts still there after each chance
contracts-draws = The ranges of sBG are 95% intervals from { $draws } draws (seed { $seed }; { $failed } without a fit).
contracts-models = The models
contracts-model = Model
contracts-likelihood = Log-likelihood
contracts-sbg = sBG (shifted-beta-geometric)
contracts-weibull = BdW (beta-discrete-Weibull)
contracts-seen = Seen
contracts-sorting = The share renewed rises with age even where no client grows more loyal, because the likely leavers go first: expect of new contracts what the first chances show, not what the mean does.
contracts-sbg-enough = That alone explains what was seen: letting the chance to end change with age adds nothing that chance would not.
contracts-likelier-to-end = Beside that, each contract grows likelier to end with age: the beta-discrete-Weibull fits better by more than chance.
contracts-likelier-to-stay = Beside that, each contract grows likelier to stay with age, by habit: the beta-discrete-Weibull fits better by more than chance.
contracts-cohort-models = sBG fitted to each cohort alone
contracts-decided = Chances decided
contracts-next = Renewed at its next chance, %
contracts-left-after =
    { $count ->
        [one] Still there after 1 chance, %
       *[other] Still there after { $count } chances, %
    }
contracts-cohort-models-note = A cohort is fitted alone from { $contracts } contracts and { $chances } decided chances on, where some ended and some were renewed. What is expected of all together holds for the others.

## Huddle
report-huddle-none = No booking stands for { $day }.
report-huddle-next = The next ones are on { $day }.
report-huddle-none-ahead = None lies ahead.
report-huddle-counts =
    { $bookings ->
        [one] One booking
       *[other] { $bookings } bookings
    }; { $chosen } with an aim chosen; { $came } came.
report-huddle-note = Stars are as they were in the morning. Choose an aim: { $command }
report-proposed = Proposed
report-yes = yes

## Settlement
report-settlement-none = No aim was chosen for { $day }.
report-aims-count =
    { $count ->
        [one] One aim.
       *[other] { $count } aims.
    }
report-settlement-open = { $count } of a day that has not closed: the outcome is so far.
report-settlement-corrected = { $count } corrected since closing: standings keep the outcome at closing.
report-corrected-to = Corrected to
report-closing = Closing
report-so-far = { $outcome } so far

## Standings
report-week = Week { $from } to { $to }, as known when each day closed.
report-month = Month { $from } to { $to }, as known when each day closed.
report-standings-open =
    { $count ->
        [one] One aim of a day that has not closed is left out.
       *[other] { $count } aims of days that have not closed are left out.
    }
report-standings-corrected =
    { $count ->
        [one] One aim was corrected after closing and counts
       *[other] { $count } aims were corrected after closing and count
    } as at closing: { $command }
report-week-nobody = Nobody wins the week: it takes an aim won, and { $count } won or lost.
report-month-nobody = Nobody wins the month’s bonus: it takes an aim won, and { $count } won or lost.
report-week-winners = The week goes to { $names }.
report-month-winners = The month’s bonus goes to { $names }.
report-standings-note = Percent of aims won, of those won or lost, with the 95% interval; under { $count } won or lost: too few to tell, and no rank.
report-won = Won
report-lost = Lost
report-no-chance = No chance
report-not-counted = Not counted

## League tables
report-league = League table
report-league-what = Staff, branches or regions beside each other, with what chance alone would make of them.
league-figure = Figure
league-within = Compared within
league-of = Only the branch or region (code)
league-why = Even of people who serve equally well one is first and one is last, and who has few clients swings furthest. So a unit counts as different only beyond the limits for its number of clients, and a place is told only as far as chance leaves it. What differs need not be the service: it is correlation, not cause.
league-empty = No unit has clients to compare.
league-alone = fewer than two units can be told, so there is nothing to compare with.
league-level = { $house } of all compared. The units do not differ measurably: each is drawn wholly to that figure.
league-weight = { $house } of all compared. A unit’s own figure outweighs that of all from { $weight } clients on.
league-visits-period = Visits from { $from } to { $to }, for whoever served last that day: at which of them the next was booked
league-weight-visits = { $house } of all compared. A unit’s own figure outweighs that of all from { $weight } visits on.
league-shrunk = Drawn to all
league-outer-low = 99.8% from
league-inner-low = 95% from
league-inner-high = 95% to
league-outer-high = 99.8% to
league-place = Against the limits
league-not-apart = not to be told apart
league-contribution = Contribution in 12 months, a client
league-star-full = { $star }, full
league-house = All compared
league-inner = 95% limits
league-outer = 99.8% limits
league-units = Units, with the names of those outside the limits
lies = Against the limits
lies-inside = inside
lies-low = below 95%
lies-high = above 95%
lies-very-low = below 99.8%
lies-very-high = above 99.8%

## Monthly pack
report-pack = Monthly pack
report-pack-what = What changed in a month at a branch, with whom, and whom to look at.
pack-title = Monthly pack of { $unit }, { $month }
pack-month = Month
pack-everyone = the whole business
pack-empty = Nobody is a client here yet.
pack-changed = What changed
pack-figure = Figure
pack-since-month = Since the month before
pack-since-year = Since a year before
pack-note = Rose or fell is said only of what chance does not explain (99% interval). Shares and means of fewer than { $count } clients are too few to tell.
pack-active = Active clients
pack-defection-year = Defection rate, 12 months
pack-contribution = Contribution of the month
pack-star = Against { $month }, the star that moved furthest is { $star }: { $points } points full.
pack-no-star = Against { $month }, no star moved by more than chance explains.
pack-statuses = Clients by status at the end of the month
pack-with-whom = With whom clients left tells where to ask, not who is the cause: staff have other clients, other days and other prices.
pack-staff = Whose clients left in the month
pack-active-start = Active at its start
pack-lost-year = Lost in 12 months
pack-of-staff = Of one staff member (code)
pack-staff-more =
    { $count ->
        [one] One more lost as few or fewer.
       *[other] { $count } more lost as few or fewer.
    }
pack-lost = Lost in the month: what they brought in the year before
pack-overdue = Overdue at its end: what is at stake
pack-behind = Behind the growth path, and coming within two weeks
pack-improved = Most improved in the month
pack-total = Stars
pack-total-before = Stars before
shift = Change
shift-rose = rose
shift-fell = fell
shift-unclear = unclear

## Overdue and follow-ups
report-overdue-counts =
    { $count ->
        [one] One client
       *[other] { $count } clients
    }; { $amount } at stake: contribution of the last 12 months (overheads are not in it).
report-overdue-snoozed =
    { $count ->
        [one] One more rests
       *[other] { $count } more rest
    }: --snoozed shows them.
report-overdue-note = Take one on: { $command }
report-follow-up = Follow-up
report-open = open
report-at-stake = At stake
report-days-past = Days past
report-actions-none = Nobody has followed up { $client }.
report-for = For
step-claimed = claimed
step-contacted = contacted
step-snoozed = let rest
step-closed = closed
cause-overdue = overdue
cause-lapsed = lapsed
cause-low-score = low score
cause-complaint = complaint
cause-contact-due = contact due
cause-win-back = to win back
report-standard = Standard of the day, number { $number }: { $standard }

## Backtest
report-backtest = Backtest
report-backtest-what = Which model or simple rule would have foretold best who comes, tried on the business's own past.
backtest-none = There was no backtest yet. The owner runs one on this report's page; 'regulars backtest' runs one on the server.
backtest-asked = Foretold at the close of { $split }, from what had happened by then: who comes within { $days } days? The house's interval was { $interval } days.
backtest-short = The horizon of { $days } days is short: with { $needed } days a client of the house's own rhythm would have had the time to come. Do not choose a rule by it.
backtest-few = Only { $clients } clients had come by then, fewer than { $needed }: too few to tell which method was best.
backtest-best-in-force = The policy's rule, { $best }, was best: Brier score { $brier }.
backtest-best = Best was { $best } with a Brier score of { $brier }. The policy's rule, { $rule }, had { $rule_brier }: { $difference } more.
backtest-level = Least was the Brier score of { $best }, { $brier }. The policy's rule, { $rule }, had { $rule_brier }; the two are not to be told apart: { $difference } more.
backtest-best-own = Of the rules by the own interval, { $rule } had the least Brier score: { $brier }.
backtest-of-policy = { $rule } (the policy's rule)
backtest-told = Backtest of { $at }, foretold at the close of { $split } for { $days } days: { $verdict }
backtest-stale = The policy had another rule then: run it again.
backtest-unfit = { $method } could not be fitted: { $reason }.
backtest-too-few = too few clients with different histories
backtest-alike = nobody came a second time, or all are alike
backtest-untold = the books do not tell one of its parameters
backtest-no-maximum = no best fit was found
backtest-of-all = All clients who had come by then
backtest-of-first = Those who had come once
backtest-of-repeat = Those who had come again
backtest-method = Model or rule
backtest-clients = Clients
backtest-came = Came
backtest-brier = Brier score
backtest-auc = Order (AUC)
backtest-right = Right calls
backtest-gone = Called gone
backtest-totals = Error of totals
backtest-leads = { $best }, the least Brier score, against the others
backtest-difference = More than the best
backtest-apart = Told apart
backtest-yes = yes
backtest-no = no
backtest-calibration = Chances told against who came
backtest-as-told = As told
backtest-told-chance = Chance told
backtest-came-share = Share who came
backtest-parameters = Parameters of the models, times in weeks
backtest-parameter = Parameter
backtest-estimate = Estimate
backtest-standard-error = Standard error
backtest-log-likelihood = log-likelihood
backtest-run = Run a backtest
backtest-run-hint = Takes some seconds, longer in large books; nothing is changed.
backtest-running = A backtest is running. What it finds stands here when it is done: look again in a while.
method-own = gap past { $factor } the own interval
method-fixed = gap past { $days } days
method-recency = longest away last (order only)
method-policy = the policy's rule

## Reasons, win-back, partial defection
report-reasons = Reasons for leaving
report-reasons-what = Why clients left, as they said it, and how many said nothing.
reasons-silent = Of { $lost ->
    [one] the one client
   *[other] the { $lost } clients
} lost in the period, { $silent } went without a word ({ $share }).
reasons-spoke = The reasons are those of who spoke: whoever went in silence may have had others.
reasons-none = Nobody was declared gone in this period.
reasons-share = Share of declared
reasons-value = Value of the year before
reasons-by-unit = By unit
reasons-declared = Declared gone
reasons-most-named = Named most
reasons-silent-clients = Without a word
reasons-silent-share = Silent share
reasons-words = What they said, the latest first
reasons-competitors = Competitors named
reasons-named-once = Named by one client each
report-win-back = Winning back
report-win-back-what = Clients who are gone and worth a call, and what came of the calls made.
win-back-who = Lapsed and defected clients, the most valuable first; not those who died, moved away, need it no more, or with whom we parted. Take one on from the client’s page.
win-back-none = Nobody is gone who might come back.
win-back-names = Who is worth a call
win-back-last-year = Last year
win-back-best-year = Best year
win-back-since = Gone since
win-back-consent = May be written to
win-back-contacts = Reached by
win-back-follow-up = Open follow-ups
win-back-yes = yes
win-back-no = no
win-back-unknown = not asked
win-back-outcome = What came of the contacts
win-back-contacted = Contacted
win-back-came = Came back
win-back-share = Share
win-back-correlation = Counted within { $days } days of the first contact. It is correlation: some would have come back without a call.
report-fading = Partial defection
report-fading-what = Clients who still come, but whose spend fell far below that of their own year.
fading-rule = Clients whose net sales of the last 3 months are more than { $percent }% below a quarter of their own year before.
fading-none-judged = No client has been known long enough to be judged.
fading-none = Nobody has fallen that far.
fading-judged = Judged
fading-clients = Leaving in part
fading-share = Share
fading-missing = Missing in the quarter
fading-names = Who leaves in part, by what they brought in their own year
fading-usual = Usual quarter
fading-quarter = This quarter
fading-fall = Fall

## Defection
report-defection = Defection
report-defection-period = Of the clients active at the start of { $from }, who was gone at the end of { $to }
report-defection-too-early = Too early to tell: the period has { $days } days and ended less than { $window } days before the last that is known, and the lapse rule needs { $window }.
report-defection-names = Who was lost, with what they brought in the year before the period
report-active = Active at the start
report-lost-clients = Lost
defection-rate = Defection rate
report-annual = In a year
report-won-back = Won back
report-gained = Came first
report-let-go = We let go
report-year-before = Year before
clients-behind = { $what }: { $of }
clients-behind-nobody = { $what }: there is nobody.
