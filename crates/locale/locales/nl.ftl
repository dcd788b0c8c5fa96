# Woorden die pagina's, documenten en de opdrachtregel delen.

## Dagen
date = { $day }{"\u00A0"}{ $month } { $year }
date-weekday = { $weekday } { $day }{"\u00A0"}{ $month } { $year }
date-month = { $month } { $year }
date-birthday = { $day }{"\u00A0"}{ $month }
weekday-1 = maandag
weekday-2 = dinsdag
weekday-3 = woensdag
weekday-4 = donderdag
weekday-5 = vrijdag
weekday-6 = zaterdag
weekday-7 = zondag
month-1 = jan
month-2 = feb
month-3 = mrt
month-4 = apr
month-5 = mei
month-6 = jun
month-7 = jul
month-8 = aug
month-9 = sep
month-10 = okt
month-11 = nov
month-12 = dec
month-long-1 = januari
month-long-2 = februari
month-long-3 = maart
month-long-4 = april
month-long-5 = mei
month-long-6 = juni
month-long-7 = juli
month-long-8 = augustus
month-long-9 = september
month-long-10 = oktober
month-long-11 = november
month-long-12 = december

## Wat iemand van een ster heeft
level-full = heel
level-half = half
level-none = geen
level-too-early = te vroeg

## Statussen
status-prospect = prospect
status-new = nieuw
status-active = actief
status-overdue = over tijd
status-lapsed = weggebleven
status-returned = teruggekeerd
status-defected = vertrokken
status-let-go = door ons laten gaan

## Uitkomsten van doelen
outcome-open = open
outcome-won = behaald
outcome-lost = gemist
outcome-no-chance = geen kans
outcome-not-counted = telt niet mee
