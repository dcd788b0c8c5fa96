# Wat de rapporten van de opdrachtregel zeggen naast de woorden van de pagina's.

## Koppen
report-title = { $title }: { $business }
report-as-of = per { $day }, zoals bekend { $instant }
report-policy = beleid { $policy } (sinds { $since }); huisinterval { $days } dagen, gewicht { $weight }, uit { $house }
report-house-clients =
    { $count ->
        [one] één klant
       *[other] { $count } klanten
    }
report-house-defaults = de standaardwaarden van het beleid (te weinig klanten om te zeggen, of nog niet doorgerekend)
report-stars = Sterrenrapport
report-status = Statusrapport
report-clients = Klanten
report-huddle = Dagstart
report-settlement = Afrekening
report-standings = Tussenstand
report-overdue = Over tijd
report-actions = Opvolging van { $client }
report-time = Tijd
report-quantity = Aantal

## Sterrenrapport
report-behind-figure = Wie er achter een cijfer zit: { $command }
report-stars-are = STAR is een van { $stars }.
report-stars-full = Klanten met de ster heel, procent
report-stars-levels = Klanten naar ster, procent: heel / half / geen / te vroeg
report-all-full = Alle sterren heel
report-below-points = { $star } ({ $points } punten)
report-too-few-units = Te weinig om te zeggen: { $names }
report-status-note = Klanten zonder bezoek in de toerekenperiode zijn aan niemand toegerekend.

## Eén klant
report-total = { $total } sterren.
report-referred = beval { $client } aan

## Dagstart
report-huddle-none = Er staat geen afspraak voor { $day }.
report-huddle-next = De volgende zijn op { $day }.
report-huddle-none-ahead = Er zijn geen latere.
report-huddle-counts =
    { $bookings ->
        [one] Eén afspraak
       *[other] { $bookings } afspraken
    }; { $chosen } met een gekozen doel; { $came } gekomen.
report-huddle-note = De sterren zijn die van vanochtend. Kies een doel: { $command }
report-proposed = Voorgesteld
report-yes = ja

## Afrekening
report-settlement-none = Voor { $day } is geen doel gekozen.
report-aims-count =
    { $count ->
        [one] Eén doel.
       *[other] { $count } doelen.
    }
report-settlement-open = { $count } van een dag die nog niet gesloten is: de uitkomst is voorlopig.
report-settlement-corrected = { $count } gecorrigeerd sinds de dagsluiting: de tussenstand houdt de uitkomst bij sluiting aan.
report-corrected-to = Gecorrigeerd tot
report-closing = Dagsluiting
report-so-far = voorlopig { $outcome }

## Tussenstand
report-week = Week { $from } tot en met { $to }, zoals bekend toen elke dag sloot.
report-month = Maand { $from } tot en met { $to }, zoals bekend toen elke dag sloot.
report-standings-open =
    { $count ->
        [one] Eén doel van een dag die nog niet gesloten is, telt nog niet mee.
       *[other] { $count } doelen van dagen die nog niet gesloten zijn, tellen nog niet mee.
    }
report-standings-corrected =
    { $count ->
        [one] Eén doel is na de dagsluiting gecorrigeerd en telt
       *[other] { $count } doelen zijn na de dagsluiting gecorrigeerd en tellen
    } zoals bij sluiting: { $command }
report-week-nobody = Niemand wint de week: daarvoor is een behaald doel nodig, en { $count } behaald of gemist.
report-month-nobody = Niemand wint de maandbonus: daarvoor is een behaald doel nodig, en { $count } behaald of gemist.
report-week-winners = De week gaat naar { $names }.
report-month-winners = De maandbonus gaat naar { $names }.
report-standings-note = Procent behaalde doelen, van die behaald of gemist zijn, met het 95%-betrouwbaarheidsinterval; onder { $count } behaald of gemist: te weinig om te zeggen, en geen plaats.
report-won = Behaald
report-lost = Gemist
report-no-chance = Geen kans
report-not-counted = Telt niet mee

## Over tijd en opvolging
report-overdue-counts =
    { $count ->
        [one] Eén klant
       *[other] { $count } klanten
    }; { $amount } op het spel: bijdrage van de laatste 12 maanden (algemene kosten zijn er niet af).
report-overdue-snoozed =
    { $count ->
        [one] Nog één is uitgesteld
       *[other] Nog { $count } zijn uitgesteld
    }: --snoozed toont ze.
report-overdue-note = Neem er een op je: { $command }
report-follow-up = Opvolging
report-open = open
report-at-stake = Op het spel
report-days-past = Dagen te laat
report-actions-none = Niemand heeft { $client } opgevolgd.
report-for = Voor
step-claimed = op zich genomen
step-contacted = contact
step-snoozed = uitgesteld
step-closed = afgesloten
cause-overdue = over tijd
cause-lapsed = weggebleven
cause-low-score = lage score
cause-complaint = klacht
cause-contact-due = contact nodig
cause-win-back = terugwinnen
report-standard = Norm van de dag, nummer { $number }: { $standard }

## Vertrek
report-defection = Vertrek
report-defection-period = Van de klanten die aan het begin van { $from } actief waren: wie aan het einde van { $to } weg was
report-defection-too-early = Te vroeg om te zeggen: de periode telt { $days } dagen, en de vervalregel heeft er { $window } nodig.
report-defection-names = Wie we kwijt zijn, met wat zij in het jaar vóór de periode opleverden
report-active = Actief aan het begin
report-lost-clients = Kwijt
defection-rate = Vertrekpercentage
report-annual = Per jaar
report-won-back = Teruggewonnen
report-gained = Voor het eerst
report-let-go = Wij lieten gaan
report-year-before = Jaar ervoor
