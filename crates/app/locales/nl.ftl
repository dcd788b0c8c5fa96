## Navigation and what every page has
skip-to-content = Naar de inhoud
nav-main = Hoofdmenu
nav-today = Vandaag
nav-clients = Klanten
nav-stars = Sterrenrapport
nav-reports = Rapporten
nav-huddle = Dagstart
nav-overdue = Over tijd
nav-imports = Importeren
nav-definitions = Definities
nav-policy = Beleid
nav-people = Mensen
nav-connections = Koppelingen
nav-activity = Activiteit
go-home = Naar het begin
save = Opslaan
show = Tonen
more = Meer
any = Alle
undo = Ongedaan maken
name = Naam
day = Dag
what = Wat
who = Wie
when = Wanneer
client = Klant
clients = Klanten
staff = Medewerker
branch = Vestiging
state = Toestand
everyone = Iedereen
unit-no-staff = (geen medewerker)
unit-no-branch = (geen vestiging)
unit-no-region = (geen regio)
unit-no-category = (geen categorie)
unit-no-cohort = (nooit gekomen)
unit-no-channel = (kanaal niet bekend)
unit-referred = Aanbevolen door een klant
too-few = te weinig om te zeggen

## Errors
error-not-found = Dit is hier niet
error-forbidden = Dit mag je niet
error-too-many = Te veel pogingen
error-busy = Het grootboek is bezig
error-internal = Hier ging iets mis
error-input = Dat kan zo niet
error-hint = Ga terug en probeer het opnieuw. Gebeurt het weer, vertel de eigenaar dan wat je deed.
error-hint-not-found = Misschien is het verwijderd, of klopt het adres niet helemaal.
error-hint-forbidden = Met je account mag dit niet. Heb je het nodig, vraag het dan aan de eigenaar.
error-status = Fout { $status }

## Signing in
sign-in = Inloggen
sign-out = Uitloggen
login = Inlognaam
password = Wachtwoord
session-ended = Je was intussen uitgelogd; wat je stuurde, is niet vastgelegd. Log in en stuur het opnieuw.
sign-in-help = Nog geen account, of wachtwoord vergeten? Vraag je leidinggevende om een link.
sign-in-wrong = De naam of het wachtwoord klopt niet.
sign-in-barred = Te veel pogingen. Wacht een kwartier en probeer het dan opnieuw.
forgotten = Wachtwoord vergeten?
forgotten-text = Vul je inlognaam in. Is dat een e-mailadres, dan sturen we daar een link heen waarmee je een nieuw wachtwoord kiest.
forgotten-ask = Mail me een link
forgotten-asked = Als er een account met die naam is, is er een link onderweg. Hij werkt één keer, een uur lang.
forgotten-nothing = Niets gekregen? Kijk bij de ongewenste mail en vraag anders je leidinggevende om een link.
invitation-title = Welkom
invitation-text = { $name }, kies je wachtwoord. Je inlognaam is { $login }.
anew-text = { $name }, kies een nieuw wachtwoord. Je inlognaam is { $login }. Op andere apparaten word je uitgelogd.
invitation-accept = Kiezen en inloggen
invitation-made = De link is klaar
invitation-once = Geef deze link aan de persoon. Hij werkt één keer, zeven dagen lang, en is alleen nu te zien.
invitation-mailed = Hij is per mail onderweg naar { $address }. Komt er geen mail, geef dan deze link aan de persoon. Hij werkt één keer, zeven dagen lang, en is alleen nu te zien.
password-new = Nieuw wachtwoord
password-again = Nogmaals hetzelfde
password-present = Huidig wachtwoord
password-change = Wijzigen en overal uitloggen
password-hint = Minstens { $count } tekens. Een paar woorden achter elkaar is goed.
password-too-short = Het wachtwoord is korter dan { $count } tekens.
password-too-long = Het wachtwoord is te lang.
password-too-easy = Het wachtwoord is te makkelijk te raden.
password-not-alike = De twee wachtwoorden zijn niet gelijk.
password-present-wrong = Het huidige wachtwoord klopt niet.

## Mails
mail-invitation-subject = Je account bij { $business }
mail-invitation = { $name }, { $business } heeft een account voor je gemaakt. Kies je wachtwoord op deze pagina. De link werkt één keer, zeven dagen lang.
mail-invitation-else = Ken je { $business } niet, dan mag je deze mail vergeten.
mail-password-subject = Een nieuw wachtwoord bij { $business }
mail-anew = { $name }, er is een link voor je gemaakt om een nieuw wachtwoord bij { $business } te kiezen. Hij werkt één keer, zeven dagen lang.
mail-forgotten = { $name }, iemand, hopelijk jijzelf, vroeg om een nieuw wachtwoord bij { $business }. Kies het op deze pagina. De link werkt één keer, een uur lang.
mail-password-else = Wil je geen nieuw wachtwoord, dan hoef je niets te doen: het oude blijft werken.
mail-changed-subject = Je wachtwoord bij { $business } is gewijzigd
mail-changed = { $name }, het wachtwoord van je account bij { $business } is zojuist gewijzigd en alle apparaten zijn uitgelogd.
mail-changed-else = Was jij dit niet? Laat je account dan meteen afsluiten: zeg het je leidinggevende.
mail-test-subject = Mails van { $business } komen aan
mail-test = Deze mail is naar { $name } gestuurd om te zien of mails van { $business } aankomen. Dat doen ze.
mail-test-else = Niemand hoeft iets te doen.
mail-foot = Deze mail is geschreven door Regulars. Antwoorden worden niet gelezen.

## One's own account
me-title = Mijn account
language = Taal
sessions = Waar je bent ingelogd
session-device = Apparaat
session-since = Sinds
session-seen = Laatst gebruikt
session-this = deze
session-end = Beëindigen
sessions-end-others = Overal elders uitloggen

## Clients
search = Zoeken
search-label = Klant zoeken
search-hint = Naam, telefoon, e-mail of nummer
search-none = Niemand past bij “{ $text }”.
filters = Filters
filter = Filteren
filter-clear = Alles tonen
value-from = Bijdrage in 12 maanden, ten minste
expected-from = Verwacht in 12 maanden, ten minste
status = Status
star = Ster
stars = Sterren
level = Niveau
next-step = Volgende stap
staff-credited = Toegerekend aan
branch-credited = Vestiging
credited-only = Alleen klanten die aan iemand zijn toegerekend
behind-path = Achter op het pad
clients-count =
    { $count ->
        [one] Eén klant
       *[other] { $count } klanten
    }
clients-none = Geen klant past. Importeer een bestand of maak de filters ruimer.
clients-many = Er passen meer klanten dan tijdens het typen te tellen zijn
sort = Volgorde
sort-name = Naam
sort-last-visit = Laatste bezoek
sort-value = Waarde
sort-stars = Sterren
sort-expected-value = Verwachte waarde
list-begin = Naar het begin
list-next = Volgende pagina
segments = Segmenten
segments-note = Klantenlijsten die onder een naam zijn bewaard. Elke lijst bevat jouw klanten die er nu aan voldoen.
segments-none = Er is nog geen lijst bewaard. Zoek of filter klanten en bewaar de lijst eronder.
segments-all = Alle segmenten
segments-manage = Beheren
segment-save = Deze lijst bewaren
segment-own = Alleen ik
segment-shown-to = Zichtbaar voor
segment-made-by = Bewaard door
segment-rename = Hernoemen
segment-rename-for = Nieuwe naam van { $name }
segment-remove = Verwijderen
segment-removed = ‘{ $name }’ is verwijderd.
segment-stale = vraagt naar iets wat er niet meer is
download-csv = Downloaden als CSV
last-visit = Laatste bezoek
first-visit = Eerste bezoek
next-booking = Volgende afspraak
contribution-year = Bijdrage, 12 maanden

## What clients are worth
report-economics = Wat blijven waard is
report-economics-what = Wat een klant waard is, hoeveel er blijven, en wat één punt minder vertrek zou opleveren, uit de eigen boeken.
report-envelope = Een regel voor bij het loon
report-envelope-what = Wat een klant van nu in tien jaar waard is, in één zin voor elk team.
report-plan = Aanbevelingsplan
report-plan-what = Waar een klant op uitkomt via wie die klant stuurt: het plafond van het plan, naast wat ervan overblijft als klanten vertrekken en een markt ophoudt.
economics-seen = Klantjaren tellen als ze op { $day } voorbij waren: de vervalregel heeft { $days } dagen nodig om te zeggen wie vertrok. Wie al kwam voordat de boeken begonnen, telt daarin als nieuw.
economics-contribution = Bijdrage is netto-omzet min de kosten van wat is verkocht. Algemene kosten zitten er niet in: het is geen winst.
economics-cost = Een klant winnen kost { $cost } (beleid), betaald in jaar 0; een jaar uitstel scheelt { $discount }.
economics-cost-unknown = Wat een klant winnen kost is niet bekend, en telt hier als 0: zet acquisition_cost onder [economics] in het beleid. Een jaar uitstel scheelt { $discount }.
economics-draws = De intervallen (95%) komen van { $draws } keer opnieuw klanten trekken, vanaf startgetal { $seed }.
economics-years = Per klantjaar
economics-year = Jaar
economics-began = Klanten die eraan begonnen
economics-contribution-mean = Bijdrage per klant
economics-left = Vertrok erin
economics-still-there = Daarna nog klant (%)
economics-survival = Klanten die er nog zijn, per klantjaar
economics-own = Eigen boeken
economics-values = Wat een nieuwe klant waard is
economics-rate = Vertrek per jaar
economics-own-rate = { $rate } (eigen)
economics-life = Levensduur in jaren
economics-fixed-life = Vaste levensduur
economics-geometric = Geometrisch
economics-sbg = Klanten verschillen (sBG)
economics-no-value = geen waarde zonder discontering
economics-sbg-note = sBG is aangepast aan de eigen boeken: { $rate } vertrekt in het eerste jaar, en elk later jaar minder, want waarschijnlijke vertrekkers gaan eerst. In de eigen rij staat die aanpassing; in de andere heeft het eerste jaar het genoemde percentage.
economics-sbg-none = Geen sBG: in de eigen boeken daalt het deel dat vertrekt niet van jaar tot jaar, zoals waar klanten verschillen, of er zijn te weinig jaren voorbij om dat te zien. Lees tot dan de geometrische manier.
economics-units = Wat één punt minder vertrek waard is
economics-active = Nu actief
economics-new-client = Een nieuwe klant
economics-point-new = Een punt minder: elke nieuwe klant
economics-point-year = Een punt minder: klanten van nu, per jaar
economics-point-life = Een punt minder: klanten van nu, zolang zij blijven
economics-ten-years = Een klant van nu, tien jaar
economics-year-brought = Bijdrage van dat jaar
economics-group-active = Klanten die nu actief zijn
economics-group-at-start = Klanten die actief waren toen de periode begon
economics-group-lost = Klanten die in de periode vertrokken
economics-group-began = Klanten die het klantjaar begonnen
economics-group-left = Klanten die in het klantjaar vertrokken
economics-exhibit = Het overzicht uit 1990, ter vergelijking
economics-exhibit-note = Reichheld en Sasser, Harvard Business Review, 1990: een kaartklant kost 51 om te winnen, en brengt dan 30, 42, 44, 49 en 55. De discontering is niet bekend: met 5,55% en 51 per jaar na het vijfde geeft een vaste levensduur wat er gedrukt staat. In de munt van het artikel.
economics-printed = Zoals gedrukt
envelope-line = Regel
envelope-client-like-yours = Een klant als die van jou is in tien jaar ongeveer { $worth } waard ({ $low } tot { $high }).
envelope-note = Wat de klanten van nu in tien jaar naar verwachting brengen, naar wat klanten van dit team in elk klantjaar brachten; wie zal vertrekken is eraf, en { $discount } voor elk jaar uitstel. Algemene kosten zitten er niet in. Het is een gemiddelde: over één klant in het bijzonder zegt het weinig.
plan-inputs = Waar het plan uit bestaat
plan-input = Invoer
plan-used = Gebruikt
plan-from = Vanwaar
plan-given = opgegeven
plan-own-books = eigen boeken
plan-value = Bijdrage van een klant per jaar
plan-years = Jaren
plan-referrals = Nieuwe klanten die elk stuurt
plan-when = Wanneer
plan-when-at-once = alleen de eerste klant, in jaar 1
plan-when-once = elk eens, in het jaar na de komst
plan-when-every-year = elk in elk jaar na de komst
plan-defection = Klanten die in een jaar vertrekken (%)
plan-market = Markt, in mensen
plan-unknown = Te weinig klanten om uit de eigen boeken te zeggen wat een klant brengt en stuurt: vul beide in.
plan-by-year = Jaar voor jaar
plan-ceiling-clients = Plafond: klanten
plan-ceiling = Plafond
plan-newcomers = Plafond: nieuwkomers
plan-of-newcomers = Plafond: van nieuwkomers
plan-leaving-clients = Met vertrek: klanten
plan-leaving = Met vertrek
plan-ending-clients = En de markt houdt op: klanten
plan-ending = En de markt houdt op
plan-all-years = Alle jaren
plan-contribution = Bijdrage in het jaar
plan-note = Het plafond is dat van het plan op papier: niemand vertrekt, en er komt geen eind aan de mensen. Geen bedrijf heeft het ooit gezien. Bedragen zijn niet verdisconteerd, en algemene kosten zitten er niet in.

## One client
every-star-full = Elke ster is heel
no-next-step = Vandaag geen volgende stap
no-next-step-departed = Geen volgende stap: de klant is weg
stars-of = { $total } van { $most }
path-expected = Het groeipad verwacht nu { $total }.
path-behind = Deze klant loopt erop achter.
path-on = Deze klant ligt op het pad.
rhythm = Ritme
own-interval = Eigen interval
present-gap = Huidige tussenpoos
days =
    { $days ->
        [one] één dag
       *[other] { $days } dagen
    }
days-about = ongeveer { $days } dagen
visits = Bezoeken
visits-on-days =
    { $visits } op { $days ->
        [one] één dag
       *[other] { $days } dagen
    }
value-so-far = Waarde tot nu toe
net-sales = Netto-omzet
contribution = Bijdrage
contribution-note = Bijdrage is netto-omzet min de kostprijs van het aanbod; algemene kosten zijn er niet af.
on-file = Bekend
phone = Telefoon
email = E-mail
contacts-hidden = niet voor jou zichtbaar
birthday = Verjaardag
client-channel = Kanaal
client-channel-change = Kanaal wijzigen
client-channel-hint = niet bekend
credited-to = Toegerekend aan
credited-nobody = niemand: geen bezoek in de toerekenperiode
referred-by = Aanbevolen door
client-of-others = een klant van een ander
referral-tree = Aanbevelingen
referral-sum =
    { $count ->
        [one] Er is één klant uit voortgekomen, met tot nu toe { $amount } bijdrage.
       *[other] Er zijn { $count } klanten uit voortgekomen, met tot nu toe { $amount } bijdrage.
    }
referral-none = Heeft nog niemand aanbevolen.
referral-sent =
    { $count ->
        [one] bracht één klant aan
       *[other] bracht { $count } klanten aan
    }
referral-seen = Van jou
referral-others = De bijdrage geldt de klanten die je mag zien.
referral-circle = leidt terug naar iemand erboven
referral-more =
    { $count ->
        [one] en nog één
       *[other] en nog { $count }
    }
generation = Generatie
aims-last = Laatste doelen
aims-none = Er is nog geen doel gekozen.
record = Vastleggen wat er gebeurde
record-what = Wat gebeurde er
record-due = Afspraak op
record-referred = Nummer van de aanbevolen klant
record-save = Vastleggen
record-new = De aanbevolen klant is nieuw, of niet een van jou
record-sure = Het bedrag klopt
amount-hint = Een getal vanaf 0, zoals 24,50
offering = Dienst of product
amount = Bedrag
timeline = Tijdlijn
timeline-empty = Er is nog niets gebeurd.
timeline-all = Alle { $count } tonen
timeline-for = voor { $day }
timeline-until = tot { $day }
notice-recorded = Vastgelegd; de sterren zijn bijgewerkt.
notice-known = Dit was al vastgelegd.
notice-voided = Ongedaan gemaakt.

## Today, huddle and overdue
day-before = Een dag eerder
day-after = Een dag later
today-parts = Delen van de dag
today-earlier = Eerder
today-later = Later
lineup-more = Nog { $count ->
    [one] één afspraak staat
   *[other] { $count } afspraken staan
 } hier niet: kies een vestiging.
today-empty = Niemand verwacht op deze dag.
today-next = Volgende afspraken: { $day }
today-interval = komt ongeveer elke { $days } dagen
today-gap =
    { $days ->
        [one] één dag sinds het laatste bezoek
       *[other] { $days } dagen sinds het laatste bezoek
    }
today-birthday = jarig { $day }
today-came = Gekomen
today-did-not-come = Niet gekomen
today-mark-came = Gekomen
today-mark-no-show = Niet gekomen
today-more = Herboekt, gekocht, aanbevolen…
today-rebook = Herboekt
today-bought = Gekocht voor
today-referred = Aanbevolen
aim = Doel
aim-chosen = Doel:
aim-proposed = Voorgesteld doel:
aim-none = Vandaag geen doel
aim-for = Doel voor { $name }
aim-choose = Kiezen
proposed = voorgesteld
notice-aim = Het doel is gekozen.
notice-saved = Opgeslagen.
bookings-count =
    { $count ->
        [one] één afspraak
       *[other] { $count } afspraken
    }
standard-of-day = Norm van de dag, nummer { $number }:
settlement = Wat er van de doelen kwam
settlement-note = Zoals bekend bij het sluiten van de dag. Dit verandert nooit; wat later bekend werd staat ernaast.
settlement-corrected = later bekend: { $outcome }
outcome = Uitkomst
wall-view = Aan de muur
wall-updated = Bijgewerkt om { $time }
standings-week = Tussenstand van de week
standings-month = Tussenstand van de maand
standings-winner = Eerste: { $name }
standings-empty = Er is nog geen doel afgerekend.
standings-note = Percentage behaalde doelen, van de doelen die behaald of gemist zijn. Onder { $count } geen percentage en geen plaats.
rank = Plaats
aims-won = Behaalde doelen
overdue-intro =
    { $count ->
        [one] Eén klant is over het eigen ritme heen.
       *[other] { $count } klanten zijn over hun eigen ritme heen.
    } Bij wie het meeste op het spel staat, staat vooraan.
overdue-stake = Op het spel per jaar
overdue-stake-what = Wat staat er op het spel?
overdue-snoozed = Toon ook wie is uitgesteld ({ $count })
overdue-empty = Niemand is over tijd.
overdue-rests = uitgesteld tot { $day }
overdue-mine = Jij volgt deze klant op.
overdue-claimed = { $name } volgt deze klant op.
overdue-claim = Ik neem dit op me
overdue-give = Laten opvolgen
overdue-follow = Contact, uitstel, afloop
overdue-channel = Hoe
overdue-outcome = Wat kwam ervan
overdue-record = Contact vastleggen
overdue-until = Uitstellen tot
overdue-why = Waarom
overdue-snooze = Uitstellen
overdue-ending = Hoe het afliep
overdue-close = Afsluiten
note = Notitie
channel = contact
contacted = uitkomst
ending = einde

## How clients are followed up
channel-in-person = persoonlijk
channel-phone = telefonisch
channel-mail = per e-mail
channel-message = per bericht
contacted-reached = bereikt
contacted-left-word = bericht achtergelaten
contacted-no-answer = geen gehoor
contacted-booked = geboekt
contacted-declined = afgewezen
ending-booked = geboekt
ending-returned = teruggekomen
ending-settled = opgelost
ending-declined = afgewezen
ending-not-reached = niet bereikt
ending-unfounded = ongegrond

## Star report
as-of = Peildag
as-known = Zoals bekend
policy-name = Beleid
by = Per
by-all = Iedereen
by-region = Regio
by-branch = Vestiging
by-staff = Medewerker
defection-from = Eerste dag
defection-to = Laatste dag
sheet-seen = Van de { $all } klanten in deze tabel zie je er { $seen }.
sheet-more =
    { $count ->
        [one] Nog één staat hier niet bij.
       *[other] Nog { $count } staan hier niet bij: CSV en de opdrachtregel noemen er zoveel als gevraagd.
    }
reports-intro = Bij elk cijfer hoort een definitie, en de klanten die erin meetellen. Wat je vraagt staat in het adres, zodat je een rapport kunt delen.
topic-leaving = Wie vertrekt, en waarom
topic-value = Wat klanten waard zijn
topic-comparison = Wie doet het hoe goed
topic-forecast = Wat we kunnen verwachten
sheet-knows = Per { $day }, zoals bekend op { $instant }.
sheet-money-range = { $low } tot { $high }
report-defection-what = Van de klanten die aan het begin van een periode actief waren: wie aan het einde weg was.

report-model = Model van bezoeken
report-model-what = Wat we van klanten kunnen verwachten, naar hoe lang en hoe vaak ze kwamen: het geldende model, en hoe goed het past.
model-fit = Opnieuw passend maken
model-fitted = Er is een model gepast en het is van kracht; alle klanten zijn ermee doorgerekend.
model-fitting = Er wordt een model gepast; het is van kracht zodra dat klaar is. Laad deze pagina opnieuw.
model-failed = Het laatste passen, gevraagd door { $by } op { $at }, is mislukt: { $why }.
books-end = De boeken eindigen op { $end }: wie sindsdien kwam, lijkt vertrokken. Vraag het per die dag (--as-of of --to { $day }).
envelope-books-end = De boeken eindigen op { $end }: de regels zijn per die dag.
model-stale = Het model is { $days } dagen geleden gepast: wat sindsdien gebeurde zit er niet in. Pas het opnieuw.
model-none = Nog geen model: er wordt niets voorspeld. Maak er een met 'regulars fit', of met de knop op de pagina “Model van bezoeken”.
model-since = Geldt sinds { $at }; gepast per { $day } op wat op { $known } bekend was. Het wordt alleen opnieuw gepast als iemand erom vraagt.
model-in-words = Wie blijft, komt ongeveer om de { $days } dagen, met regelmaat { $k } (1: bij toeval, 12: op de klok). Na een bezoek vertrekt gemiddeld { $percent } voorgoed.
model-no-spend = Wat een bezoek oplevert, onderscheidt klanten niet: voor ieder geldt het gemiddelde van het huis, { $amount }.
model-data = Waarop het is gepast
model-first-day = Eerste bezoek
model-last-day = Laatste bezoek
model-repeaters = Kwam terug
model-occasions = Bezoekdagen
model-parameters = Parameters
model-parameter = Parameter
model-meaning = Wat hij zegt
model-value = Waarde
model-standard-error = Standaardfout
model-parameter-k = hoe regelmatig bezoeken zijn, 1 tot 12
model-parameter-r = vorm van hoe vaak klanten komen: hoe groter, hoe meer ze op elkaar lijken
model-parameter-alpha = schaal daarvan, in dagen
model-parameter-a = vertrekken na een bezoek: tegenover b, hoeveel
model-parameter-b = blijven na een bezoek
model-parameter-p = hoe gelijkmatig de bezoeken van één klant opleveren
model-parameter-q = hoeveel klanten daarin op elkaar lijken
model-parameter-gamma = schaal daarvan, in kleinste eenheden van het geld
model-likelihoods = Aannemelijkheid, naast andere modellen
model-log-likelihood = Log-aannemelijkheid
model-below-best = Onder de beste
model-rival-none = –: de klanten laten de parameters van dat model in het midden.
model-repeats-all = Bezoeken na het eerste: { $actual }; het model verwacht er { $expected }.
model-repeats = Klanten naar hoe vaak ze terugkwamen
model-came-again = Zo vaak teruggekomen
model-actual = Geteld
model-expected = Verwacht
model-look-back = Terugblik, apart voor wie één keer was gekomen
model-look-back-what = Wat het model zegt van klanten zoals ze { $days } dagen eerder waren, en wat er sindsdien kwam. Het heeft die dagen gezien: dit laat zien waar het niet past, niet hoe goed het voorspelt.
model-who = Klanten die
model-came-once = één keer waren gekomen
model-came-more = vaker waren gekomen
model-came = Kwam sindsdien
model-came-expected = Verwacht te komen
forecast = Wat we kunnen verwachten
forecast-none = Nog geen model: 'regulars fit' maakt er een, of de eigenaar op de pagina van het model.
forecast-none-lapse = Nog geen model: tot 'regulars fit' er een maakt, blijft een klant weg voorbij 2 × het eigen interval.
forecast-never-came = Van wie nooit kwam wordt niets voorspeld.
forecast-departed = Van wie vertrek is gemeld wordt niets voorspeld.
p-alive = Kans nog klant te zijn
expected-visits = Bezoeken, komende 12 maanden
expected-spend = Bijdrage van een bezoek
expected-value-year = Verwacht, komende 12 maanden
expected-value-five = Verwacht, komende 5 jaar
expected-value-ten = Verwacht, komende 10 jaar
value-discounted = { $amount }; verdisconteerd { $discounted }
simple-value-year = Zoals in de laatste 12 maanden
simple-value-ten = Hetzelfde, 10 jaar lang
category-rhythm = Ritme per dienst
category = Categorie
due = Aan de beurt
due-not-yet = nog niet
due-due = aan de beurt
due-overdue = over tijd
lapse-model = weggebleven als de klant over tijd is en het model de kans nog klant te zijn onder { $percent }% schat (wie één keer kwam: { $first }%)
lapse-model-none = weggebleven voorbij 2 × het eigen interval, tot er een model is (‘regulars fit’)
stars-credited = { $credited } van { $all } klanten in het bestand zijn aan iemand toegerekend.
stars-not-credited = { $count } niet: geen bezoek in de toerekenperiode.
stars-interval-note = Procent van de klanten, met het 95%-betrouwbaarheidsinterval; onder { $count } klanten te weinig om te zeggen.
stars-empty = Er is nog geen klant aan iemand toegerekend. Importeer bezoeken om te beginnen.
list-parts = Pagina's van deze lijst
list-earlier = Terug
list-later = Verder
stars-units = { $count } in totaal
stars-summary = Overzicht
stars-by-star = Per ster
stars-by-total = Klanten naar totaal aantal sterren, procent
stars-clients = Klanten achter een cijfer
stars-clients-yours = { $yours } van de { $all } zijn van jou.
stars-clients-none = Achter dit cijfer staat niemand.
stars-clients-others = Het zijn klanten van anderen.
stars-clients-past = Sterren en status zijn die van de dag hierboven; een naam leidt naar de klantkaart van vandaag.
stars-back = Naar het sterrenrapport
stars-figure-level = { $star }: { $level }
stars-figure-not-credited = Aan niemand toegerekend
mean-total = Gemiddeld aantal sterren
change-week = Sinds vorige week
change-quarter = Sinds vorig kwartaal
all-full = Alle sterren heel, %
stars-behind = Achter op het pad, %
star-to-train = Te oefenen ster

## Printing
print-pdf = Afdrukken (PDF)
print-day-sheet = Dagblad (PDF)
print-week = Week (PDF)
print-month = Maand (PDF)
rhythm-picture = Bezoeken in de tijd
rhythm-table = Hetzelfde als tabel

## Imports
upload-title = Bestand uploaden
upload-intro = CSV, Excel of Parquet: klanten, medewerkers, bezoeken, afspraken en meer. Er verandert niets voordat je de proefronde hebt bekeken.
upload-file = Bestand, hoogstens { $count } MB
upload-send = Uploaden en proefronde doen
upload-nothing = Kies eerst een bestand.
uploads-open = Geüpload, nog niet geïmporteerd
imports-past = Imports tot nu toe
imports-none = Er is nog niets geïmporteerd.
imports-all = Alle imports
import-number = Import
import-file = Bestand
import-undone = ongedaan gemaakt { $at }
upload-rehearsing = Proefronde: elke rij wordt gelezen en gecontroleerd.
upload-importing = Importeren. Je mag deze pagina verlaten; het gaat door.
upload-broken-off = Het lezen van dit bestand is afgebroken; er is niets van geïmporteerd. Doe de proefronde opnieuw.
upload-rows = { $done } van { $all } rijen
upload-rehearsed = Proefronde gedaan: er is nog niets veranderd
upload-imported = Geïmporteerd als nummer { $number }
upload-read-as = Gelezen als { $kind }, volgens het formaat { $format }.
upload-commit = Nu importeren
upload-drop = Bestand weggooien
upload-columns = Welke kolom waarvoor
upload-field = Gebruikt voor
upload-ignored = Niet gebruikt
upload-settings = Anders lezen
upload-kind = Wat de rijen zijn
upload-found-out = uit het bestand afgeleid
upload-day-order = Datums staan als
upload-decimal = Bedragen staan als
upload-source = Naam van de bron
upload-mapping = Koppeling (TOML), voor bestanden met eigen kolommen
upload-rehearse = Nieuwe proefronde
rows-all = Rijen
rows-new = Nieuw
rows-updated = Bijgewerkt
rows-unchanged = Ongewijzigd
rows-refused = Geweigerd
rows-skipped = Weggelaten
row-line = Regel
row-column = Kolom
row-value = Waarde
row-reason = Reden

## What files hold
file = rijen
field = Kolom
file-clients = klanten
file-staff = medewerkers
file-offerings = aanbod
file-branches = vestigingen
file-visits = bezoeken
file-bookings = afspraken
file-referrals = aanbevelingen
file-contracts = contracten
field-client = Klant
field-given-name = Voornaam
field-family-name = Achternaam
field-email = E-mail
field-phone = Telefoon
field-birthday = Verjaardag
field-note = Notitie
field-main-staff = Vaste medewerker
field-marketing-consent = Toestemming voor marketing
field-channel = Kanaal
field-staff = Medewerker
field-started-on = Begonnen op
field-left-on = Vertrokken op
field-offering = Dienst of product
field-name = Naam
field-kind = Soort
field-category = Categorie
field-price = Prijs
field-cost = Kostprijs
field-margin-percent = Marge, procent
field-branch = Vestiging
field-region = Regio
field-time-zone = Tijdzone
field-at = Wanneer
field-visit = Bezoek
field-quantity = Aantal
field-amount = Bedrag
field-currency = Valuta
field-ends-at = Eindigt om
field-id = Id
field-booking = Afspraak
field-made-at = Gemaakt op
field-due-at = Afspraak op
field-status = Toestand
field-status-at = Toestand sinds
field-referred = Aanbevolen klant
field-contract = Contract
field-event = Gebeurtenis
field-ends-on = Laatste dag

## Definitions
definitions-intro = Wat elk cijfer telt, waarvan, en wat het weglaat.
definitions-all = Alle definities
definitions-measures = Waarmee sterren worden gemeten
definitions-figures = Cijfers van de pagina’s en rapporten
define-id = Id
define-figure = Cijfer
definition-stars = Sterren zo gemeten
definition-unit = Eenheid
definition-numerator = Wat wordt geteld
definition-denominator = Waarvan
definition-exclusions = Wat wordt weggelaten
definition-source = Bron

## Policy
policy-since = Van kracht sinds { $at }.
policy-text = De hele tekst
policy-edit = Wijzig de tekst en bekijk wat die zou doen.
policy-show-preview = Toon wat zou veranderen
policy-preview = Wat vandaag zou veranderen
policy-preview-changed = { $changed } van { $clients } klanten zouden andere sterren hebben.
policy-preview-statuses = { $count } zouden een andere status hebben.
policy-gain = Zouden winnen
policy-lose = Zouden verliezen
policy-put = Nu van kracht maken
policy-mistakes = Er is niets gewijzigd. Herstel eerst dit:
measure = Maat
window-months = Periode, maanden
lapse-rule = Vervalregel
margins = Marges per categorie: { $own }. De gewone marge, { $usual }, geldt voor: { $others }.
margins-none = geen ingesteld
margins-others = wat geen categorie heeft
lapse-fixed = weggebleven na { $days } dagen zonder bezoek
lapse-own = weggebleven na { $factor } het eigen interval
lapse-contract = weggebleven { $days } dagen na het einde van een contract
growth-path = Groeipad, sterren per maand

## People
role = Rol
role-owner = Eigenaar
role-region = Regiomanager
role-branch = Vestigingsmanager
role-staff = Medewerker
role-analyst = Analist (cijfers, geen namen)
role-advocate = Klantadvocaat
state-active = actief
state-invited = uitgenodigd
state-ended = beëindigd
person-place = Plaats
person-staff = Is deze medewerker
person-branch = Verantwoordelijk voor vestiging
person-region = Verantwoordelijk voor regio
person-contacts = Mag e-mailadressen en telefoonnummers zien
person-invite = Iemand uitnodigen
person-invite-again = Nieuwe uitnodiging
person-reset = Link voor een nieuw wachtwoord
person-hand-over = Klanten overdragen
person-hand-over-text =
    { $count ->
        [one] Eén klant heeft deze persoon als vaste medewerker, of heeft er geen en is aan deze persoon toegerekend.
       *[other] { $count } klanten hebben deze persoon als vaste medewerker, of hebben er geen en zijn aan deze persoon toegerekend.
    } Wie overneemt wordt hun vaste medewerker en ziet hen meteen; wat gedaan is blijft zoals het was.
clients-handed-over =
    { $count ->
        [one] Eén klant is overgedragen.
       *[other] { $count } klanten zijn overgedragen.
    }
person-hand-over-to = Wie neemt over
action-hand-over = droeg klanten over
person-end = Dit account beëindigen
person-take-up = Weer in gebruik nemen
people-all = Alle mensen

## Connections
connections-intro = Andere systemen kunnen bericht krijgen als er iets aan een klant verandert: je kassa, je mailprogramma, je eigen website.
connections-none = Nog geen ander systeem krijgt bericht.
connections-all = Alle koppelingen
connection-add = Koppeling toevoegen
connection-receiver = Ontvanger
connection-url = Adres van de ontvanger
connection-name-hint = Gebruik voor de naam kleine letters, cijfers en streepjes, zoals nieuwsbrief-2.
connection-topics = Krijgt bericht als
connection-branch = Klanten
connection-branch-any = van elke vestiging
connection-names = Ook namen van klanten melden, niet alleen hun nummer
connection-private = De ontvanger staat in ons eigen netwerk (dan mag http:// ook)
connection-tells = Per klant
connection-tells-names = nummer en naam
connection-tells-codes = alleen het nummer
connection-made = Gemaakt
connection-waiting = Wachtend
connection-active = actief
connection-secret = Het geheim waarmee we ondertekenen
connection-secret-once = Geef het aan de ontvanger, die ermee controleert dat een bericht van ons komt. Je ziet het alleen nu.
connection-paused-asked = gepauzeerd
connection-paused-gone = gepauzeerd: de ontvanger antwoordde dat hij voorgoed weg is (410)
connection-paused-failing = gepauzeerd: er werd dagenlang niets aangenomen
connection-paused-maker = gepauzeerd: wie de koppeling maakte, mag dat niet meer
connection-paused-since = Sinds { $at } wordt er niets verstuurd en niets nieuws bewaard. Wat wacht, blijft wachten.
connection-test = Proefbericht sturen
connection-pause = Pauzeren
connection-resume = Hervatten
connection-remove = Deze koppeling verwijderen
connection-remove-text = Wat nog wacht en het geheim gaan mee weg. Er wordt niets meer gemeld.
connection-remove-now = Verwijderen
topic-star-changed = Een ster van een klant verandert
topic-overdue = Een klant raakt over tijd
topic-defected = Een klant is weg: weggebleven, of als vertrokken gemeld
deliveries = Bezorgingen
deliveries-none = Er is nog niets bezorgd.
delivery-waiting = wacht
delivery-done = aangenomen
delivery-dead = opgegeven
delivery-notices = Berichten
delivery-tries = Pogingen
delivery-answer = Laatste antwoord
delivery-next = volgende poging { $at }
delivery-retry = Opnieuw proberen

## Activity
activity-empty = Nog niets.
command-line = opdrachtregel
more-of-it = Details
action = deed
action-looked = bekeek
action-searched = zocht
action-listed = opende een lijst
action-printed = drukte af
action-downloaded = downloadde
action-saved-segment = bewaarde een segment
action-renamed-segment = hernoemde een segment
action-removed-segment = verwijderde een segment
action-record = legde vast
action-aim = koos een doel
action-action = volgde een klant op
action-import = importeerde
action-undo = maakte import ongedaan
action-score = berekende iedereen
action-policy = wijzigde het beleid
action-fit = maakte een model passend
action-signed-in = logde in
action-signed-out-elsewhere = logde elders uit
action-accepted-invitation = nam een uitnodiging aan
action-changed-password = wijzigde het wachtwoord
action-invited = nodigde uit
action-changed-account = wijzigde een account
action-ended-account = beëindigde een account
action-took-up-account = nam een account weer in gebruik
action-connected = koppelde een ander systeem
action-changed-connection = wijzigde een koppeling
action-disconnected = verwijderde een koppeling
action-init = begon het grootboek
note-client = klant
note-client-card = klantkaart
note-day-sheet = dagblad
note-star-report = sterrenrapport
note-standings = tussenstand
note-import = import
note-facts =
    { $count ->
        [one] één feit
       *[other] { $count } feiten
    }
note-claim = op zich genomen
note-contact = contact
note-snooze = uitgesteld
note-close = afgesloten
note-void = ongeldig gemaakt

## Vertrek
departure = Vertrek
departure-declare = Meld dat deze klant weg is
departure-hint = Voor een klant die het zei, of van wie we afscheid namen. Wie gewoon wegblijft, hoef je niet te melden: dat laat het ritme zien.
departure-since = Weg sinds
departure-day = Weg vanaf
departure-reason = Reden
departure-competitor = Concurrent
departure-words = De eigen woorden van de klant
departure-listener = Wie luisterde
departure-save = Vertrek melden
departure-win-back = Terugwinnen
departure-claim = Win deze klant terug

## Kinds of events
kind = gebeurtenis
kind-visit = bezoek
kind-service = dienst
kind-product = product
kind-refund = terugbetaling
kind-tip = fooi
kind-booking = afspraak
kind-cancellation = annulering
kind-no-show = niet verschenen
kind-referral = aanbeveling
kind-contract-start = begin contract
kind-contract-renewal = verlenging contract
kind-contract-end = einde contract
kind-defection = vertrek gemeld
kind-let-go = door ons laten gaan

## Why a star is what it is, and what would fill it
reason-too-early = De geschiedenis is nog te kort om ‘geen’ te zeggen.
reason-rebooked-some = Het volgende bezoek is { $value } uur na het vorige geboekt (0: het stond al geboekt).
reason-rebooked-none = Geen afspraak in het vooruitzicht.
fill-rebooked = Binnen { $full } uur een afspraak maken vult hem.
reason-product-spend-some = { $value } aan producten in { $months } maanden.
reason-product-spend-none = Geen producten in { $months } maanden.
fill-product-spend = Nog { $missing } vult hem.
reason-breadth-some =
    { $count ->
        [one] Eén categorie diensten
       *[other] { $value } categorieën diensten
    } in { $months } maanden.
reason-breadth-none = Geen diensten in { $months } maanden.
fill-breadth = Iets nieuws: { $full } categorieën vullen hem.
reason-assortment-some =
    { $count ->
        [one] Eén categorie
       *[other] { $value } categorieën
    } in { $months } maanden.
reason-assortment-none = Niets in { $months } maanden.
fill-assortment = { $full } categorieën vullen hem.
reason-rhythm-some = De langste van de vorige en de huidige tussenpoos is { $value } het eigen interval.
reason-rhythm-none = Nog geen bezoek.
fill-rhythm = Komen binnen { $full } het eigen interval vult hem.
reason-referral-some =
    { $count ->
        [0] Niemand die werd aanbevolen, kwam
       *[other] { $value } aanbevolen klanten kwamen
    } in { $months } maanden.
reason-referral-none = Niemand die werd aanbevolen, kwam in { $months } maanden.
fill-referral = Eén aanbevolen klant die komt, vult hem.
reason-spend-some = { $value } in { $months } maanden.
reason-spend-none = Niets besteed in { $months } maanden.
fill-spend = Nog { $missing } vult hem.
reason-spend-kept-some = Besteding in het laatste kwartaal is { $value } van een kwartaal van het jaar ervoor.
reason-spend-kept-none = In het jaar ervoor is niets besteed.
fill-spend-kept = { $full } vult hem.
reason-frequency-some =
    { $count ->
        [one] Eén bezoekdag
       *[other] { $value } bezoekdagen
    } in { $months } maanden.
reason-frequency-none = Geen bezoek in { $months } maanden.
fill-frequency = { $full } vullen hem.
reason-contracts-some =
    { $count ->
        [one] Eén contract loopt.
       *[other] { $value } contracten lopen.
    }
reason-contracts-none = Er loopt geen contract.
fill-contracts = { $full } vullen hem.
reason-renewals-some =
    { $count ->
        [one] Eén verlenging
       *[other] { $value } verlengingen
    } in { $months } maanden.
reason-renewals-none = Geen verlenging in { $months } maanden.
fill-renewals = { $full } vullen hem.
reason-tenure-some = Al { $count ->
        [one] één maand
       *[other] { $value } maanden
    } klant.
reason-tenure-none = Nog geen klant.
fill-tenure = { $full } maanden vullen hem.
