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
report-standard = Norm van de dag, nummer { $number }: { $standard }

## Terugtoets
report-backtest = Terugtoets
report-backtest-what = Welk model of welke eenvoudige regel het best had voorspeld wie er komt, beproefd op het eigen verleden van de zaak.
backtest-none = Er is nog geen terugtoets. De eigenaar doet er een op de pagina Beleid; 'regulars backtest' doet er een op de server.
backtest-asked = Voorspeld aan het einde van { $split }, uit wat tot dan toe was gebeurd: wie komt er binnen { $days } dagen? Het huisinterval was { $interval } dagen.
backtest-best-in-force = De regel van het beleid, { $best }, was de beste: Brierscore { $brier }.
backtest-best = De beste was { $best } met een Brierscore van { $brier }. De regel van het beleid, { $rule }, had { $rule_brier }: { $difference } meer.
backtest-level = De laagste Brierscore had { $best }: { $brier }. De regel van het beleid, { $rule }, had { $rule_brier }; de twee zijn niet te onderscheiden: { $difference } meer.
backtest-told = Terugtoets van { $at }, voorspeld aan het einde van { $split } voor { $days } dagen: { $verdict }
backtest-stale = Het beleid had toen een andere regel: doe de toets opnieuw.
backtest-unfit = { $method } was niet te schatten: { $reason }.
backtest-too-few = te weinig klanten met een verschillend verleden
backtest-alike = niemand kwam een tweede keer, of allen zijn gelijk
backtest-untold = de boeken zeggen niets over een van zijn parameters
backtest-no-maximum = er is geen beste schatting gevonden
backtest-of-all = Alle klanten die tot dan toe waren gekomen
backtest-of-first = Wie één keer was gekomen
backtest-of-repeat = Wie vaker was gekomen
backtest-method = Model of regel
backtest-clients = Klanten
backtest-came = Gekomen
backtest-brier = Brierscore
backtest-auc = Volgorde (AUC)
backtest-right = Juist gezegd
backtest-gone = Weg genoemd
backtest-totals = Fout in totalen
backtest-leads = { $best }, met de laagste Brierscore, tegenover de andere
backtest-difference = Meer dan de beste
backtest-apart = Te onderscheiden
backtest-yes = ja
backtest-no = nee
backtest-calibration = Genoemde kansen tegenover wie er kwam
backtest-as-told = Zoals genoemd
backtest-told-chance = Genoemde kans
backtest-came-share = Aandeel dat kwam
backtest-parameters = Parameters van de modellen, tijden in weken
backtest-parameter = Parameter
backtest-estimate = Schatting
backtest-standard-error = Standaardfout
backtest-log-likelihood = log-aannemelijkheid
backtest-run = Doe een terugtoets
backtest-run-hint = Duurt enkele seconden, bij grote boeken langer; er verandert niets.
backtest-running = Er loopt een terugtoets. Wat die vindt, staat hier zodra hij klaar is: kijk straks nog eens.
method-own = tussenpoos langer dan { $factor } het eigen interval
method-fixed = tussenpoos langer dan { $days } dagen
method-recency = langst weg het laatst (alleen volgorde)
method-policy = de regel van het beleid

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
report-year-before = Jaar ervoor
