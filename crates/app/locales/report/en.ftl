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

## One client
report-total = { $total } stars.
report-referred = referred { $client }

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
report-standard = Standard of the day, number { $number }: { $standard }

## Backtest
report-backtest = Backtest
report-backtest-what = Which model or simple rule would have foretold best who comes, tried on the business's own past.
backtest-none = There was no backtest yet. The owner runs one on the page Policy; 'regulars backtest' runs one on the server.
backtest-asked = Foretold at the close of { $split }, from what had happened by then: who comes within { $days } days? The house's interval was { $interval } days.
backtest-best-in-force = The policy's rule, { $best }, was best: Brier score { $brier }.
backtest-best = Best was { $best } with a Brier score of { $brier }. The policy's rule, { $rule }, had { $rule_brier }: { $difference } more.
backtest-level = Least was the Brier score of { $best }, { $brier }. The policy's rule, { $rule }, had { $rule_brier }; the two are not to be told apart: { $difference } more.
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

## Defection
report-defection = Defection
report-defection-period = Of the clients active at the start of { $from }, who was gone at the end of { $to }
report-defection-too-early = Too early to tell: the period has { $days } days, and the lapse rule needs { $window }.
report-defection-names = Who was lost, with what they brought in the year before the period
report-active = Active at the start
report-lost-clients = Lost
defection-rate = Defection rate
report-annual = In a year
report-won-back = Won back
report-gained = Came first
report-year-before = Year before
