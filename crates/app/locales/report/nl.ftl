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

## Waarde
report-value = Waardevolste klanten
report-value-what = Welke klanten het meeste brengen, hoeveel er van hen afhangt, en wie anderen meebracht.
report-value-units = Hoeveel er van hoe weinig klanten afhangt
report-top = Top { $percent }
report-value-below-zero = Onder nul
report-value-negative =
    { $count ->
        [one] Eén klant kostte in 12 maanden meer dan die opbracht: { $amount }.
       *[other] { $count } klanten kostten in 12 maanden meer dan ze opbrachten: samen { $amount }.
    }
report-value-curve = Welk deel van de klanten welk deel van de bijdrage brengt
report-value-of-clients = Deel van de klanten
report-value-of-contribution = Deel van de bijdrage
report-value-share-year = Aandeel, 12 maanden
report-value-share-ever = Aandeel, sinds het begin
report-value-alike = Als iedereen evenveel bracht
report-value-clients = Wie in 12 maanden het meeste bracht
report-value-ever = Bijdrage sinds het begin
report-value-simple = Verwacht komende 12 maanden, eenvoudige regel
report-value-referrers = Wie anderen meebracht
report-value-referred = Aanbevolen
report-value-referred-brought = Die brachten
report-value-later = Door hen aanbevolen
report-value-later-brought = En die
report-value-referral-value = Aanbevelingswaarde
report-bread-and-butter = Dagelijks brood
report-bread-and-butter-what = Wat de waardevolste klanten kopen, en hoe dat verschilt van alle anderen.
report-top-percent = Top, in procent van de klanten
report-category = Categorie
report-none-named = (niets genoemd)
report-nothing-bought = In deze 12 maanden heeft niemand iets gekocht.
report-bread-told = Waardevolst: { $clients } klanten, de top { $percent } van wie in 12 maanden iets kocht; ieder bracht { $least } of meer. Alle anderen: { $others }.
report-bread-contribution = Bijdrage, waardevolste
report-bread-share = Deel van wat ze brengen
report-bread-share-others = Idem, alle anderen
report-bread-buyers = Van hen koopt het
report-bread-buyers-others = Van alle anderen
report-bread-ratio = Keer zoveel
report-bread-clients = De waardevolste klanten die het kochten
report-gaps = Kansen
report-gaps-what = Welke diensten en producten bij elkaar horen, en welke klanten het ene kopen en het andere niet.
report-gaps-tried = { $clients } klanten kochten in 12 maanden iets. { $offerings } diensten of producten werden door minstens { $least } van hen gekocht: er zijn { $pairs } paren beproefd, en van de genoemde berust naar verwachting hoogstens 5% op toeval.
report-gaps-left-out =
    { $count ->
        [one] Nog één is niet bekeken: het hoort niet bij de { $most } die de meeste klanten kopen.
       *[other] Nog { $count } zijn niet bekeken: ze horen niet bij de { $most } die de meeste klanten kopen.
    }
report-gaps-none = Niets wordt vaker samen gekocht dan toeval verklaart.
report-gaps-correlation = Dit is samenhang: het zegt wat je een klant kunt vragen, niet dat die het zou kopen.
report-gaps-pairs = Wat bij elkaar hoort
report-gaps-more =
    { $count ->
        [one] Nog één paar staat er niet bij.
       *[other] Nog { $count } paren staan er niet bij.
    }
report-gaps-given = Wie koopt
report-gaps-offered = koopt ook
report-gaps-support = Klanten met beide
report-gaps-confidence = Van wie het eerste koopt
report-gaps-base = Van iedereen
report-gaps-lift = Keer zo waarschijnlijk
report-gaps-clients-behind = Klanten zonder het tweede
report-gaps-clients = Bij wie een kans ligt, de waardevolste eerst
report-client-gaps = Vergelijkbare klanten kopen ook
report-client-no-gaps = Geen kansen: wat vergelijkbare klanten kopen wordt hier ook gekocht, of er is te weinig bekend.
report-client-gap = { $offered } ({ $share } van wie { $given } koopt)
report-earning-power = Verdienvermogen
report-earning-power-what = Wat klanten met een ster meer brengen dan vergelijkbare klanten zonder, en wat dat per medewerker of vestiging uitmaakt.
report-earning-correlation = Dit is samenhang: wie graag komt heeft sterren en besteedt. Niemand weet of het winnen van een ster het geld brengt. Een ster voor productbesteding bestaat uit verkopen die ook in de bijdrage zitten.
report-earning-coarse = Bij sommige sterren leken te weinig klanten in alle andere sterren op elkaar: daar telt van de andere alleen of ze heel zijn.
report-earning-stars = Per ster, per jaar en klant
report-earning-having = Hebben hem
report-earning-missing = Missen hem
report-earning-having-matched = Van de eersten vergeleken
report-earning-missing-matched = Van de laatsten vergeleken
report-earning-groups = Groepen vergelijkbare klanten
report-earning-left-out = Groepen weggelaten
report-earning-difference = Verschil per jaar
report-earning-units = Klanten die een ster missen, maal het verschil
report-earning-power-year = Verdienvermogen per jaar
report-earning-all-stars = Alle genoemde sterren

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
