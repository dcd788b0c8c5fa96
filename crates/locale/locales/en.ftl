# Words that pages, documents and the command line share.

## Days
date = { $day }{"\u00A0"}{ $month } { $year }
date-weekday = { $weekday } { $day }{"\u00A0"}{ $month } { $year }
date-month = { $month } { $year }
date-birthday = { $day }{"\u00A0"}{ $month }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec
month-long-1 = January
month-long-2 = February
month-long-3 = March
month-long-4 = April
month-long-5 = May
month-long-6 = June
month-long-7 = July
month-long-8 = August
month-long-9 = September
month-long-10 = October
month-long-11 = November
month-long-12 = December

## Levels of stars
level-full = full
level-half = half
level-none = none
level-too-early = too early

## Statuses
status-prospect = prospect
status-new = new
status-active = active
status-overdue = overdue
status-lapsed = lapsed
status-returned = returned
status-defected = defected
status-let-go = let go

## Outcomes of aims
outcome-open = open
outcome-won = won
outcome-lost = lost
outcome-no-chance = no chance
outcome-not-counted = not counted
