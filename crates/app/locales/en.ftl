## Navigation and what every page has
skip-to-content = Skip to the content
nav-main = Main
nav-today = Today
nav-clients = Clients
nav-stars = Star report
nav-reports = Reports
nav-huddle = Huddle
nav-overdue = Overdue
nav-imports = Imports
nav-definitions = Definitions
nav-policy = Policy
nav-people = People
nav-connections = Connections
nav-activity = Activity
go-home = To the beginning
save = Save
show = Show
more = More
any = Any
undo = Take it back
name = Name
day = Day
what = What
who = Who
when = When
client = Client
clients = Clients
staff = Staff member
branch = Branch
state = State
everyone = Everyone
unit-no-staff = (no staff member)
unit-no-branch = (no branch)
unit-no-region = (no region)
unit-no-category = (no category)
unit-no-cohort = (never came)
unit-no-channel = (channel not known)
unit-referred = Referred by a client
too-few = too few to tell

## Errors
error-not-found = This is not here
error-forbidden = This is not yours to do
error-too-many = Too many tries
error-busy = The ledger is busy
error-internal = Something went wrong here
error-input = That cannot be taken as it is
error-hint = Go back and try again. If it happens again, tell the owner what you did.
error-hint-not-found = It may have been removed, or the address is not quite right.
error-hint-forbidden = Your account may not do this. If you need it, ask the owner.
error-status = Error { $status }

## Signing in
sign-in = Sign in
sign-out = Sign out
login = Sign-in name
password = Password
session-ended = You were signed out meanwhile, so what you sent was not recorded. Sign in and send it again.
sign-in-help = No account yet, or the password forgotten? Ask your manager for a link.
sign-in-wrong = The name or the password is not right.
sign-in-barred = Too many tries. Wait a quarter of an hour, then try again.
forgotten = Forgotten your password?
forgotten-text = Write your sign-in name. If it is an e-mail address, a link to choose a new password goes there.
forgotten-ask = Mail me a link
forgotten-asked = If there is an account of that name, a link is on its way. It works once, for an hour.
forgotten-nothing = Nothing came? Look among unwanted mail, then ask your manager for a link.
invitation-title = Welcome
invitation-text = { $name }, choose your password. Your sign-in name is { $login }.
anew-text = { $name }, choose a new password. Your sign-in name is { $login }. You will be signed out everywhere else.
invitation-accept = Choose and sign in
invitation-made = The link is ready
invitation-once = Give this link to the person. It works once, for seven days, and is shown only now.
invitation-mailed = It is on its way by mail to { $address }. If no mail comes, give the person this link. It works once, for seven days, and is shown only now.
password-new = New password
password-again = The same again
password-present = Present password
password-change = Change and sign out everywhere
password-hint = At least { $count } characters. A few words in a row are good.
password-too-short = The password is shorter than { $count } characters.
password-too-long = The password is too long.
password-too-easy = The password is too easy to guess.
password-not-alike = The two passwords are not alike.
password-present-wrong = The present password is not right.

## Mails
mail-invitation-subject = Your account at { $business }
mail-invitation = { $name }, { $business } has made an account for you. Choose your password on this page. The link works once, for seven days.
mail-invitation-else = If you do not know { $business }, you can forget this mail.
mail-password-subject = A new password at { $business }
mail-anew = { $name }, a link was made for you to choose a new password at { $business }. It works once, for seven days.
mail-forgotten = { $name }, somebody, you we hope, asked for a new password at { $business }. Choose it on this page. The link works once, for an hour.
mail-password-else = If you do not want a new password, you need do nothing: the old one goes on working.
mail-changed-subject = Your password at { $business } was changed
mail-changed = { $name }, the password of your account at { $business } was changed just now, and every device was signed out.
mail-changed-else = If this was not you, have your account ended at once: tell your manager.
mail-test-subject = Mails of { $business } arrive
mail-test = This mail was sent to { $name } to see whether mails of { $business } arrive. They do.
mail-test-else = Nobody needs to do anything.
mail-foot = This mail was written by Regulars. Nobody reads answers to it.

## One's own account
me-title = My account
language = Language
sessions = Where you are signed in
session-device = Device
session-since = Since
session-seen = Last used
session-this = this one
session-end = End
sessions-end-others = Sign out everywhere else

## Clients
search = Search
search-label = Find a client
search-hint = Name, phone, e-mail or number
search-none = Nobody fits “{ $text }”.
filters = Filters
filter = Filter
filter-clear = Show all
value-from = Contribution in 12 months, at least
expected-from = Expected in 12 months, at least
status = Status
star = Star
stars = Stars
level = Level
next-step = Next step
staff-credited = Credited to
branch-credited = Branch
credited-only = Only clients credited to someone
behind-path = Behind the path
clients-count =
    { $count ->
        [one] One client
       *[other] { $count } clients
    }
clients-none = No client fits. Import a file, or loosen the filters.
clients-many = More clients fit than can be counted while you type
sort = Order
sort-name = Name
sort-last-visit = Last visit
sort-value = Value
sort-stars = Stars
sort-expected-value = Expected value
list-begin = To the beginning
list-next = Next page
segments = Segments
segments-note = Lists of clients that were saved under a name. Each has those of your clients who fit now.
segments-none = No list was saved yet. Search or filter the clients, then save the list below it.
segments-all = All segments
segments-manage = Manage
segment-save = Save this list
segment-own = Only me
segment-shown-to = Shown to
segment-made-by = Saved by
segment-rename = Rename
segment-rename-for = New name of { $name }
segment-remove = Remove
segment-removed = “{ $name }” was removed.
segment-stale = asks for what is no longer there
download-csv = Download as CSV
last-visit = Last visit
first-visit = First visit
next-booking = Next booking
contribution-year = Contribution, 12 months

## What clients are worth
report-economics = Economics of staying
report-economics-what = What a client is worth, how many stay, and what one point less defection would bring, from the own books.
report-envelope = A line for the pay envelope
report-envelope-what = What a client of now is worth over ten years, in a sentence for every team.
report-plan = Referral plan
report-plan-what = What a client comes to through those the client sends: the plan’s ceiling, beside what is left of it when clients leave and a market ends.
economics-seen = Years of tenure count that were over by { $day }: the lapse rule needs { $days } days to tell who left. Whoever came before the books began counts as new in them.
economics-contribution = Contribution is net sales less the cost of what was sold. Overheads are not in it: it is not profit.
economics-cost = Winning a client costs { $cost } (policy), paid in year 0; a year’s delay takes off { $discount }.
economics-cost-unknown = What winning a client costs is not known, and counts as 0 here: set acquisition_cost under [economics] in the policy. A year’s delay takes off { $discount }.
economics-draws = The intervals (95%) come from drawing clients anew { $draws } times, from seed { $seed }.
economics-years = By year of tenure
economics-year = Year
economics-began = Clients who began it
economics-contribution-mean = Contribution a client
economics-left = Left in it
economics-still-there = Still there after it (%)
economics-survival = Clients still there by year of tenure
economics-own = Own books
economics-values = What a new client is worth
economics-rate = Defection a year
economics-own-rate = { $rate } (own)
economics-life = Life in years
economics-fixed-life = Fixed life
economics-geometric = Geometric
economics-sbg = Clients differ (sBG)
economics-no-value = no value without discount
economics-sbg-note = sBG is fitted to the own survival: { $rate } leave in the first year, fewer in each later one, since likely leavers go first. The own row has that fit; in the others its first year has the rate named.
economics-sbg-none = No sBG: in the own books the share who leave does not fall from year to year as it does where clients differ, or too few years are over to tell. Until then the geometric way is the one to read.
economics-units = What one point less defection is worth
economics-active = Active now
economics-new-client = A new client
economics-point-new = A point less: each new client
economics-point-year = A point less: clients of now, a year
economics-point-life = A point less: clients of now, for life
economics-ten-years = A client of now, ten years
economics-year-brought = Contribution of that year
economics-group-active = Clients active now
economics-group-at-start = Clients active when the period began
economics-group-lost = Clients who left in the period
economics-group-began = Clients who began the year of tenure
economics-group-left = Clients who left in the year of tenure
economics-exhibit = The exhibit of 1990, to compare
economics-exhibit-note = Reichheld and Sasser, Harvard Business Review, 1990: a card customer costs 51 to win, then brings 30, 42, 44, 49 and 55. Its discount is not known: at 5.55% and 51 a year after the fifth, a fixed life gives what it prints. In its own currency.
economics-printed = As printed
envelope-line = Line
envelope-client-like-yours = A client like yours is worth about { $worth } over ten years ({ $low } to { $high }).
envelope-note = What the clients of now are expected to bring over ten years, at what this team’s clients brought in each year of tenure; those who will leave are taken off, and { $discount } for each year of delay. Overheads are not in it. It is a mean: of one client in particular it says little.
plan-inputs = What the plan is made of
plan-input = Input
plan-used = Used
plan-from = From
plan-given = given
plan-own-books = own books
plan-value = A client’s contribution a year
plan-years = Years
plan-referrals = New clients each sends
plan-when = When
plan-when-at-once = the first client alone, in year 1
plan-when-once = each once, in the year after having come
plan-when-every-year = each in every year after having come
plan-defection = Clients who leave in a year (%)
plan-market = Market, in people
plan-unknown = Too few clients to tell from the own books what a client brings and sends: fill in both.
plan-by-year = Year by year
plan-ceiling-clients = Ceiling: clients
plan-ceiling = Ceiling
plan-newcomers = Ceiling: newcomers
plan-of-newcomers = Ceiling: from newcomers
plan-leaving-clients = Clients leave: clients
plan-leaving = Clients leave
plan-ending-clients = And the market ends: clients
plan-ending = And the market ends
plan-all-years = All years
plan-contribution = Contribution in the year
plan-note = The ceiling is that of the plan on paper: nobody leaves, and there is no end of people. No business has seen it. Amounts are not discounted, and overheads are not in them.

## One client
every-star-full = Every star is full
no-next-step = No next step today
no-next-step-departed = No next step: the client is gone
stars-of = { $total } of { $most }
path-expected = The growth path expects { $total } by now.
path-behind = Behind it.
path-on = On it.
rhythm = Rhythm
own-interval = Own interval
present-gap = Present gap
days =
    { $days ->
        [one] one day
       *[other] { $days } days
    }
days-about = about { $days } days
visits = Visits
visits-on-days =
    { $visits } on { $days ->
        [one] one day
       *[other] { $days } days
    }
value-so-far = Value so far
net-sales = Net sales
contribution = Contribution
contribution-note = Contribution is net sales less cost; overheads are not in it.
on-file = On file
phone = Phone
email = E-mail
contacts-hidden = not for you to see
birthday = Birthday
client-channel = Channel
client-channel-change = Change the channel
client-channel-hint = not known
credited-to = Credited to
credited-nobody = nobody: no visit in the window
referred-by = Referred by
client-of-others = a client of someone else
referral-tree = Referrals
referral-sum =
    { $count ->
        [one] One client came of it, with a contribution of { $amount } so far.
       *[other] { $count } clients came of it, with a contribution of { $amount } so far.
    }
referral-none = Has not referred anybody yet.
referral-sent =
    { $count ->
        [one] sent one client
       *[other] sent { $count } clients
    }
referral-seen = Yours
referral-others = Contribution is told of the clients whom you may see.
referral-circle = leads back to someone above
referral-more =
    { $count ->
        [one] and one more
       *[other] and { $count } more
    }
generation = Generation
aims-last = Last aims
aims-none = No aim was chosen yet.
record = Record what happened
record-what = What happened
record-due = Booked for
record-referred = Number of the client referred
record-save = Record
record-new = The client referred is new, or not one of yours
record-sure = The amount is right
amount-hint = A number from 0, such as 24.50
offering = Service or product
amount = Amount
timeline = Timeline
timeline-empty = Nothing has happened yet.
timeline-all = Show all { $count }
timeline-for = for { $day }
timeline-until = until { $day }
notice-recorded = Recorded, and the stars are up to date.
notice-known = This was recorded already.
notice-voided = Taken back.

## Today, huddle and overdue
day-before = The day before
day-after = The day after
today-parts = Parts of the day
today-earlier = Earlier
today-later = Later
lineup-more = { $count ->
    [one] One more booking is
   *[other] { $count } more bookings are
 } not shown here: choose a branch.
today-empty = Nobody is expected on this day.
today-next = Next bookings: { $day }
today-interval = comes about every { $days } days
today-gap =
    { $days ->
        [one] one day since the last visit
       *[other] { $days } days since the last visit
    }
today-birthday = birthday { $day }
today-came = Came
today-did-not-come = Did not come
today-mark-came = Came
today-mark-no-show = Did not come
today-more = Rebooked, bought, referred…
today-rebook = Rebooked
today-bought = Bought for
today-referred = Referred
aim = Aim
aim-chosen = Aim:
aim-proposed = Proposed aim:
aim-none = No aim today
aim-for = Aim for { $name }
aim-choose = Choose
proposed = proposed
notice-aim = The aim is chosen.
notice-saved = Saved.
bookings-count =
    { $count ->
        [one] one booking
       *[other] { $count } bookings
    }
standard-of-day = Standard of the day, number { $number }:
settlement = What came of the aims
settlement-note = As known when the day closed. It is never changed; what was learnt later stands beside it.
settlement-corrected = known later: { $outcome }
outcome = Outcome
wall-view = On the wall
wall-updated = Updated at { $time }
standings-week = Standings of the week
standings-month = Standings of the month
standings-winner = First: { $name }
standings-empty = No aim was settled yet.
standings-note = Percent of aims won, of those won or lost. Under { $count } there is no percentage and no rank.
rank = Rank
aims-won = Aims won
overdue-intro =
    { $count ->
        [one] One client is past their own rhythm.
       *[other] { $count } clients are past their own rhythm.
    } Those with most at stake come first.
overdue-stake = At stake in a year
overdue-stake-what = What is at stake?
overdue-snoozed = Show those who rest ({ $count })
overdue-empty = Nobody is overdue.
overdue-rests = rests until { $day }
overdue-mine = You follow this up.
overdue-claimed = { $name } follows this up.
overdue-claim = I follow this up
overdue-give = Have it followed up
overdue-follow = Contact, rest, end
overdue-channel = How
overdue-outcome = What came of it
overdue-record = Record the contact
overdue-until = Rest until
overdue-why = Why
overdue-snooze = Let it rest
overdue-ending = How it ended
overdue-close = End it
note = Note
channel = contact
contacted = outcome
ending = end

## How clients are followed up
channel-in-person = in person
channel-phone = by phone
channel-mail = by mail
channel-message = by message
contacted-reached = reached
contacted-left-word = left word
contacted-no-answer = no answer
contacted-booked = booked
contacted-declined = declined
ending-booked = booked
ending-returned = came back
ending-settled = settled
ending-declined = declined
ending-not-reached = not reached
ending-unfounded = unfounded

## Star report
as-of = As of
as-known = As known
policy-name = Policy
by = By
by-all = Everyone
by-region = Region
by-branch = Branch
by-staff = Staff member
defection-from = First day
defection-to = Last day
sheet-seen = You see { $seen } of the { $all } clients of this table.
sheet-more =
    { $count ->
        [one] One more is not named here.
       *[other] { $count } more are not named here: CSV and the command line name as many as asked for.
    }
reports-intro = Each figure has its definition, and behind it the clients it counts. What is asked stands in the address, so that a report can be shared.
topic-leaving = Who leaves, and why
topic-value = What clients are worth
topic-comparison = Who does how well
topic-forecast = What to expect
sheet-knows = As of { $day }, as known { $instant }.
sheet-money-range = { $low } to { $high }
report-defection-what = Of the clients active at the start of a period, who was gone at its end.

report-model = Model of visits
report-model-what = By how long and how often clients came, what to expect of them: the model in force, and how well it fits.
model-fit = Fit anew
model-fitted = A model was fitted and is in force; all clients were scored by it.
model-fitting = A model is being fitted; it is in force as soon as that is done. Load this page again.
model-failed = The last fit, asked for by { $by } at { $at }, failed: { $why }.
books-end = The books end on { $end }: whoever came since looks gone. Ask as of that day (--as-of or --to { $day }).
envelope-books-end = The books end on { $end }: the lines are as of that day.
model-stale = The model was fitted { $days } days ago: what came since is not in it. Fit it anew.
model-none = No model yet: nothing is foretold. Fit one with 'regulars fit', or with the button on the page “Model of visits”.
model-since = In force since { $at }; fitted as of { $day } to what was known at { $known }. It is fitted anew only when someone asks for it.
model-in-words = Those who stay come about every { $days } days, with regularity { $k } (1: by chance, 12: by the clock). After a visit { $percent } leave for good, on average.
model-no-spend = What a visit brings does not tell clients apart: for each it is the house’s mean, { $amount }.
model-data = What it was fitted to
model-first-day = First visit
model-last-day = Last visit
model-repeaters = Came again
model-occasions = Days with a visit
model-parameters = Parameters
model-parameter = Parameter
model-meaning = What it says
model-value = Value
model-standard-error = Standard error
model-parameter-k = how regular visits are, 1 to 12
model-parameter-r = shape of how often clients come: the greater, the more alike they are
model-parameter-alpha = scale of the same, in days
model-parameter-a = leaving after a visit: against b, how many
model-parameter-b = staying after a visit
model-parameter-p = how steady a client’s visits are in what they bring
model-parameter-q = how alike clients are in it
model-parameter-gamma = scale of the same, in minor units of money
model-likelihoods = Likelihood, beside other models
model-log-likelihood = Log-likelihood
model-below-best = Below the best
model-rival-none = –: the clients do not tell the parameters of that model.
model-repeats-all = Visits after the first: { $actual }; the model expects { $expected }.
model-repeats = Clients by how often they came again
model-came-again = Came again so often
model-actual = Counted
model-expected = Expected
model-look-back = A look back, apart for who had come once
model-look-back-what = What the model says of clients as they were { $days } days before, and what came since. It has seen these days: this shows where it does not fit, not how well it foretells.
model-who = Clients who
model-came-once = had come once
model-came-more = had come again
model-came = Came since
model-came-expected = Expected to come
forecast = What to expect
forecast-none = No model yet: 'regulars fit' makes one, or the owner on the page of the model.
forecast-none-lapse = No model yet: until 'regulars fit' makes one, a client lapses past 2 × the own interval.
forecast-never-came = Nothing is foretold of who never came.
forecast-departed = Nothing is foretold of whose departure was declared.
p-alive = Probability of still being a client
expected-visits = Visits, next 12 months
expected-spend = Contribution of a visit
expected-value-year = Expected, next 12 months
expected-value-five = Expected, next 5 years
expected-value-ten = Expected, next 10 years
value-discounted = { $amount }; discounted { $discounted }
simple-value-year = As in the last 12 months
simple-value-ten = The same for 10 years
category-rhythm = Rhythm by service
category = Category
due = Due
due-not-yet = not yet
due-due = due
due-overdue = overdue
lapse-model = lapsed when overdue and the model gives less than { $percent }% that the client still is one (who came once: { $first }%)
lapse-model-none = lapsed past 2 × the own interval, until a model is fitted (‘regulars fit’)
stars-credited = { $credited } of { $all } clients on file are credited to someone.
stars-not-credited =
    { $count ->
        [one] One is not
       *[other] { $count } are not
    }: no visit in the window.
stars-interval-note = Percent of clients, with the 95% interval; under { $count } clients too few to tell.
list-parts = Pages of this list
list-earlier = Back
list-later = Further
stars-units = { $count } in all
stars-empty = Nobody is credited with a client yet. Import visits to begin.
stars-summary = Summary
stars-by-star = By star
stars-by-total = Clients by total stars, percent
stars-clients = Clients behind a figure
stars-clients-yours = { $yours } of { $all } are yours.
stars-clients-none = Nobody is behind this figure.
stars-clients-others = They are clients of others.
stars-clients-past = Stars and status are those of the day above; a name leads to the client's card of today.
stars-back = To the star report
stars-figure-level = { $star }: { $level }
stars-figure-not-credited = Credited to nobody
mean-total = Mean stars
change-week = Since last week
change-quarter = Since last quarter
all-full = All stars full, %
stars-behind = Behind the path, %
star-to-train = Star to train

## Printing
print-pdf = Print (PDF)
print-day-sheet = Day sheet (PDF)
print-week = Week (PDF)
print-month = Month (PDF)
rhythm-picture = Visits over time
rhythm-table = The same as a table

## Imports
upload-title = Bring a file
upload-intro = CSV, Excel or Parquet: clients, staff, visits, bookings and more. Nothing changes before you have looked at the rehearsal.
upload-file = File, at most { $count } MB
upload-send = Bring and rehearse
upload-nothing = Choose a file first.
uploads-open = Brought, not imported yet
imports-past = Imports so far
imports-none = Nothing was imported yet.
imports-all = All imports
import-number = Import
import-file = File
import-undone = undone { $at }
upload-rehearsing = Rehearsing: every row is read and checked.
upload-importing = Importing. You may leave this page; the import goes on.
upload-broken-off = Reading this file was broken off; nothing of it was imported. Rehearse it again.
upload-rows = { $done } of { $all } rows
upload-rehearsed = Rehearsed: nothing was changed yet
upload-imported = Imported as number { $number }
upload-read-as = Read as { $kind }, by the format { $format }.
upload-commit = Import now
upload-drop = Drop the file
upload-columns = Which column feeds what
upload-field = Feeds
upload-ignored = Not used
upload-settings = Read it otherwise
upload-kind = What the rows are
upload-found-out = found out from the file
upload-day-order = Dates are written
upload-decimal = Amounts are written
upload-source = Name of the source
upload-mapping = Mapping (TOML), for files with columns of their own
upload-rehearse = Rehearse again
rows-all = Rows
rows-new = New
rows-updated = Updated
rows-unchanged = Unchanged
rows-refused = Refused
rows-skipped = Left out
row-line = Line
row-column = Column
row-value = Value
row-reason = Reason

## What files hold
file = rows
field = Column
file-clients = clients
file-staff = staff
file-offerings = offerings
file-branches = branches
file-visits = visits
file-bookings = bookings
file-referrals = referrals
file-contracts = contracts
field-client = Client
field-given-name = Given name
field-family-name = Family name
field-email = E-mail
field-phone = Phone
field-birthday = Birthday
field-note = Note
field-main-staff = Main person
field-marketing-consent = Consent to marketing
field-channel = Channel
field-staff = Staff member
field-started-on = Started on
field-left-on = Left on
field-offering = Service or product
field-name = Name
field-kind = Kind
field-category = Category
field-price = Price
field-cost = Cost
field-margin-percent = Margin, percent
field-branch = Branch
field-region = Region
field-time-zone = Time zone
field-at = When
field-visit = Visit
field-quantity = Quantity
field-amount = Amount
field-currency = Currency
field-ends-at = Ends at
field-id = Id
field-booking = Booking
field-made-at = Made at
field-due-at = Booked for
field-status = State
field-status-at = State since
field-referred = Client referred
field-contract = Contract
field-event = Event
field-ends-on = Last day

## Definitions
definitions-intro = What each figure counts, out of what, and what it leaves out.
definitions-all = All definitions
definitions-measures = What stars are measured by
definitions-figures = Figures of the pages and reports
define-id = Id
define-figure = Figure
definition-stars = Stars measured so
definition-unit = Unit
definition-numerator = What is counted
definition-denominator = Out of what
definition-exclusions = What is left out
definition-source = Source

## Policy
policy-since = In force since { $at }.
policy-text = The whole text
policy-edit = Change the text, then look at what it would do.
policy-show-preview = Show what would change
policy-preview = What would change today
policy-preview-changed = { $changed } of { $clients } clients would have other stars.
policy-preview-statuses = { $count } would have another status.
policy-gain = Would gain
policy-lose = Would lose
policy-put = Put in force now
policy-mistakes = Nothing was changed. Mend these first:
measure = Measure
window-months = Window, months
lapse-rule = Lapse rule
margins = Margins by category: { $own }. The usual margin, { $usual }, counts for: { $others }.
margins-none = none set
margins-others = whatever has no category
lapse-fixed = lapsed after { $days } days without a visit
lapse-own = lapsed past { $factor } the own interval
lapse-contract = lapsed { $days } days after a contract’s end
growth-path = Growth path, stars by month

## People
role = Role
role-owner = Owner
role-region = Region manager
role-branch = Branch manager
role-staff = Staff
role-analyst = Analyst (figures, no names)
role-advocate = Clients’ advocate
state-active = active
state-invited = invited
state-ended = ended
person-place = Place
person-staff = Is this staff member
person-branch = Answers for the branch
person-region = Answers for the region
person-contacts = May see e-mail addresses and phone numbers
person-invite = Invite someone
person-invite-again = New invitation
person-reset = Link for a new password
person-hand-over = Hand over the clients
person-hand-over-text =
    { $count ->
        [one] One client has this person as main person, or has none and is credited to them.
       *[other] { $count } clients have this person as main person, or have none and are credited to them.
    } The one who takes over becomes their main person and sees them at once; what was done stays as it was.
clients-handed-over =
    { $count ->
        [one] One client has been handed over.
       *[other] { $count } clients have been handed over.
    }
person-hand-over-to = Who takes over
action-hand-over = handed clients over
person-end = End this account
person-take-up = Take it up again
people-all = All people

## Connections
connections-intro = Other systems can be told when something about a client changes: your till, your mailing program, your own website.
connections-none = No other system is told of anything yet.
connections-all = All connections
connection-add = Add a connection
connection-receiver = Receiver
connection-url = Address of the receiver
connection-name-hint = Name it with small letters, digits and hyphens, such as newsletter-2.
connection-topics = Is told of
connection-branch = Clients
connection-branch-any = of every branch
connection-names = Tell clients’ names as well, not only their numbers
connection-private = The receiver is in our own network (then http:// will do)
connection-tells = About each client
connection-tells-names = number and name
connection-tells-codes = number only
connection-made = Made
connection-waiting = Waiting
connection-active = active
connection-secret = The secret that signs
connection-secret-once = Give it to the receiver, which checks by it that a message is ours. It is shown only now.
connection-paused-asked = paused
connection-paused-gone = paused: the receiver answered that it is gone for good (410)
connection-paused-failing = paused: nothing was taken for days
connection-paused-maker = paused: whoever made it may no longer
connection-paused-since = Since { $at } nothing is sent, and nothing new is kept. What waits stays.
connection-test = Send a trial
connection-pause = Pause
connection-resume = Let it go on
connection-remove = Remove this connection
connection-remove-text = What waits, and the secret that signs, go with it. Nobody is told any more.
connection-remove-now = Remove
topic-star-changed = A client’s star changes
topic-overdue = A client becomes overdue
topic-defected = A client is gone: lapsed, or declared so
deliveries = Deliveries
deliveries-none = Nothing was delivered yet.
delivery-waiting = waiting
delivery-done = taken
delivery-dead = given up
delivery-notices = Notices
delivery-tries = Tries
delivery-answer = Last answer
delivery-next = next try { $at }
delivery-retry = Try again

## Activity
activity-empty = Nothing yet.
command-line = command line
more-of-it = Details
action = did
action-looked = looked at
action-searched = searched
action-listed = listed
action-printed = printed
action-downloaded = downloaded
action-saved-segment = saved a segment
action-renamed-segment = renamed a segment
action-removed-segment = removed a segment
action-record = recorded
action-aim = chose an aim
action-action = followed a client up
action-import = imported
action-undo = undid an import
action-score = scored everyone
action-policy = changed the policy
action-fit = fitted a model
action-signed-in = signed in
action-signed-out-elsewhere = signed out elsewhere
action-accepted-invitation = accepted an invitation
action-changed-password = changed the password
action-invited = invited
action-changed-account = changed an account
action-ended-account = ended an account
action-took-up-account = took up an account
action-connected = subscribed another system
action-changed-connection = changed a connection
action-disconnected = removed a connection
action-init = began the ledger
note-client = client
note-client-card = client card
note-day-sheet = day sheet
note-star-report = star report
note-standings = standings
note-import = import
note-facts =
    { $count ->
        [one] one fact
       *[other] { $count } facts
    }
note-claim = taken on
note-contact = contact
note-snooze = let rest
note-close = ended
note-void = voided

## Departures
departure = Departure
departure-declare = Declare this client gone
departure-hint = For a client who said so, or with whom we parted. Who just stays away needs no declaration: the rhythm shows it.
departure-since = Gone since
departure-day = Gone from
departure-reason = Reason
departure-competitor = Competitor
departure-words = The client’s own words
departure-listener = Who listened
departure-save = Declare gone
departure-win-back = Winning back
departure-claim = Win this client back

## Kinds of events
kind = event
kind-visit = visit
kind-service = service
kind-product = product
kind-refund = refund
kind-tip = tip
kind-booking = booking
kind-cancellation = cancellation
kind-no-show = did not come
kind-referral = referral
kind-contract-start = contract start
kind-contract-renewal = contract renewal
kind-contract-end = contract end
kind-defection = declared gone
kind-let-go = let go by us

## Why a star is what it is, and what would fill it
reason-too-early = The history is still too short to say that there is none.
reason-rebooked-some = The next visit was booked { $value } hours after the last one ended (0: it was in the book already).
reason-rebooked-none = No booking ahead.
fill-rebooked = Booking the next visit within { $full } hours fills it.
reason-product-spend-some = { $value } of products in { $months } months.
reason-product-spend-none = No products in { $months } months.
fill-product-spend = { $missing } more fills it.
reason-breadth-some =
    { $count ->
        [one] One category of service
       *[other] { $value } categories of service
    } in { $months } months.
reason-breadth-none = No services in { $months } months.
fill-breadth = Something new: { $full } categories fill it.
reason-assortment-some =
    { $count ->
        [one] One category
       *[other] { $value } categories
    } in { $months } months.
reason-assortment-none = Nothing in { $months } months.
fill-assortment = { $full } categories fill it.
reason-rhythm-some = The longer of the last gap and the present one is { $value } the own interval.
reason-rhythm-none = No visit yet.
fill-rhythm = Coming within { $full } the own interval fills it.
reason-referral-some =
    { $count ->
        [0] Nobody referred has come
       *[other] { $value } referred came
    } in { $months } months.
reason-referral-none = Nobody referred has come in { $months } months.
fill-referral = One client referred who comes fills it.
reason-spend-some = { $value } in { $months } months.
reason-spend-none = Nothing spent in { $months } months.
fill-spend = { $missing } more fills it.
reason-spend-kept-some = Spend of the last quarter is { $value } of a quarter of the year before.
reason-spend-kept-none = Nothing was spent in the year before.
fill-spend-kept = { $full } fills it.
reason-frequency-some =
    { $count ->
        [one] One day with a visit
       *[other] { $value } days with a visit
    } in { $months } months.
reason-frequency-none = No visit in { $months } months.
fill-frequency = { $full } fill it.
reason-contracts-some =
    { $count ->
        [one] One contract runs.
       *[other] { $value } contracts run.
    }
reason-contracts-none = No contract runs.
fill-contracts = { $full } fill it.
reason-renewals-some =
    { $count ->
        [one] One renewal
       *[other] { $value } renewals
    } in { $months } months.
reason-renewals-none = No renewal in { $months } months.
fill-renewals = { $full } fill it.
reason-tenure-some = Client for { $count ->
        [one] one month.
       *[other] { $value } months.
    }
reason-tenure-none = Not a client yet.
fill-tenure = { $full } months fill it.
