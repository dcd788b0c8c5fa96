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
cause-win-back = to win back
report-standard = Standard of the day, number { $number }: { $standard }

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
win-back-who = Lapsed and defected clients, the dearest first; not those who died, moved away, need it no more, or with whom we parted. Take one on from the client’s page.
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
report-defection-too-early = Too early to tell: the period has { $days } days, and the lapse rule needs { $window }.
report-defection-names = Who was lost, with what they brought in the year before the period
report-active = Active at the start
report-lost-clients = Lost
defection-rate = Defection rate
report-annual = In a year
report-won-back = Won back
report-gained = Came first
report-let-go = We let go
report-year-before = Year before
