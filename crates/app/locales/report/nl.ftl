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
report-value-top = Noem de top, procent
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
report-gaps-none = Niets hoort duidelijk genoeg bij elkaar om te noemen.
report-gaps-correlation = Dit is samenhang: het zegt wat je een klant kunt vragen, niet dat die het zou kopen.
report-gaps-pairs = Wat bij elkaar hoort
report-gaps-more =
    { $count ->
        [one] Nog één paar staat er niet bij.
       *[other] Nog { $count } paren staan er niet bij.
    }
report-gaps-given = Wie koopt
report-gaps-offered = Koopt ook
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
report-earning-all-stars = Samen

## Eén klant
report-total = { $total } sterren.
report-referred = beval { $client } aan

## Behoud, cohorten, overleving, contracten
report-retention = Behoud
report-retention-what = Van de klanten die in een periode kwamen: wie terugkwam, zoals wij het tellen of zoals andere producten het doen; en bij welke bezoeken de volgende afspraak werd gemaakt.
retention-period = Klanten die van { $from } tot en met { $to } kwamen
retention-counted = { $title }. Van: { $denominator } Geteld: { $numerator } Bron: { $source }.
retention-window = Voor wie op de eerste dag van de periode kwam, telt een bezoek van { $from } tot en met { $to }.
retention-changed = Met eigen instellingen in plaats daarvan: het is niet meer het gepubliceerde cijfer.
retention-too-early = Te vroeg om te zeggen: voor niemand is de termijn voorbij. Vraag een eerdere periode.
retention-preset = Geteld als
retention-preset-regulars = Regulars
retention-preset-aveda = SalonBiz (Aveda)
retention-preset-boulevard = Boulevard, terug in de zaak
retention-preset-daysmart = DaySmart (Salon Iris), nieuwe klanten
retention-preset-meevo = Meevo
retention-preset-mindbody = Mindbody
retention-preset-square = Square, achteromkijkend
retention-preset-wellnessliving = WellnessLiving
retention-preset-zenoti = Zenoti
retention-presets = Dezelfde klanten, zoals elk product ze telt
retention-month = Maand
retention-days = Dagen (maanden) om terug te komen
head-too-early = Te vroeg
retention-back-to = Terug bij
retention-returns = Dagen om terug te komen
retention-services = Alleen diensten
retention-new-only = Alleen nieuwe klanten
retention-only = Van welke soort
retention-within = Bezoeken binnen
retention-of = Welke (code)
retention-back-to-business = de zaak
retention-back-to-branch = dezelfde vestiging
retention-back-to-staff = dezelfde medewerker
retention-as-preset = zoals gepubliceerd
retention-clients = Klanten
retention-retained = Kwam terug
retention-rate = Behoudpercentage
retention-new = Nieuw
retention-new-rate = Van nieuwe klanten
retention-repeat = Bestaand
retention-repeat-rate = Van bestaande klanten
retention-rebooking = Wat op elk bezoek volgde
retention-visits-note = Bezoeken in dezelfde periode, voor wie die dag het laatst hielp. Herboekt: de volgende afspraak werd binnen 24 uur na het einde van het bezoek gemaakt, of stond al in de agenda. Wat er anders volgde, is bekend van bezoeken van { $days } dagen geleden of langer.
retention-visits = Bezoeken
retention-rebooked = Herboekt
retention-end-of-day = Voor het einde van de dag
retention-settled = Bezoeken met voorbije termijn
retention-later = Later geboekt
retention-unbooked = Kwam zonder afspraak
retention-nothing = Niets
retention-kind = Bezoek
retention-kinds = Afspraken en inlopers apart
retention-booked-first = Afspraak, eerste bezoek
retention-booked-later = Afspraak, eerder geweest
retention-walk-in-first = Inloper, eerste bezoek
retention-walk-in-later = Inloper, eerder geweest
retention-requests-note = Of een klant om een medewerker vroeg, staat niet in het grootboek: verzoeken zijn niet apart te zien.
retention-kind-of = Soort
retention-group-counted = Getelde klanten
retention-group-retained = Klanten die terugkwamen
retention-group-gone = Klanten die niet terugkwamen
retention-group-too-early = Klanten van wie het te vroeg is om te zeggen
retention-group-visits = Bezoeken
retention-group-rebooked = Bezoeken, herboekt
retention-group-not-rebooked = Bezoeken, niet herboekt
retention-group-by-end-of-day = Bezoeken, herboekt voor het einde van de dag
retention-group-settled = Bezoeken waarvan de termijn voorbij is
retention-group-booked-later = Bezoeken, later geboekt
retention-group-came-unbooked = Bezoeken, kwam zonder afspraak
retention-group-nothing = Bezoeken waar niets op volgde
retention-group-visits-too-early = Bezoeken waarvan de termijn nog loopt
retention-visit = Bezoek
group = Lijst
group-nobody = geen
group-all = Allen
group-came = Kwam
group-away = Kwam niet
group-brought = Brachten iets in
group-unit = Alleen van één eenheid (code)
group-no-unit = Van geen eenheid
group-empty = Achter dit cijfer staat niemand.
each = Periode
each-month = Maand
each-quarter = Kwartaal
each-year = Jaar
quarter-of = K{ $quarter } { $year }
by-category = Categorie
by-cohort = Cohort per jaar
by-channel = Kanaal
report-cohorts = Cohorten
report-cohorts-what = Klanten naar de periode van hun eerste bezoek: hoeveel er in elke periode daarna kwamen, en wat zij opleverden.
cohorts-none = Er is nog niemand geweest. Importeer bezoeken om te beginnen.
cohorts-note = Lees van boven naar beneden, van cohort naar cohort: op een rij ontbreekt een klant met een lang ritme in menige periode en is die toch nog klant. Periodes die niet voorbij zijn, zijn te vroeg.
cohorts-shown = Cohorten getoond
cohorts-periods = Periodes erna
cohorts-until = Tot en met cohort
cohorts-pages = Andere cohorten
cohorts-earlier = Eerdere cohorten, tot en met { $cohort }
cohorts-later = Latere cohorten, tot en met { $cohort }
cohorts-first-visit = Eerste bezoek
cohorts-clients = Klanten
cohorts-after = { $each } { $count }
cohorts-came = Klanten die kwamen, in procent van het cohort
cohorts-contribution = Bijdrage van het cohort, zonder aftrek van vaste kosten
cohorts-together = Alle cohorten samen, voor zover de periode voor hen voorbij is
cohorts-came-count = Kwam
cohorts-named = Noem de klanten van
cohorts-clients-of = Klanten die voor het eerst kwamen in { $cohort }
cohorts-named-after = Perioden erna, om te noemen wie kwam
cohorts-not-over = Deze periode is nog niet voorbij: wie tot nu toe kwam.
cohorts-clients-of-all = Klanten van alle cohorten waarvoor de periode voorbij is
cohorts-occasions = Bezoeken
cohorts-contribution-since = Bijdrage sindsdien
cohorts-contribution-in = Bijdrage in de periode
cohorts-share = Deel dat kwam
cohorts-per-client = Bijdrage per klant
report-survival = Overleving
report-survival-what = Hoe lang klanten blijven, naar waar, bij wie, waarvoor, wanneer of langs welk kanaal zij voor het eerst kwamen.
survival-follow-up = Gevolgd tot en met { $day }: van wat later kwam kan nog niemand weten wie wegging. Een klant die volgens het beleid is weggebleven, ging weg op de laatste bezoekdag.
survival-too-few = Te weinig klanten om te zeggen hoe lang zij blijven.
survival-curves = Deel van de klanten dat er nog is
survival-left-out =
    { $count ->
        [one] Nog één met genoeg klanten is niet getekend: die met de minste klanten.
       *[other] Nog { $count } met genoeg klanten zijn niet getekend: die met de minste klanten.
    }
survival-clients = Klanten gevolgd
survival-left = Vertrokken
survival-there = Er nog
survival-median = Helft weg na, maanden
survival-years = Er nog na { $count } jr, %
survival-months = Maanden sinds het eerste bezoek
survival-still = Er nog
survival-still-percent = Er nog, %
survival-at-risk = Klanten die zo lang gevolgd zijn, en het deel dat er nog is
survival-followed = Zo lang gevolgd
survival-not-reached = niet bereikt
survival-not-reached-from = niet bereikt (vanaf { $months })
survival-no-test = Minder dan twee hebben genoeg klanten: er valt niets te vergelijken.
survival-p = p = { $p }
survival-p-tiny = p < 0,001
survival-differ = Zij verschillen meer dan toeval verklaart (log-rank χ² = { $statistic }, df = { $degrees }, { $p }).
survival-alike = Zij verschillen niet meer dan toeval verklaart (log-rank χ² = { $statistic }, df = { $degrees }, { $p }).
survival-correlation = Dit is samenhang, geen oorzaak: zij krijgen klanten van verschillende soort.
survival-log-rank = Wie wegging, en wie zou zijn gegaan als allen gelijk waren
survival-expected = Verwacht bij gelijkheid
survival-days = Dagen
survival-side = Aan het einde van het volgen
report-contracts = Contracten
report-contracts-what = Contracten naar wanneer zij begonnen: verlengingen bij elke gelegenheid, wat er over is, en wat te verwachten is.
contracts-none = Er zijn geen contracten waarvan het begin in de boeken staat: dit rapport is voor zaken met polissen, abonnementen of rekeningen die verlengd worden. Anderen vinden bij Overleving hoe lang klanten blijven.
contracts-begun-before =
    { $count ->
        [one] Eén contract begon vóór de boeken en telt niet mee: niemand weet aan welke gelegenheid het toe was.
       *[other] { $count } contracten begonnen vóór de boeken en tellen niet mee: niemand weet aan welke gelegenheid zij toe waren.
    }
contracts-note = Een gelegenheid om te verlengen is het einde van een termijn; { $days } dagen later is die beslist.
contracts-too-early = Te vroeg om te zeggen: geen contract is aan zijn eerste verlenging toe.
contracts-no-model = Te weinig om op vooruit te zien: er zijn genoeg contracten nodig, waarvan sommige eindigden en sommige verlengd zijn.
contracts-ahead = Gelegenheden vooruit
contracts-by-cohort = Naar wanneer zij begonnen: wat ervan werd, en welk deel bij elke gelegenheid is verlengd
contracts-began = Begonnen
contracts-contracts = Contracten
contracts-together = Alles samen
contracts-chance = Gelegenheid { $count }
contracts-chances = Per gelegenheid: wat gezien is, en wat modellen verwachten
contracts-age = Gelegenheid
contracts-came = Eraan toe
contracts-renewed = Verlengd
contracts-renewed-once = Minstens eens verlengd
contracts-ended = Niet verlengd
contracts-renewals = Verlengingen
contracts-until = Afgesproken tot en met
contracts-state = Contract
contracts-group-begun = Begonnen
contracts-group-came = Aan een gelegenheid toe
contracts-group-renewed = Verlengd
contracts-group-ended = Beëindigd
contracts-group-running = Loopt
contracts-rate = Deel verlengd
contracts-left = Er nog
contracts-rate-sbg = sBG: verlengd, %
contracts-left-sbg = sBG: er nog, %
contracts-left-weibull = BdW: er nog
contracts-survivors = Deel van de contracten dat er na elke gelegenheid nog is
contracts-draws = De marges van sBG zijn 95%-intervallen uit { $draws } trekkingen (seed { $seed }; { $failed } zonder passend model).
contracts-models = De modellen
contracts-model = Model
contracts-likelihood = Log-aannemelijkheid
contracts-sbg = sBG (shifted-beta-geometric)
contracts-weibull = BdW (beta-discrete-Weibull)
contracts-seen = Gezien
contracts-sorting = Het deel dat verlengt stijgt met de leeftijd ook waar geen klant trouwer wordt, doordat wie makkelijk gaat het eerst gaat: verwacht van nieuwe contracten wat de eerste gelegenheden laten zien, niet wat het gemiddelde zegt.
contracts-sbg-enough = Dat alleen verklaart wat gezien is: de kans op een einde met de leeftijd laten veranderen voegt niets toe dat toeval niet zou doen.
contracts-likelier-to-end = Daarnaast eindigt elk contract eerder naarmate het ouder is: de beta-discrete-Weibull past beter dan toeval verklaart.
contracts-likelier-to-stay = Daarnaast blijft elk contract eerder naarmate het ouder is, uit gewoonte: de beta-discrete-Weibull past beter dan toeval verklaart.
contracts-cohort-models = sBG, op elke groep apart passend gemaakt
contracts-decided = Besliste gelegenheden
contracts-next = Verlengd bij de volgende gelegenheid, %
contracts-left-after =
    { $count ->
        [one] Er nog na 1 gelegenheid, %
       *[other] Er nog na { $count } gelegenheden, %
    }
contracts-cohort-models-note = Een groep krijgt een eigen model vanaf { $contracts } contracten en { $chances } besliste gelegenheden, als er sommige eindigden en sommige verlengd zijn. Voor de andere geldt wat van alles samen wordt verwacht.

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

## Ranglijst
report-league = Ranglijst
report-league-what = Medewerkers, vestigingen of regio’s naast elkaar, met wat het toeval alleen ervan zou maken.
league-figure = Cijfer
league-within = Vergeleken binnen
league-of = Alleen de vestiging of regio (code)
league-why = Ook van mensen die even goed bedienen is er één de eerste en één de laatste, en wie weinig klanten heeft, schommelt het meest. Daarom wijkt een eenheid pas af buiten de grenzen die bij haar aantal klanten horen, en wordt een plaats maar zo precies gegeven als het toeval toelaat. Wat verschilt, hoeft niet de bediening te zijn: het is samenhang, geen oorzaak.
league-empty = Geen enkele eenheid heeft klanten om te vergelijken.
league-alone = van minder dan twee eenheden is iets te zeggen, dus er valt niets te vergelijken.
league-level = { $house } van allen samen. De eenheden verschillen niet meetbaar: elke wordt geheel naar dat cijfer getrokken.
league-weight = { $house } van allen samen. Vanaf { $weight } klanten weegt het eigen cijfer van een eenheid zwaarder dan dat van allen.
league-visits-period = Bezoeken van { $from } tot en met { $to }, voor wie die dag het laatst bediende: bij welke het volgende is geboekt
league-weight-visits = { $house } van allen samen. Vanaf { $weight } bezoeken weegt het eigen cijfer van een eenheid zwaarder dan dat van allen.
league-shrunk = Bijgetrokken
league-outer-low = 99,8% vanaf
league-inner-low = 95% vanaf
league-inner-high = 95% tot
league-outer-high = 99,8% tot
league-place = Tegen de grenzen
league-not-apart = niet te onderscheiden
league-contribution = Bijdrage in 12 maanden, per klant
league-star-full = { $star }, heel
league-house = Allen samen
league-inner = Grenzen van 95%
league-outer = Grenzen van 99,8%
league-units = Eenheden, met de naam van wie buiten de grenzen ligt
lies = Tegen de grenzen
lies-inside = erbinnen
lies-low = onder 95%
lies-high = boven 95%
lies-very-low = onder 99,8%
lies-very-high = boven 99,8%

## Maandoverzicht
report-pack = Maandoverzicht
report-pack-what = Wat er in een maand bij een vestiging veranderde, bij wie, en naar wie je moet kijken.
pack-title = Maandoverzicht van { $unit }, { $month }
pack-month = Maand
pack-everyone = de hele zaak
pack-empty = Hier is nog niemand klant.
pack-changed = Wat er veranderde
pack-figure = Cijfer
pack-since-month = Sinds de maand ervoor
pack-since-year = Sinds een jaar ervoor
pack-note = Gestegen of gedaald staat er alleen als het toeval het niet verklaart (interval van 99%). Percentages en gemiddelden van minder dan { $count } klanten zijn te weinig om te zeggen.
pack-active = Actieve klanten
pack-defection-year = Vertrekpercentage, 12 maanden
pack-contribution = Bijdrage van de maand
pack-star = Tegenover { $month } veranderde de ster { $star } het meest: { $points } punten heel.
pack-no-star = Tegenover { $month } veranderde geen ster meer dan het toeval verklaart.
pack-statuses = Klanten naar status aan het einde van de maand
pack-with-whom = Bij wie klanten vertrokken, zegt waar je het kunt vragen, niet wie de oorzaak is: medewerkers hebben andere klanten, andere dagen en andere prijzen.
pack-staff = Wiens klanten in de maand vertrokken
pack-active-start = Actief aan het begin
pack-lost-year = Verloren in 12 maanden
pack-of-staff = Van één medewerker (code)
pack-staff-more =
    { $count ->
        [one] Nog één is er evenveel of minder kwijt.
       *[other] Nog { $count } zijn er evenveel of minder kwijt.
    }
pack-lost = Kwijt in de maand: wat zij in het jaar ervoor opleverden
pack-overdue = Over tijd aan het einde: wat er op het spel staat
pack-behind = Achter op het groeipad, en binnen twee weken hier
pack-improved = Het meest vooruit in de maand
pack-total = Sterren
pack-total-before = Sterren ervoor
shift = Verandering
shift-rose = gestegen
shift-fell = gedaald
shift-unclear = onduidelijk

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

## Terugtoets
report-backtest = Terugtoets
report-backtest-what = Welk model of welke eenvoudige regel het best had voorspeld wie er komt, beproefd op het eigen verleden van de zaak.
backtest-none = Er is nog geen terugtoets. De eigenaar doet er een op de pagina van dit rapport; 'regulars backtest' doet er een op de server.
backtest-asked = Voorspeld aan het einde van { $split }, uit wat tot dan toe was gebeurd: wie komt er binnen { $days } dagen? Het huisinterval was { $interval } dagen.
backtest-short = De horizon van { $days } dagen is kort: met { $needed } dagen had een klant met het ritme van het huis de tijd gehad om te komen. Kies er geen regel naar.
backtest-few = Er waren toen pas { $clients } klanten geweest, minder dan { $needed }: te weinig om te zeggen welke methode de beste was.
backtest-best-in-force = De regel van het beleid, { $best }, was de beste: Brierscore { $brier }.
backtest-best = De beste was { $best } met een Brierscore van { $brier }. De regel van het beleid, { $rule }, had { $rule_brier }: { $difference } meer.
backtest-level = De laagste Brierscore had { $best }: { $brier }. De regel van het beleid, { $rule }, had { $rule_brier }; de twee zijn niet te onderscheiden: { $difference } meer.
backtest-best-own = Van de regels naar het eigen interval had { $rule } de laagste Brierscore: { $brier }.
backtest-of-policy = { $rule } (de regel van het beleid)
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
win-back-who = Weggebleven en vertrokken klanten, de waardevolste eerst; niet wie overleed, verhuisde, het niet meer nodig heeft, of van wie we afscheid namen. Neem iemand op je vanaf de pagina van de klant.
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
report-defection-too-early = Te vroeg om te zeggen: de periode telt { $days } dagen en eindigde minder dan { $window } dagen vóór het laatste dat bekend is, en de vervalregel heeft er { $window } nodig.
report-defection-names = Wie we kwijt zijn, met wat zij in het jaar vóór de periode opleverden
report-active = Actief aan het begin
report-lost-clients = Kwijt
defection-rate = Vertrekpercentage
report-annual = Per jaar
report-won-back = Teruggewonnen
report-gained = Voor het eerst
report-let-go = Wij lieten gaan
report-year-before = Jaar ervoor
clients-behind = { $what }: { $of }
clients-behind-nobody = { $what }: er is niemand.
