# Woorden van gedrukte documenten en van plaatjes.

## Elke bladzijde

as-of-as-known = Per { $day }, zoals bekend op { $instant }
printed = Afgedrukt { $instant } door { $name }
page-of-pages = Bladzijde { $page } van { $pages }

## Dagblad

day-sheet = Dagblad
sheet-clients = { $count ->
    [one] { $count } klant
   *[other] { $count } klanten
}
standard = Norm van de dag:
aim = Doel:
no-aim = Geen doel vandaag
first-visit = Eerste bezoek
no-clients = Op deze dag is geen klant ingeboekt.
referred-by = Aanbevolen door { $name }
birthday-today = Vandaag jarig
birthday-ahead = { $days ->
    [one] Morgen jarig, { $day }
   *[other] Jarig over { $days } dagen, { $day }
}
birthday-past = { $days ->
    [one] Gisteren jarig geweest, { $day }
   *[other] { $days } dagen geleden jarig geweest, { $day }
}

## Sterrenrapport

star-report = Sterrenrapport
by-staff = Per medewerker
by-branch = Per vestiging
by-region = Per regio
by-all = Het hele huis
unit-staff = Medewerker
unit-branch = Vestiging
unit-region = Regio
unit-all = Huis
star-report-basis = { $credited ->
    [one] { $credited } van { $on_file } klanten in het bestand is toegerekend
   *[other] { $credited } van { $on_file } klanten in het bestand zijn toegerekend
}; { $not_credited } zonder bezoek in de toerekenperiode niet.
percent-note = Procent van de toegerekende klanten, met het 95%-betrouwbaarheidsinterval (Wilson). Onder { $count_min } klanten: te weinig om te zeggen.
clients = Klanten
mean-total = Gemiddeld totaal
change-week = Sinds vorige week
change-quarter = Sinds vorig kwartaal
full-star = Alle sterren heel
behind-path = Achter op het pad
to-train = Te oefenen ster (punten onder het huis)
below-points = { $star } ({ $points })
overview = Overzicht
by-total = Klanten naar totaal aantal sterren
by-star = Klanten naar ster: { $star }
too-few = te weinig om te zeggen
no-units = Er is geen klant toegerekend.

## Tussenstand

standings-week = Tussenstand van de week
standings-month = Tussenstand van de maand
week-of-year = Week { $week }, { $first } tot en met { $last }
rank = Plaats
name = Naam
won = Behaald
lost = Gemist
no-chance = Geen kans
won-percent = Behaald, %
winner = Winnaar
standings-note = Procent behaalde doelen, van die behaald of gemist zijn, met het 95%-betrouwbaarheidsinterval (Wilson). Een klant die niet kwam gaf geen kans en telt niet mee. Een plaats is er vanaf { $count_min } doelen.
no-standings = In deze tijd is geen doel afgerekend.

## Klantkaart

client-card = Klantkaart
client-code = Klant { $code }
status = Status
staff = Medewerker
branch = Vestiging
client-since = Klant sinds
stars = Sterren
star = Ster
what-it-is = Wat het is
to-fill = Wat hem zou vullen
total-of = { $total } van { $most }
path-expects = Het groeipad verwacht nu { $expected }.
next-step = Volgende stap
no-next-step = Geen vandaag
departure = Vertrek
gone-since = Weg sinds
departure-reason = Reden
competitor = Concurrent
listener = Wie luisterde
words-said = In de woorden van de klant
forecast = Wat we kunnen verwachten
next-booking = Volgende afspraak
no-booking = Geen
rhythm = Ritme
visits = Bezoeken
occasions = Bezoekdagen
sales = Netto-omzet
contribution = Bijdrage
contribution-year = Bijdrage, 12 maanden
contribution-note = Bijdrage is netto-omzet min de kostprijs van het aanbod; algemene kosten zijn er niet af.
referrals = Aanbevolen klanten
generation = Generatie
last-visits = Laatste bezoeken
day = Dag
offerings = Aanbod
amount = Bedrag
served-by = Bediend door
aims = Doelen
outcome = Uitkomst
no-visits = Nog geen bezoek.
no-aims = Nog geen doel.

## Ritme

rhythm-title = Ritme van bezoeken
rhythm-none = Nog geen bezoek.
days-shown = Getoonde bezoekdagen
rhythm-occasions = de laatste { $shown } van { $count }
days = { $days ->
    [one] { $days } dag
   *[other] { $days } dagen
}
days-with-decimals = { $days } dagen
visit-day = Bezoekdag
visit-days = Bezoekdagen:
days-after-last = { $days ->
    [one] { $day }, na { $days } dag
   *[other] { $day }, na { $days } dagen
}
own-interval = Eigen interval
present-gap = Huidige tussenpoos
expected-by = Verwacht uiterlijk
overdue-after = Over tijd na
lapsed-after = Weggebleven na
own-interval-is = Eigen interval { $days }
present-gap-days = { $days ->
    [one] Huidige tussenpoos { $days } dag
   *[other] Huidige tussenpoos { $days } dagen
}
