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

## Redenen, terugwinnen, gedeeltelijk vertrek
report-reasons = Redenen van vertrek
report-reasons-what = Waarom klanten weggingen, in hun eigen woorden, en hoeveel er niets zeiden.
reasons-silent = Van { $lost ->
    [one] de ene klant
   *[other] de { $lost } klanten
} die in de periode kwijt zijn geraakt, gingen er { $silent } zonder een woord ({ $share }).
reasons-spoke = De redenen zijn van wie sprak: wie in stilte ging, had misschien andere.
reasons-none = In deze periode is niemand als vertrokken gemeld.
reasons-share = Deel van de meldingen
reasons-value = Waarde van het jaar ervoor
reasons-by-unit = Per eenheid
reasons-declared = Vertrek gemeld
reasons-most-named = Meest genoemd
reasons-silent-clients = Zonder een woord
reasons-silent-share = Aandeel stil
reasons-words = Wat ze zeiden, het laatste eerst
reasons-competitors = Genoemde concurrenten
reasons-named-once = Door één klant genoemd
report-win-back = Terugwinnen
report-win-back-what = Klanten die weg zijn en een telefoontje waard, en wat er van de contacten kwam.
win-back-who = Weggebleven en vertrokken klanten, de duurste eerst; niet wie overleed, verhuisde, het niet meer nodig heeft, of van wie we afscheid namen. Neem iemand op je vanaf de pagina van de klant.
win-back-none = Er is niemand weg die terug zou kunnen komen.
win-back-names = Wie een telefoontje waard is
win-back-last-year = Laatste jaar
win-back-best-year = Beste jaar
win-back-since = Weg sinds
win-back-consent = Mag post krijgen
win-back-contacts = Bereikbaar per
win-back-follow-up = Open opvolgingen
win-back-yes = ja
win-back-no = nee
win-back-unknown = niet gevraagd
win-back-outcome = Wat er van de contacten kwam
win-back-contacted = Benaderd
win-back-came = Kwam terug
win-back-share = Aandeel
win-back-correlation = Geteld binnen { $days } dagen na het eerste contact. Het is samenhang: sommigen waren zonder telefoontje ook teruggekomen.
report-fading = Gedeeltelijk vertrek
report-fading-what = Klanten die nog komen, maar van wie de besteding ver onder die van het eigen jaar is gezakt.
fading-rule = Klanten van wie de netto-omzet van de laatste 3 maanden meer dan { $percent }% onder een kwart van het eigen jaar daarvoor ligt.
fading-none-judged = Geen klant is lang genoeg bekend om te beoordelen.
fading-none = Niemand is zo ver gezakt.
fading-judged = Beoordeeld
fading-clients = Gaat gedeeltelijk weg
fading-share = Aandeel
fading-missing = Gemist in het kwartaal
fading-names = Wie gedeeltelijk weggaat, naar wat ze in het eigen jaar brachten
fading-usual = Gewoon kwartaal
fading-quarter = Dit kwartaal
fading-fall = Daling

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
