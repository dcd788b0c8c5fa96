# Wat de cijfers betekenen, vertaald uit het Engels dat in `domain` bij de code staat. `english` is het begin van de
# SHA-256 van dat Engels: verandert het, dan vraagt een toets om deze vertaling na te kijken.

rebooked = Herboekt
    .english = b28146c4ed52
    .unit = uren
    .numerator = Uren tussen het einde van het laatste bezoek en het maken van een afspraak die nog staat.
    .exclusions = Afspraken op of vóór de peildag of de dag van het laatste bezoek, afgezegde afspraken, en afspraken die al door een bezoek zijn gebruikt.
    .text = heel: een afspraak die nog staat is hoogstens 24 uur na het einde van het laatste bezoek gemaakt, of stond al in de agenda. half: een afspraak die nog staat is later gemaakt. geen: er is geen afspraak. Een afspraak staat als ze na de peildag valt, niet is afgezegd, en geen bezoek haar kenmerk draagt. Een bezoek waarvan het einde niet bekend is, eindigt wanneer het begint.
    .source = Eigen definitie van Regulars

product_spend = Productbesteding
    .english = eaadd2ba0a32
    .unit = geld
    .numerator = Netto-omzet van producten in de periode.
    .exclusions = Diensten, fooien en terugbetalingen: een terugbetaling zegt niet waarvoor ze was.
    .text = heel: de productomzet in de periode (12 maanden) haalt de drempel. half: ze haalt de halve drempel; bij 0 telt elk product.
    .source = Eigen definitie van Regulars

breadth = Breedte
    .english = da7a0992df4e
    .unit = categorieën diensten
    .numerator = Verschillende categorieën onder de diensten in de periode.
    .exclusions = Producten, en diensten zonder categorie.
    .text = heel: diensten uit 3 of meer categorieën in de periode (12 maanden). half: uit 2. De ster beloont iets nieuws, niet meer van hetzelfde.
    .source = Eigen definitie van Regulars

assortment = Assortiment
    .english = 9e5f8dafda4c
    .unit = categorieën
    .numerator = Verschillende categorieën onder alle regels in de periode, producten en diensten samen.
    .exclusions = Regels zonder categorie.
    .text = heel: regels uit zo veel categorieën als de drempel in de periode. half: uit zo veel als de halve drempel.
    .source = Eigen definitie van Regulars

rhythm = Ritme
    .english = 28646403b3a9
    .unit = keer het eigen interval
    .numerator = De laatste tussenpoos in dagen: tussen de laatste twee bezoekdagen, of sinds de laatste zodra die langer is.
    .denominator = Het eigen interval in dagen.
    .exclusions = Klanten die één keer kwamen en nog niet voorbij de halve drempel zijn: te vroeg.
    .text = heel: de laatste tussenpoos is hoogstens 1,25 keer het eigen interval. half: hoogstens 1,75 keer. De tussenpoos die nog loopt, telt zodra ze de langste is, zodat een klant die wegblijft de ster verliest zonder eerst te hoeven komen. Het eigen interval is de gemiddelde tussenpoos van de klant, bijgetrokken naar die van het huis.
    .source = Eigen definitie van Regulars

referral = Aanbeveling
    .english = 6cff1be8fd84
    .unit = klanten
    .numerator = Klanten die deze klant heeft aanbevolen.
    .exclusions = Aanbevelingen van vóór de periode waarvan de klant nog steeds niet is gekomen.
    .text = heel: een klant die deze klant heeft aanbevolen, kwam binnen de periode (12 maanden) voor het eerst of begon een contract. half: er is binnen de periode een klant aanbevolen die nog niet is gekomen.
    .source = Eigen definitie van Regulars

frequency = Frequentie
    .english = c7f00f0e7ff6
    .unit = bezoekdagen
    .numerator = Dagen in de periode waarop de klant kwam.
    .exclusions = Een tweede bezoek op dezelfde dag.
    .text = heel: zo veel bezoekdagen in de periode als de drempel. half: zo veel als de halve drempel.
    .source = Eigen definitie van Regulars

spend = Besteding
    .english = 8deabd4b1d6f
    .unit = geld
    .numerator = Netto-omzet in de periode: bezoeken, diensten, producten en contractbedragen, min terugbetalingen.
    .exclusions = Fooien.
    .text = heel: de netto-omzet in de periode haalt de drempel. half: ze haalt de halve drempel.
    .source = Eigen definitie van Regulars

spend_kept = Besteding behouden
    .english = c0d7b6bb9bd1
    .unit = procent
    .numerator = Netto-omzet van de laatste 3 maanden.
    .denominator = Een kwart van de netto-omzet van de 12 maanden daarvoor.
    .exclusions = Fooien. Klanten die minder dan 15 maanden geleden voor het eerst kwamen: te vroeg. Klanten zonder omzet in de 12 maanden daarvoor: geen.
    .text = heel: de laatste 3 maanden halen de drempel, in procent van het eigen gemiddelde kwartaal van het jaar ervoor. half: ze halen de halve drempel. De ster laat gedeeltelijk vertrek zien: besteding die daalt terwijl de klant nog komt. De periode van de ster wordt niet gebruikt.
    .source = Eigen definitie van Regulars

contracts = Contracten
    .english = a988a04ccfc7
    .unit = contracten
    .numerator = Contracten die op de peildag lopen.
    .exclusions = Contracten die eerder zijn beëindigd, en contracten voorbij hun laatste dag.
    .text = heel: zo veel lopende contracten als de drempel. half: zo veel als de halve drempel. De periode van de ster wordt niet gebruikt.
    .source = Eigen definitie van Regulars

renewals = Verlengingen
    .english = b3aea194442e
    .unit = verlengingen
    .numerator = Contractverlengingen in de periode.
    .exclusions = Het eerste begin van een contract.
    .text = heel: zo veel verlengingen in de periode als de drempel. half: zo veel als de halve drempel.
    .source = Eigen definitie van Regulars

tenure = Klantduur
    .english = be9dd03f5e63
    .unit = maanden
    .numerator = Hele kalendermaanden sinds het eerste bezoek of het begin van het eerste contract.
    .exclusions = Prospects: te vroeg.
    .text = heel: zo veel maanden als de drempel. half: zo veel als de halve drempel. De periode van de ster wordt niet gebruikt.
    .source = Eigen definitie van Regulars

aims_won = Behaalde doelen
    .english = 42c0e7b2cfb3
    .unit = procent van de doelen
    .numerator = Behaalde doelen: de klant kwam, en de ster steeg door wat er die dag gebeurde.
    .denominator = Doelen die behaald of gemist zijn, van dagen die gesloten zijn.
    .exclusions = Doelen waarvan de klant niet kwam (geen kans), en doelen voor een ster die ’s ochtends al heel was of die dag uit het beleid verdween (telt niet mee).
    .text = Een doel is één ster voor één klant op één dag door één medewerker. De ster wordt per die dag beoordeeld met en zonder wat er die dag gebeurde, zodat ze alleen door de gebeurtenissen van die dag stijgt. Het oordeel is zoals bekend toen de dag sloot (middernacht bij de vestiging, tenzij anders gezegd); een latere correctie staat ernaast en verandert geen tussenstand. Met het 95%-interval van Wilson; wie minder dan 5 doelen behaalde of miste (tenzij anders gezegd) krijgt geen plaats, en gelijke aandelen delen een plaats.
    .source = Eigen definitie van Regulars; Wilson 1927

change = Verandering
    .english = b4c31ee2e4d9
    .unit = sterren
    .numerator = Gemiddeld totaal per de dag, min het gemiddelde totaal per een eerdere dag.
    .exclusions = Wordt alleen genoemd als er op beide dagen minstens 20 klanten zijn.
    .text = Ten opzichte van 7 dagen eerder (vorige week) en 3 maanden eerder (vorig kwartaal). Beide kanten zijn berekend met hetzelfde beleid en hetzelfde huisritme, zoals bekend op hetzelfde moment, elk met de klanten die op die dag waren toegerekend.
    .source = Eigen definitie van Regulars

contribution = Bijdrage
    .english = 850555e21aed
    .unit = geld
    .numerator = Netto-omzet min de kostprijs van wat is verkocht.
    .exclusions = Fooien, en alle algemene kosten: het is geen winst.
    .text = Netto-omzet van bezoeken, diensten, producten en contractbedragen, min terugbetalingen; daar gaat de eigen kostprijs af waar de regel of het aanbod er een noemt, anders wat de marge van de categorie overlaat, anders de standaardmarge. Getoond sinds het begin en over de 12 maanden tot en met de peildag.
    .source = Eigen definitie van Regulars

credit = Toerekening
    .english = 7bbf5bfa0f69
    .unit = medewerker en vestiging
    .numerator = De medewerker en de vestiging waarvoor een klant meetelt.
    .exclusions = Klanten zonder bezoek (of lopend contract) in de toerekenperiode tellen voor niemand mee.
    .text = most (standaard): wie in 12 maanden de meeste bezoeken bediende; bij gelijke stand telt het laatste bezoek. last: wie het laatste bezoek bediende. named: de vaste medewerker die is opgegeven, anders als most. Elke klant telt voor één medewerker en één vestiging tegelijk, zodat percentages optellen.
    .source = Eigen definitie van Regulars

full_star_share = Klanten met alle sterren heel
    .english = 8eeb6b4fff3d
    .unit = procent van de klanten
    .numerator = Toegerekende klanten van wie elke ster heel is.
    .denominator = Toegerekende klanten.
    .exclusions = Klanten zonder bezoek in de toerekenperiode.
    .text = Procent van de klanten, zodat nieuwe en ervaren medewerkers gelijk staan. Met het 95%-interval van Wilson; onder de 20 klanten te weinig om te zeggen.
    .source = Eigen definitie van Regulars; Wilson 1927

growth_path = Groeipad
    .english = 2abda7b5c91d
    .unit = sterren
    .numerator = Het verwachte totaal naar hele maanden sinds de klant voor het eerst kwam.
    .exclusions = Prospects hebben er geen.
    .text = Het beleid noemt het verwachte totaal per maand (standaard 1 tot 5 over negen maanden); het laatste getal geldt daarna steeds. Een klant met een lager totaal is achter op het pad.
    .source = Eigen definitie van Regulars

mean_total = Gemiddeld totaal
    .english = 31ff87945724
    .unit = sterren
    .numerator = Sterren van alle toegerekende klanten; een halve telt als een halve.
    .denominator = Toegerekende klanten.
    .exclusions = Sterren waarvoor het te vroeg is, tellen niets op.
    .text = Het gemiddelde aantal sterren van de klanten die aan de eenheid zijn toegerekend. Wordt ook onder de 20 klanten genoemd, maar dan niet vergeleken.
    .source = Eigen definitie van Regulars

next_step = Volgende stap
    .english = 3c9320eb3fa8
    .unit = ster
    .numerator = De eerste ster, in de volgorde van het beleid, die niet heel is.
    .exclusions = Klanten van wie elke ster heel is, hebben er geen; evenmin een eerste bezoek waarop de ster voor het eerste bezoek is behaald.
    .text = Bij een eerste bezoek is het enige doel de ster die het beleid daarvoor noemt (standaard rebooked, herboekt): geen harde verkoop. Daarna de eerste ster, in de volgorde van het beleid, die niet heel is. Een afspraak op de peildag zelf vult de ster herboekt niet meer, dus wie vandaag wordt verwacht, wordt om de volgende afspraak gevraagd.
    .source = Eigen definitie van Regulars

own_interval = Eigen interval
    .english = d6119381b96a
    .unit = dagen
    .numerator = Dagen van alle tussenpozen tussen bezoekdagen, plus m keer de gemiddelde tussenpoos van het huis.
    .denominator = Aantal tussenpozen, plus m.
    .exclusions = Twee bezoeken op één dag zijn één bezoekdag. De tussenpoos die nog loopt, telt niet mee.
    .text = De gemiddelde tussenpoos van een klant, bijgetrokken naar die van het huis: (t_x + m × gezamenlijk) / (x + m). m is de variantie binnen klanten gedeeld door de variantie tussen klanten, geschat uit de tussenpozen van het huis zelf; het gezamenlijke gemiddelde weegt elke klant met x / (x + m). Een huis met minder dan 20 klanten met een tussenpoos, of minder dan 20 herhaalde tussenpozen, gebruikt de standaardwaarden van het beleid. Het huisritme wordt geschat wanneer de kaarten worden doorgerekend, en als versie bewaard.
    .source = Eigen definitie van Regulars; Searle, Casella en McCulloch 1992

star_share = Aandeel per ster
    .english = e4ea36bb1acf
    .unit = procent van de klanten
    .numerator = Toegerekende klanten met die waarde (heel, half, geen, te vroeg) van de ster.
    .denominator = Toegerekende klanten.
    .exclusions = Klanten zonder bezoek in de toerekenperiode.
    .text = Voor elke ster het percentage klanten met heel, half, geen en te vroeg; samen zijn de vier 100. Met het 95%-interval van Wilson; onder de 20 klanten te weinig om te zeggen.
    .source = Eigen definitie van Regulars; Wilson 1927

star_to_train = Te oefenen ster
    .english = 28721af1d797
    .unit = ster
    .numerator = Het percentage klanten met de ster heel in het huis, min dat van de eenheid.
    .exclusions = Eenheden met minder dan 20 klanten: te weinig om te zeggen. Eenheden die bij elke ster minder dan één punt onder het huis liggen, hebben er geen.
    .text = De ster waarvan het percentage heel het verst onder dat van het huis ligt, in procentpunten; bij gelijke stand telt de volgorde van het beleid. Het huis is iedereen die is toegerekend, de eenheid inbegrepen. Een verschil in percentages, geen bewijs van oorzaak.
    .source = Eigen definitie van Regulars

backtest = Terugtoets
    .english = b2583a615b54
    .numerator = Wat elk model en elke eenvoudige regel op een dag in het verleden had gezegd, gehouden tegen wat klanten in de dagen erna deden.
    .denominator = Klanten die tot en met die dag waren gekomen.
    .exclusions = Wie na die dag voor het eerst kwam. Wat erna gebeurde kent geen model en geen regel: ook het huisritme is dat van die dag.
    .text = De vraag is of een klant binnen de horizon komt: standaard 13 weken of twee keer het huisinterval, naar gelang wat langer is, vanaf een dag een jaar geleden. MBG/CNBD-k, BG/NBD en Pareto/NBD worden geschat uit de boeken tot en met die dag en noemen voor elke klant een kans; onder een half heet de klant weg. De regels zeggen ja of nee: own (de tussenpoos is langer dan zoveel keer het eigen interval), fixed (langer dan zoveel dagen), en de regel van het beleid als dat een andere is; recency zet klanten alleen op volgorde, wie het langst weg is het laatst. Wie één keer was gekomen en wie vaker was gekomen staan apart, want veel mensen die één keer kwamen, komen nooit terug.
    .source = DOMAIN: vervalregel; Wübben en von Wangenheim 2008

brier_score = Brierscore
    .english = 82731f419081
    .unit = 0 tot 1, minder is beter
    .numerator = Som over de klanten van het kwadraat van het verschil tussen de genoemde kans en wat er gebeurde: 1 voor komen, 0 voor wegblijven.
    .denominator = Klanten die tot en met de dag van de terugtoets waren gekomen.
    .exclusions = Recency, dat geen kans noemt.
    .text = 0 is voorkennis. Voor iedereen de gemiddelde kans noemen geeft aandeel × (1 − aandeel) van wie kwam, hoogstens 0,25: een methode daarboven weet minder dan het gemiddelde. Een regel die ja of nee zegt, zit er 1 naast waar hij het mis heeft, zodat zijn score zijn aandeel missers is.
    .source = Brier 1950

ranking_auc = Volgorde (AUC)
    .english = fe5f93176e18
    .unit = aandeel van de paren
    .numerator = Paren van een klant die binnen de horizon kwam en een die niet kwam, van wie de methode de eerste vóór de ander zette; een gelijke stand telt half.
    .denominator = Al zulke paren.
    .exclusions = Te weinig om te zeggen: alle klanten kwamen, of niemand.
    .text = 1 is volmaakte volgorde, 0,5 is toeval. Modellen ordenen naar hun kans, de regels van een tussenpoos naar die tussenpoos (own: in eigen intervallen), recency naar dagen sinds het laatste bezoek. Het 95%-interval is dat van DeLong, berekend op log-odds zodat het vóór 0 en 1 ophoudt.
    .source = DeLong, DeLong en Clarke-Pearson 1988

right_calls = Juist gezegd
    .english = f2b7a142839c
    .unit = procent van de klanten
    .numerator = Klanten van wie de methode terecht zei dat ze binnen de horizon zouden komen, of niet.
    .denominator = Klanten die tot en met de dag van de terugtoets waren gekomen.
    .exclusions = Recency zegt geen ja of nee.
    .text = Een model zegt ja als zijn kans een half of meer is. Met het 95%-interval van Wilson. Ernaast staat welk deel de methode weg noemde: waar de meeste klanten niet terugkomen, is iedereen weg noemen vaak juist en helpt het niemand; lees het dus samen met de volgorde en de Brierscore.
    .source = Wilson 1927

totals_error = Fout in totalen
    .english = bf5663faacb7
    .unit = bezoekdagen
    .numerator = Verschil, naar boven of beneden, tussen de verwachte bezoekdagen en die er waren, van alle klanten samen tot het einde van elke week van de horizon.
    .denominator = Weken van de horizon.
    .exclusions = Bezoekdagen van klanten die na de dag van de terugtoets voor het eerst kwamen; twee bezoeken op één dag zijn één bezoekdag. Recency, dat geen aantal verwacht.
    .text = Zegt of een methode deugt om mee te plannen: stoelen, voorraad, personeel. De verwachting van een regel is dat elke klant die hij niet weg noemt, één keer in elk eigen interval komt.
    .source = Eigen definitie van Regulars

calibration = Kalibratie
    .english = 2e297b7d5877
    .unit = procent van de klanten
    .numerator = Van tien groepen klanten, van wie volgens het model de kleinste kans heeft om te komen tot wie de grootste heeft: hoeveel er binnen de horizon kwamen.
    .denominator = Klanten van de groep.
    .exclusions = De regels, die geen kans noemen.
    .text = Ernaast staat de gemiddelde kans die het model voor de groep noemde. Een model dat gelijk heeft, ligt op de diagonaal: van wie een kans van 30% heeft, komen er drie van de tien. Klanten met gelijke kansen staan in één groep, zodat groepen verschillend groot kunnen zijn, en minder dan tien. Met het 95%-interval van Wilson.
    .source = Wilson 1927; SCIENCE: regelmatige bezoeken

best_rule = Beste methode
    .english = d70316b9b654
    .numerator = De methode met de laagste Brierscore, en hoeveel die lager is dan die van elke andere methode.
    .exclusions = Recency, dat geen kans noemt. Eén periode van één zaak: een andere kan anders aflopen.
    .text = Het 95%-interval van een verschil is een gepaarde bootstrap: klanten worden duizend keer opnieuw getrokken, en in elke trekking worden beide methoden tegen dezelfde klanten gehouden. Een interval met 0 erin betekent dat de twee niet te onderscheiden zijn; dan volstaat de eenvoudigste.
    .source = Efron en Tibshirani 1993

defection_rate = Vertrekpercentage
    .english = 234471db386c
    .unit = procent van de klanten
    .numerator = Van de klanten die aan het begin van de periode actief waren: wie aan het einde weggebleven is.
    .denominator = Klanten die aan het begin van de periode actief waren: nieuw, actief, over tijd of teruggekeerd aan het einde van de dag ervoor.
    .exclusions = Klanten die vóór de periode nooit kwamen, en wie toen al weggebleven was. Wie in de periode wegblijft en terugkomt, is aan het einde niet vertrokken.
    .text = De status wordt aan het einde van twee dagen beoordeeld, volgens de vervalregel van het beleid, met wat op het moment van het rapport bekend is: een periode die eens is afgedrukt, is dezelfde als er wordt gevraagd wat toen bekend was. Een klant telt voor de medewerker en de vestiging aan wie de klant aan het begin van de periode is toegerekend. Met het 95%-interval van Wilson; minder klanten dan het minimum van het beleid zijn te weinig om iets te zeggen. Te vroeg: de periode is korter dan de vervalregel nodig heeft (own: zijn deel van het huisinterval; fixed: zijn dagen; contract: de dagen respijt), zodat bij velen die weg zijn nog niet te zien kon zijn dat zij gingen. Het equivalent per jaar van een percentage d over n dagen is 1 - (1 - d)^(365 / n): wat een jaar van zulke periodes zou kosten; over minder dan een kwartaal schommelt dat sterk.
    .source = Eigen definitie van Regulars, naar Reichheld en Sasser 1990; Wilson 1927

referral_value = Aanbevelingswaarde
    .english = 6b5d64c03b19
    .unit = geld
    .numerator = De bijdrage tot nu toe van elke klant daaronder: wie de klant heeft aanbevolen, wie zij hebben aanbevolen, enzovoort.
    .exclusions = De bijdrage van de klant zelf. Een klant die door twee is aanbevolen, staat er één keer: in de dichtstbijzijnde generatie, onder de eerste van hen op code. De bijdrage van klanten die de lezer niet mag zien.
    .text = De boom onder een klant, per generatie: hoeveel klanten elke generatie telt en wat zij hebben gebracht. Niemand telt dubbel; de waarden van twee klanten mogen dus niet worden opgeteld als de een onder de ander staat, of als beiden dezelfde klant hebben aanbevolen. Een aanbeveling van zichzelf, of een die de kring sluit, wordt geweigerd; een kring die een teruggedraaide import terugbrengt, eindigt waar hij opnieuw zou beginnen.
    .source = Eigen definitie van Regulars

standard_of_day = Norm van de dag
    .english = ab9bd47d9247
    .unit = nummer in de lijst
    .numerator = De norm waarover bij de dagopening van een dag wordt gesproken.
    .text = De normen van het beleid op volgorde, één per kalenderdag, en dan weer van voren af aan. Welke het is, volgt alleen uit de dag en de lengte van de lijst; elke vestiging en elk geprint blad heeft dus dezelfde. Is de lijst een aantal weken lang (7, 14, 21 …), dan geldt de laatste van een ronde twee dagen: anders zou een bedrijf dat op een vaste weekdag dicht is, nooit spreken over de normen die op die dag vallen. De eerste norm van een lijst van n valt op elke dag waarvan het nummer sinds 1970-01-01 een veelvoud van n is, bij lijsten die niet een aantal weken lang zijn.
    .source = Eigen definitie van Regulars

value_at_stake = Waarde op het spel
    .english = 4031f5de4253
    .unit = geld
    .numerator = De bijdrage van de klant in de 12 maanden tot en met de peildag.
    .exclusions = Fooien en alle algemene kosten; wat de klant meer had kunnen besteden dan vorig jaar, en wie de klant aanbeveelt.
    .text = Wat de klant in een jaar opbracht, als eenvoudige maat voor wat een jaar zonder deze klant zou kosten. Het is geen voorspelling: bij een klant die al minder vaak kwam, staat minder op het spel. Hierop zijn klanten die over tijd zijn gesorteerd, zodat wie het meest telt als eerste wordt gebeld.
    .source = Eigen definitie van Regulars

status = Status
    .english = 664d4a97086b
    .unit = toestand
    .numerator = De toestand van de klant aan het einde van de peildag.
    .exclusions = Gemeld vertrek hoort er niet bij: de status wordt alleen uit bezoeken en contracten gelezen.
    .text = prospect: in het bestand, nooit gekomen. nieuw: één keer gekomen. actief: twee bezoekdagen of meer, en de huidige tussenpoos is binnen het deel van het eigen interval dat het beleid noemt (standaard 1,25 keer). over tijd: daar voorbij, nog niet weggebleven. weggebleven: volgens de vervalregel van het beleid (own: de huidige tussenpoos is meer dan 2 keer het eigen interval; fixed: meer dan zo veel dagen; contract: niet verlengd vóór de einddatum en de dagen respijt). teruggekeerd: de tussenpoos vóór de laatste bezoekdag was volgens wat toen bekend was een wegblijven, en de klant is niet opnieuw over tijd. Onder de contractregel wordt een klant die nooit een contract had, beoordeeld met 2 keer het eigen interval.
    .source = Eigen definitie van Regulars
