# Words of printed documents and of pictures.

## Every page

as-of-as-known = As of { $day }, as known { $instant }
printed = Printed { $instant } by { $name }
page-of-pages = Page { $page } of { $pages }

## Day sheet

day-sheet = Day sheet
sheet-clients = { $count ->
    [one] { $count } client
   *[other] { $count } clients
}
standard = Standard of the day:
aim = Aim:
no-aim = No aim today
first-visit = First visit
no-clients = No client is booked on this day.
referred-by = Referred by { $name }
birthday-today = Birthday today
birthday-ahead = { $days ->
    [one] Birthday tomorrow, { $day }
   *[other] Birthday in { $days } days, { $day }
}
birthday-past = { $days ->
    [one] Birthday yesterday, { $day }
   *[other] Birthday { $days } days ago, { $day }
}

## Star report

star-report = Star report
by-staff = By staff member
by-branch = By branch
by-region = By region
by-all = The whole house
unit-staff = Staff member
unit-branch = Branch
unit-region = Region
unit-all = House
star-report-basis = { $credited ->
    [one] { $credited } of { $on_file } clients on file is credited
   *[other] { $credited } of { $on_file } clients on file are credited
}; { $not_credited } without a visit in the credit window are not.
percent-note = Percent of clients credited, with the 95% interval (Wilson). Under { $count_min } clients: too few to tell.
clients = Clients
mean-total = Mean total
change-week = Since last week
change-quarter = Since last quarter
full-star = All stars full
behind-path = Behind the path
to-train = Star to train (points below the house)
below-points = { $star } ({ $points })
overview = Overview
by-total = Clients by total of stars
by-star = Clients by star: { $star }
too-few = too few to tell
no-units = No client is credited.

## Standings

standings-week = Standings of the week
standings-month = Standings of the month
week-of-year = Week { $week }, { $first } to { $last }
rank = Rank
name = Name
won = Won
lost = Lost
no-chance = No chance
won-percent = Won, %
winner = Winner
standings-note = Percent of aims won, of those won or lost, with the 95% interval (Wilson). A client who did not come is no chance, and not counted. Ranked from { $count_min } aims on.
no-standings = No aim was settled in this time.

## Client card

client-card = Client card
client-code = Client { $code }
status = Status
staff = Staff member
branch = Branch
client-since = Client since
stars = Stars
star = Star
what-it-is = What it is
to-fill = What would fill it
total-of = { $total } of { $most }
path-expects = The growth path expects { $expected } by now.
next-step = Next step
no-next-step = None today
departure = Departure
gone-since = Gone since
departure-reason = Reason
competitor = Competitor
listener = Who listened
words-said = In the client’s own words
forecast = What to expect
next-booking = Next booking
no-booking = None
rhythm = Rhythm
visits = Visits
occasions = Visit days
sales = Net sales
contribution = Contribution
contribution-year = Contribution, 12 months
contribution-note = Contribution is net sales less the offerings' cost; overheads are not in it.
referrals = Clients referred
generation = Generation
last-visits = Last visits
day = Day
offerings = Offerings
amount = Amount
served-by = Served by
aims = Aims
outcome = Outcome
no-visits = No visit yet.
no-aims = No aim yet.

## Rhythm

rhythm-title = Rhythm of visits
rhythm-none = No visit yet.
days-shown = Visit days shown
rhythm-occasions = the last { $shown } of { $count }
days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
days-with-decimals = { $days } days
visit-day = Visit day
visit-days = Visit days:
days-after-last = { $days ->
    [one] { $day }, after { $days } day
   *[other] { $day }, after { $days } days
}
own-interval = Own interval
present-gap = Present gap
expected-by = Expected by
overdue-after = Overdue after
lapsed-after = Lapsed after
own-interval-is = Own interval { $days }
present-gap-days = { $days ->
    [one] Present gap { $days } day
   *[other] Present gap { $days } days
}
