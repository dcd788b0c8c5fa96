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

category_rhythm = Ritme per categorie diensten
    .english = 5ca125e8619e
    .unit = dagen
    .numerator = Dagen van alle tussenpozen tussen de dagen met een dienst uit de categorie, plus m keer de gemiddelde tussenpoos van de categorie.
    .denominator = Aantal van die tussenpozen, plus m.
    .exclusions = Categorieën die de klant op minder dan twee dagen had, en die waarvan het huis te weinig weet (minder dan 20 klanten met een tussenpoos, of minder dan 20 herhaalde tussenpozen). Producten.
    .text = Het eigen interval, van één categorie diensten: wie om de vijf weken komt knippen, komt misschien om de tien weken kleuren. Aan de beurt: de tijd sinds de laatste keer is langer dan het eigen interval daarvoor. Over tijd: langer dan het deel ervan dat het beleid noemt (standaard 1,25 keer). Het ritme van de categorieën wordt geschat als de kaarten worden berekend, en bij dat van het huis bewaard.
    .source = Eigen definitie van Regulars; Searle, Casella en McCulloch 1992

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

leaving_reasons = Redenen van vertrek
    .english = 9deae28a7ae0
    .unit = procent van het gemelde vertrek
    .numerator = Van de klanten die in de periode als vertrokken zijn gemeld: wie om die reden ging, of om een reden daaronder.
    .denominator = Klanten die in de periode als vertrokken zijn gemeld; elk telt één keer, met de laatste melding daarin.
    .exclusions = Meldingen die op het moment van het rapport zijn teruggenomen. Wie zonder een woord wegbleef: waarom, is niet bekend, en zij worden apart als stil geteld.
    .text = Een reden is wat de klant zei, of wat het bedrijf besloot, uit de boom van het beleid; een reden boven andere telt ook wat daaronder staat. Met het 95%-interval van Wilson; minder meldingen dan het minimum van het beleid zijn te weinig om iets te zeggen. Waarde van het jaar ervoor: de bijdrage van de 12 maanden tot de dag vóór de melding. Stil: van de klanten die aan het begin van de periode actief waren, wie aan het einde was weggebleven zonder melding. De redenen zijn van wie sprak: wie in stilte gaat, kan andere hebben.
    .source = Eigen definitie van Regulars, naar Reichheld 1996

silent_leavers = Stille vertrekkers
    .english = c8d8705abee0
    .unit = procent van de klanten die kwijt zijn
    .numerator = Van de klanten die in de periode kwijt zijn geraakt: wie aan het einde was weggebleven zonder gemeld vertrek.
    .denominator = Klanten die aan het begin van de periode actief waren en aan het einde weg, zonder wie wij hebben laten gaan.
    .exclusions = Zoals bij het vertrekpercentage.
    .text = Over hoeveel van het vertrek de gemelde redenen niets zeggen. Met het 95%-interval van Wilson; minder klanten dan het minimum van het beleid zijn te weinig om iets te zeggen.
    .source = Eigen definitie van Regulars; Wilson 1927

mean_total = Gemiddeld totaal
    .english = 31ff87945724
    .unit = sterren
    .numerator = Sterren van alle toegerekende klanten; een halve telt als een halve.
    .denominator = Toegerekende klanten.
    .exclusions = Sterren waarvoor het te vroeg is, tellen niets op.
    .text = Het gemiddelde aantal sterren van de klanten die aan de eenheid zijn toegerekend. Wordt ook onder de 20 klanten genoemd, maar dan niet vergeleken.
    .source = Eigen definitie van Regulars

model_fit = Hoe goed het model past
    .english = 76ab9acecd24
    .unit = aantal
    .numerator = Wat het model van de klanten van het huis verwacht.
    .denominator = Wat er kwam.
    .exclusions = Klanten die nooit kwamen. Twee bezoeken op één dag zijn één bezoekdag.
    .text = De regelmaat k is die met de grootste log-aannemelijkheid van 1 tot 12, geprobeerd tot die twee keer is gedaald: 1 betekent bezoeken bij toeval, 12 bijna op de klok. BG/NBD, Pareto/NBD en NBD worden op dezelfde klanten gepast; hun log-aannemelijkheden zijn vergelijkbaar, en hoe dichter bij 0 hoe beter. Verwachte herhaalbezoeken zijn die van klanten van wie alleen bekend is sinds wanneer ze klant zijn. De terugblik vraagt het model naar klanten zoals ze een half jaar eerder waren, apart voor wie één keer was gekomen en wie vaker; omdat het model dat halve jaar heeft gezien, laat dit zien waar het niet past, en niet hoe goed het voorspelt. Standaardfouten zijn die van de parameters, uit de kromming van de aannemelijkheid.
    .source = Reutterer, Platzer en Schröder 2021; Fader, Hardie en Lee 2005; Schmittlein, Morrison en Colombo 1987

next_step = Volgende stap
    .english = c96541951f4d
    .unit = ster
    .numerator = De eerste ster, in de volgorde van het beleid, die niet heel is.
    .exclusions = Klanten van wie elke ster heel is, hebben er geen; evenmin een eerste bezoek waarop de ster voor het eerste bezoek is behaald, en wie als vertrokken is gemeld, tot die terug is.
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

p_alive = Kans nog klant te zijn
    .english = d5bb42cf84c0
    .unit = procent
    .numerator = De kans, volgens het geldende model, dat de klant aan het einde van de peildag niet voorgoed is vertrokken.
    .exclusions = Wie nooit kwam heeft er geen, en wie zijn vertrek meldde ook niet. Contracten zitten er niet in: het wordt alleen uit bezoekdagen gelezen.
    .text = Klanten zeggen niet wanneer ze vertrekken, dus wordt het afgelezen uit hoe vaak iemand kwam, wanneer voor het laatst, en sinds wanneer iemand bekend is, naast alle klanten van het huis: een afwezigheid die kort is voor een zeldzame gast, is lang voor een vaste. Het model (MBG/CNBD-k) houdt het erop dat een klant in een eigen tempo komt, zo regelmatig als de klanten van het huis (k), en na elk bezoek voorgoed kan vertrekken, ook na het eerste. Het wordt gepast met 'regulars fit', of door de eigenaar op een pagina, nooit vanzelf, en als versie bewaard: kaarten van een voorbije dag gebruiken de versie die toen bekend was. De meesten die één keer kwamen, komen nooit terug; daarom worden zij apart beoordeeld van wie terugkwam.
    .source = Batislam, Denizel en Filiztekin 2007; Reutterer, Platzer en Schröder 2021

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
    .english = 3a9da23be8d0
    .numerator = Wat elk model en elke eenvoudige regel op een dag in het verleden had gezegd, gehouden tegen wat klanten in de dagen erna deden.
    .denominator = Klanten die tot en met die dag waren gekomen.
    .exclusions = Wie na die dag voor het eerst kwam. Wat erna gebeurde kent geen model en geen regel: ook het huisritme is dat van die dag.
    .text = De vraag is of een klant binnen de horizon komt: standaard 13 weken of twee keer het huisinterval, naar gelang wat langer is, vanaf een dag een jaar geleden, of zo lang geleden als de horizon als dat meer is. MBG/CNBD-k, BG/NBD en Pareto/NBD worden geschat uit de boeken tot en met die dag en noemen voor elke klant een kans; onder een half heet de klant weg. De regels zeggen ja of nee: own (de tussenpoos is langer dan zoveel keer het eigen interval: het getal van het beleid, en 1,5, 2, 2,5 en 3), fixed (langer dan zoveel dagen), en de regel van het beleid als dat een andere is; recency zet klanten alleen op volgorde, wie het langst weg is het laatst. Wie één keer was gekomen en wie vaker was gekomen staan apart, want veel mensen die één keer kwamen, komen nooit terug.
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
    .english = 6eee767da24c
    .unit = procent van de klanten
    .numerator = Van tien groepen klanten, van wie volgens de methode de kleinste kans heeft om te komen tot wie de grootste heeft: hoeveel er binnen de horizon kwamen.
    .denominator = Klanten van de groep.
    .exclusions = Recency, dat geen kans noemt.
    .text = Ernaast staat de gemiddelde kans die de methode voor de groep noemde. Een model dat gelijk heeft, ligt op de diagonaal: van wie een kans van 30% heeft, komen er drie van de tien. Klanten met gelijke kansen staan in één groep, zodat groepen verschillend groot kunnen zijn, en minder dan tien. Een regel maakt er twee: wie hij weg noemt, van wie niemand zou moeten komen, en de anderen, van wie iedereen. Met het 95%-interval van Wilson.
    .source = Wilson 1927; SCIENCE: regelmatige bezoeken

best_rule = Beste methode
    .english = 6e4c751469a3
    .numerator = De methode met de laagste Brierscore, en hoeveel die lager is dan die van elke andere methode.
    .exclusions = Recency, dat geen kans noemt. Eén periode van één zaak: een andere kan anders aflopen. Van minder klanten dan het minimum van het beleid wordt niet gezegd welke methode de beste was; naast de vervalregel ook niet waar de horizon korter was dan 13 weken of twee keer het huisinterval.
    .text = Het 95%-interval van een verschil is een gepaarde bootstrap: klanten worden duizend keer opnieuw getrokken, en in elke trekking worden beide methoden tegen dezelfde klanten gehouden. Een interval met 0 erin betekent dat de twee niet te onderscheiden zijn; dan volstaat de eenvoudigste.
    .source = Efron en Tibshirani 1993

defection_rate = Vertrekpercentage
    .english = d9741c5e0055
    .unit = procent van de klanten
    .numerator = Van de klanten die aan het begin van de periode actief waren: wie aan het einde weggebleven is, of als vertrokken is gemeld.
    .denominator = Klanten die aan het begin van de periode actief waren: nieuw, actief, over tijd of teruggekeerd aan het einde van de dag ervoor, zonder wie wij in de periode hebben laten gaan.
    .exclusions = Klanten die vóór de periode nooit kwamen, en wie toen al weg was. Wie wij hebben laten gaan, telt apart, in een eigen kolom: niet kwijtgeraakt, en niet onder wie dat kon overkomen. Wie verhuisde of overleed, is kwijt zoals anderen; het rapport over redenen houdt hen uit elkaar. Wie in de periode wegblijft en terugkomt, is aan het einde niet vertrokken.
    .text = De status wordt aan het einde van twee dagen beoordeeld, volgens de vervalregel van het beleid, met wat op het moment van het rapport bekend is: een periode die eens is afgedrukt, is dezelfde als er wordt gevraagd wat toen bekend was. Een klant telt voor de medewerker en de vestiging aan wie de klant aan het begin van de periode is toegerekend, en naar hoofdcategorie, cohort per jaar of kanaal voor dat van die dag; wie erbij kwam of werd teruggewonnen telt voor dat van het einde. Met het 95%-interval van Wilson; minder klanten dan het minimum van het beleid zijn te weinig om iets te zeggen. Van wie kwijt is, bleek dat binnen de periode: het laatste bezoek kan ervóór liggen, zoveel dagen als de vervalregel nodig heeft (own: zijn deel van het huisinterval; fixed: zijn dagen; contract: de dagen respijt; model: de afwezigheid waarna een klant die een jaar lang met het huisinterval kwam, voor vertrokken geldt); van wie tegen het einde wegblijft, blijkt dat in een latere. Beide einden worden met dezelfde regel en dezelfde vertraging beoordeeld: het percentage van een voorbije periode is dus eerlijk, hoe kort ook, in een huis dat doorgaat zoals het deed. Te vroeg: de periode is korter dan die dagen, en voor zover bekend zijn er sinds het einde niet zoveel dagen verstreken, zodat van velen die er binnen wegbleven nog niet gebleken is dat zij gingen. Het equivalent per jaar van een percentage d over n dagen is 1 - (1 - d)^(365 / n): wat een jaar van zulke periodes zou kosten; over minder dan een kwartaal schommelt dat sterk.
    .source = Eigen definitie van Regulars, naar Reichheld en Sasser 1990; Wilson 1927

expected_value = Verwachte waarde
    .english = 4db77464036b
    .unit = geld
    .numerator = Verwachte bezoeken maal de verwachte bijdrage van een bezoek, van de komende 12 maanden, 5 of 10 jaar.
    .exclusions = Wat de klant tot nu toe bracht, overheadkosten, wie de klant aanbeveelt, en prijswijzigingen. Bedragen van contracten tellen als gebracht door de bezoekdagen.
    .text = De verwachte bijdrage van een bezoek ligt tussen het eigen gemiddelde van de klant sinds het begin en dat van het huis: hoe minder bezoeken, hoe dichter bij dat van het huis (Gamma-Gammamodel). Een klant met een eigen gemiddelde dat niet positief is, krijgt dat van het huis. Verdisconteerd wordt die van elk jaar voor elk jaar tot het einde ervan gedeeld door het disconto van het beleid (standaard 10%). Het interval van 12 maanden is dat van de bezoeken tegen deze bijdrage: wat een bezoek brengt wisselt ook, en zit er niet in. Ernaast staat de eenvoudige regel, die geen model nodig heeft.
    .source = Fader, Hardie en Lee 2005; Fader en Hardie 2013

expected_visits = Verwachte bezoeken van de komende 12 maanden
    .english = 8a1fb98f607e
    .unit = bezoekdagen
    .numerator = Het gemiddelde aantal bezoekdagen in de 365 dagen na de peildag, volgens het geldende model.
    .exclusions = Wie nooit kwam heeft er geen. Staande afspraken, seizoenen en groeiplannen zitten er niet in.
    .text = Wat er gemiddeld komt van klanten met deze geschiedenis: de kans al vertrokken te zijn, en onderweg te vertrekken, zit erin, zodat 2,4 vijf bezoeken of geen kan betekenen. Waar één klant wordt getoond, zegt het interval tussen hoeveel bezoeken het jaar in 8 van de 10 gevallen eindigt; het houdt het model voor waar en weet niet hoe goed de parameters bekend zijn.
    .source = Fader, Hardie en Lee 2005, uitgebreid naar regelmatige bezoeken

retention_rate = Behoudpercentage
    .english = 6523b3b17bd3
    .unit = procent van de klanten
    .numerator = Van de klanten van de periode: wie binnen de termijn na hun eerste bezoek in de periode terugkwam.
    .denominator = Klanten met een bezoek in de periode voor wie de termijn voorbij is.
    .exclusions = Klanten voor wie de termijn niet voorbij is, ook als zij al terugkwamen: zij staan ernaast geteld, als te vroeg. Afspraken die niet zijn nagekomen.
    .text = De termijn is zo lang als de vervalregel van het beleid nodig heeft (own: zijn deel van het huisinterval; fixed: zijn dagen; bij de contractregel 2 keer het huisinterval). De laatste dag telt mee. Twee bezoeken op één dag zijn er één. Nieuwe klanten hadden vóór de periode geen bezoek. Per eenheid telt een klant voor elke eenheid die de klant in de periode hielp, vanaf het eerste bezoek daar; het totaal telt elke klant één keer, dus de eenheden kunnen samen meer zijn. Met het 95%-interval van Wilson; minder klanten dan het minimum van het beleid zijn te weinig om iets te zeggen. De andere tellingen tellen zoals andere producten het doen, elk met een eigen definitie.
    .source = Eigen definitie van Regulars; Wilson 1927

rebooking_rate = Herboekpercentage
    .english = 49b65296968f
    .unit = procent van de bezoeken
    .numerator = Bezoeken waarna de volgende afspraak binnen 24 uur na het einde is gemaakt, of al in de agenda stond.
    .denominator = Bezoeken in de periode waarvan 24 uur voorbij zijn.
    .exclusions = Een volgende afspraak die is afgezegd; een die de klant niet nakwam telt wel, want ze is gemaakt. Twee bezoeken op één dag zijn er één.
    .text = Wat op de andere bezoeken volgde: later geboekt (een afspraak die na de 24 uur is gemaakt, en voordat de klant weer kwam; sommigen noemen dat behouden), gekomen zonder afspraak, of niets. Dat wordt verteld van bezoeken waarvan de termijn voorbij is, dezelfde als die van het behoudpercentage. Een bezoek telt voor wie die dag het laatst hielp, een dienst vóór een product. Een bezoek was geboekt als een afspraak voor die dag was of haar kenmerk draagt, anders was het een inloper; de twee staan apart. Voor het einde van de dag: zoals Phorest telt, voor wie een afspraak van na de dag van het bezoek er geen is. Of een klant om een medewerker vroeg, staat niet in het grootboek. Het interval neemt bezoeken als onafhankelijk van elkaar; een klant kan er meer hebben, dus is het wat te smal.
    .source = Eigen definitie van Regulars; dezelfde als gepubliceerd door Kitomba (kitomba.com, Rebooking and Retention); voor het einde van de dag zoals gepubliceerd door Phorest (support.phorest.com, How is the Rebooking Rate calculated)

cohort_retention = Cohorten
    .english = e8392758f6e3
    .unit = procent van de klanten
    .numerator = Klanten van het cohort die kwamen in de kalenderperiode zo veel periodes na die van hun eerste bezoek.
    .denominator = Klanten van het cohort: zij van wie het eerste bezoek in die periode ligt.
    .exclusions = Klanten die nooit kwamen. Periodes die niet voorbij zijn, zijn te vroeg en tellen niet.
    .text = Periodes zijn kalendermaanden, kwartalen of jaren; periode 0 is die van het eerste bezoek. Een klant met een ritme van zes weken ontbreekt in menige maand: lees van boven naar beneden, van cohort naar cohort, en niet op een rij, en neem langere periodes voor langere ritmes. De bijdrage is die van alle klanten van het cohort in de periode. De rij van alle cohorten samen telt voor elke periode de cohorten waarvoor die voorbij is. Het eerste cohort van de boeken bevat iedereen die daarvoor al klant was.
    .source = Eigen definitie van Regulars

survival = Overleving
    .english = 986dcf2df099
    .unit = procent van de klanten
    .numerator = Van de klanten die er nog zijn: wie op elke dag van de klantduur blijft, vermenigvuldigd (Kaplan-Meier).
    .denominator = Klanten die voor het eerst kwamen voordat het volgen eindigde.
    .exclusions = Klanten die nooit kwamen. Klanten die voor het eerst kwamen na het einde van het volgen zijn te vroeg, en staan ernaast geteld.
    .text = Een klant die volgens de vervalregel van het beleid is weggebleven, ging weg op de laatste bezoekdag (bij de contractregel de laatste dag van het contract); wie één keer kwam, ging dus weg op dag 0. Het volgen eindigt zo veel dagen vóór de peildag als de vervalregel nodig heeft (bij de contractregel de dagen respijt voor klanten met een contract, en voor de anderen wat hun eigen regel nodig heeft): van wat later kwam kan nog niemand weten wie wegging. Wie toen nog niet weg was, geldt als nog aanwezig zolang die gevolgd is. De band is die van Greenwood op de log-logschaal, 95%; de mediaan is de eerste dag waarop de helft weg is. Eenheden zijn die van het eerste bezoek: een medewerker, een vestiging, een regio, de eerst gekochte categorie, het kalenderjaar ervan, of het kanaal waarlangs de klant kwam. De log-ranktoets vraagt of eenheden meer verschillen dan toeval verklaart. Het is samenhang: eenheden krijgen klanten van verschillende soort. Een klant die er al was voordat de boeken begonnen, telt vanaf het eerste bezoek daarin.
    .source = Kaplan en Meier 1958; Greenwood 1926; Brookmeyer en Crowley 1982; Mantel 1966

contract_renewal = Verlenging van contracten
    .english = 8cbc99a950d1
    .unit = procent van de contracten
    .numerator = Van de contracten die aan de gelegenheid toe waren: wat is verlengd.
    .denominator = Contracten die aan hun eerste, tweede … gelegenheid tot verlengen toe waren, en waarvoor die beslist is.
    .exclusions = Contracten waarvan het begin niet in de boeken staat, want niemand weet aan welke gelegenheid zij toe waren: zij staan ernaast geteld. Gelegenheden die niet beslist zijn, zijn te vroeg.
    .text = Een gelegenheid is het afgesproken einde van een termijn; ze is beslist als daarna de dagen respijt voorbij zijn (die van de contractregel van het beleid; anders geen), ook voor een contract dat eerder is verlengd of beëindigd, zodat vroeg nieuws niet vóór laat nieuws telt. Wat bij een besliste gelegenheid niet verlengd is, is beëindigd; al het andere loopt. Waar een termijn een jaar is, zijn gelegenheden jaren. Wat over is, is het product van de delen die verlengden. Het deel dat verlengt stijgt met de leeftijd ook als niemand van mening verandert: wie het eerst zou gaan, gaat het eerst, en wie blijft is trouw. Het percentage van alle contracten samen voorspelt dus niets over nieuwe. sBG wordt passend gemaakt op alle contracten, en op elke groep apart die er zoveel heeft als het minimum van het beleid (standaard 20) en drie of meer besliste gelegenheden; van de andere zijn er te weinig om te zeggen. Het geeft elk contract een eigen kans op een einde uit een bètaverdeling; de beta-discrete-Weibull laat die ook met de leeftijd veranderen, en is alleen beter als de aannemelijkheid dat zegt. De marges van de vooruitblik zijn die van een parametrische bootstrap met een vaste seed.
    .source = Fader en Hardie 2007; Fader, Hardie, Liu, Davin en Steenburgh 2018; Wilson 1927

retention_aveda = Behoud zoals SalonBiz het telt voor Aveda
    .english = ca4ed1bd9568
    .unit = procent van de klanten
    .numerator = Van de klanten van de periode: wie binnen 90 dagen na de laatste dienst in de periode voor een volgende dienst in de vestiging kwam.
    .denominator = Klanten met een dienst in de vestiging in de periode.
    .exclusions = Bezoeken met alleen producten. Tot er 90 dagen na de periode voorbij zijn, zijn allen te vroeg.
    .text = Nieuw is wie vóór de periode geen dienst in de vestiging had. De pagina zegt 'binnen 90 dagen na hun laatste dienst' en laat het rapport 90 dagen terugkijken vanaf de ingevulde dag; hier kies je de periode zelf, en lopen de dagen vanaf de laatste dienst van elke klant daarin. De kolommen met klanten per maand van terugkeer zijn niet nagemaakt.
    .source = Zoals gepubliceerd door SalonBiz: Aveda Client Retention, salonbiz.com/report_wide.php?id=3

retention_boulevard = Terugkeer naar de zaak zoals Boulevard het telt
    .english = 9309a61fa89d
    .unit = procent van de klanten
    .numerator = Van de klanten van de periode: wie binnen 90 dagen na het eerste bezoek in de periode terugkwam in de zaak.
    .denominator = Klanten met een dienst in de periode.
    .exclusions = Bezoeken met alleen producten. Klanten voor wie de termijn niet voorbij is, staan ernaast geteld.
    .text = De pagina kent varianten van 30, 60, 90, 120, 150 en 180 dagen (--days), en een terugkeer naar de vestiging, waarvoor de klant in dezelfde vestiging moet terugkomen (--back-to branch). Nieuw is wie de eerste dienst in de vestiging in de periode had. De pagina zegt niet of de laatste dag van de termijn meetelt; hier wel.
    .source = Zoals gepubliceerd door Boulevard: Location Retention Report, support.boulevard.io/en/articles/9222555

retention_daysmart = Percentage behouden zoals DaySmart (Salon Iris) het telt
    .english = cbe116e38af4
    .unit = procent van de klanten
    .numerator = Van de nieuwe klanten: wie binnen 90 dagen na het eerste bezoek ten minste twee keer terugkwam.
    .denominator = Nieuwe klanten: zij van wie de eerste dienst in de periode ligt.
    .exclusions = Bestaande klanten; bezoeken met alleen producten. Klanten voor wie de termijn niet voorbij is, staan ernaast geteld.
    .text = Hoe vaak een klant moet terugkomen (--returns) en binnen hoeveel dagen (--days) wordt bij het opvragen gevraagd; twee keer in 90 dagen is het voorbeeld van de pagina. De pagina spreekt van 'de afgelopen 90 dagen sinds het eerste bezoek'; hier zijn het de 90 dagen erna.
    .source = Zoals gepubliceerd door DaySmart: Client Retention Report, desktophelp.daysmartpet.com/en/articles/9302374; hetzelfde bij Salon Iris

retention_meevo = Behoud zoals Meevo het telt
    .english = a3cef7a09cf5
    .unit = procent van de klanten
    .numerator = Van de klanten van de periode: wie in de 3 kalendermaanden na de periode weer een bezoek had.
    .denominator = Klanten met een bezoek in de maand van uitgang: de periode.
    .exclusions = Bezoeken met alleen producten: een bezoek wordt met ten minste één dienst aangeslagen. Zijn de maanden na de periode niet voorbij, dan zijn allen te vroeg.
    .text = De termijn begint na de periode, zodat een tweede bezoek in de maand zelf niet telt, en wie op de eerste dag kwam meer tijd heeft dan wie op de laatste kwam. De periode hoort een kalendermaand te zijn. Drie maanden zijn wat de pagina aanraadt; het aantal wordt bij het opvragen gekozen. Nieuw had vóór de maand geen bezoek.
    .source = Zoals gepubliceerd door Meevo: MA045 Detailed Client Retention, docs.meevo.com

retention_mindbody = Behoud zoals Mindbody het telt
    .english = c5b439c5120e
    .unit = procent van de klanten
    .numerator = Van de klanten van de periode: wie binnen zo veel dagen na het eerste bezoek in de periode terugkwam.
    .denominator = Klanten met een bezoek in de periode, nieuw en bestaand apart.
    .exclusions = Klanten voor wie de termijn niet voorbij is, staan ernaast geteld.
    .text = Wie het rapport opvraagt, kiest de dagen (--days), de vestiging van terugkeer (--back-to branch), en of het bij dezelfde medewerker moet zijn (--back-to staff) of bij wie dan ook; de periode is standaard een maand, drie maanden terug. De pagina noemt geen standaard voor de dagen: hier 90. Nieuwe klanten kwamen in de periode voor het eerst; de pagina laat bestaande klanten ook per medewerker bepalen, dat is niet nagemaakt.
    .source = Zoals gepubliceerd door Mindbody: Retention report, mindbodyonline.zendesk.com/hc/en-us/articles/203256863

retention_square = Klantbehoud zoals Square het telt
    .english = 0f5dcbcedc67
    .unit = procent van de klanten
    .numerator = Van de klanten van de periode: wie er in het jaar vóór de periode al was geweest.
    .denominator = Klanten met een bezoek in de periode.
    .exclusions = Afgezegde afspraken en niet verschenen klanten.
    .text = Het kijkt achterom, en zegt hoeveel van wie kwam bekend was: een zaak die geen nieuwe klanten wint heeft 100%, wie ze ook verliest. Het is dus nooit te vroeg, en niet met de andere te vergelijken. Het jaar is de 12 kalendermaanden tot en met de dag vóór de periode, zoals de zin op de pagina zegt; haar tweede voorbeeld noemt een bezoek van januari 2021 te oud voor januari tot en met maart 2022, wat niet bij die zin past en niet is gevolgd.
    .source = Zoals gepubliceerd door Square: Square Appointments Reporting, squareup.com/help/us/en/article/7904

retention_wellnessliving = Klantbehoud zoals WellnessLiving het telt
    .english = 4a9111284252
    .unit = procent van de klanten
    .numerator = Van de klanten van de periode: wie binnen 60 dagen na het eerste bezoek in de periode terugkwam.
    .denominator = Klanten met een bezoek in de periode, nieuw en bestaand apart.
    .exclusions = Klanten voor wie de termijn niet voorbij is, staan ernaast geteld.
    .text = 60 dagen zijn de standaard van de pagina (--days). Bestaande klanten waren er vóór de periode al, nieuwe niet. Per medewerker telt een klant voor ieder die de klant in de periode hielp. Het rapport kan tot sommige diensten worden beperkt; dat is niet nagemaakt.
    .source = Zoals gepubliceerd door WellnessLiving: Client Retention by Staff Report, help.wellnessliving.com/en/articles/10671422

retention_zenoti = Gastbehoud zoals Zenoti het telt
    .english = a7df5aff7186
    .unit = procent van de klanten
    .numerator = Van de klanten van de periode: wie in de 30 dagen na de periode weer in de vestiging kwam.
    .denominator = Klanten met een bezoek in de vestiging in de periode.
    .exclusions = Afgezegde afspraken en niet verschenen klanten: alleen wat is afgesloten telt. Zijn de dagen na de periode niet voorbij, dan zijn allen te vroeg.
    .text = De termijn begint na de periode, zodat een tweede bezoek daarbinnen niet telt. De lengte wordt bij het opvragen gekozen (--days): het voorbeeld van de pagina heeft 30 dagen, dat van het oudere rapport 60. Over meer maanden neemt het rapport maand voor maand: vraag hier een maand. Dat bezoeken aan andere vestigingen niet tellen, staat op de pagina van het oudere rapport. Nieuw had vóór de periode geen bezoek in de vestiging.
    .source = Zoals gepubliceerd door Zenoti: Guest retention report (v2), help.zenoti.com/en/reports/loyalty-reports/guest-retention-report--v2-.html

league = Ranglijst
    .english = 5c3a503e9ba3
    .unit = die van het vergeleken cijfer
    .numerator = Van elke eenheid het eigen cijfer met zijn interval van 95%, het cijfer bijgetrokken naar dat van het huis, de trechtergrenzen bij haar aantal klanten, en de plaatsen die zij kan hebben.
    .exclusions = Eenheden met minder klanten dan het minimum van het beleid (standaard 20): te weinig om te zeggen. Klanten die aan geen van de eenheden zijn toegerekend.
    .text = Twintig mensen die even goed bedienen, geven toch een lijst met een eerste en een laatste, en weinig klanten schommelen het meest: met 8 tot 120 klanten elk, van wie vijf van de twintig er 15 of minder hebben, staat in ongeveer 6 van de 10 lijsten een van die vijf bovenaan. Daarom wordt een eenheid met weinig klanten niet vergeleken, heeft elk cijfer zijn interval, wijkt een eenheid pas af buiten grenzen die wijder zijn waar weinig klanten zijn, en wordt een plaats gegeven als interval, en alleen waar dat niet alle plaatsen zijn. Eenheden staan op volgorde van het midden van hun plaatsen, en bij gelijke stand op code. Wat verschilt, hoeft niet de bediening te zijn: eenheden hebben andere klanten, andere dagen en andere prijzen. Het is samenhang, geen oorzaak.
    .source = Spiegelhalter 2005; Goldstein en Spiegelhalter 1996

funnel = Trechtergrenzen
    .english = 3511b5f59deb
    .unit = die van het vergeleken cijfer
    .numerator = De cijfers die een eenheid met zoveel klanten 95 en 99,8 van de 100 keer zou tonen als alleen toeval en gewone verschillen haar van het huis onderscheidden.
    .exclusions = Eenheden met minder klanten dan het minimum van het beleid (standaard 20): te weinig om te zeggen; zij tellen niet mee in het cijfer van het huis of de spreiding.
    .text = Rond het cijfer van het huis, dat van alle vergeleken klanten samen, lopen de grenzen als huis ± z · √(s² + τ²), met z = 1,96 en 3,09: wijd waar weinig klanten zijn, nauw waar er veel zijn. Een percentage wordt vergeleken als asin √aandeel, met s = 1 / (2√klanten), en de grenzen worden weer aandelen; een gemiddelde zoals het is, met s = zijn spreiding binnen eenheden / √klanten. De spreiding τ² is hoeveel eenheden doorgaans meer dan bij toeval verschillen: geschat uit alle eenheden, met aan beide kanten het uiterste tiende deel, en minstens één eenheid, naar binnen getrokken, zodat enkele uitschieters de grenzen niet voor zichzelf verruimen. Bij minder dan vijf eenheden is zij niet te onderscheiden van de uitschieters: τ² is dan 0, en de grenzen zijn die van het toeval alleen. Binnen de grenzen wijkt een eenheid niet meer dan dat af; tussen beide is zij een blik waard; buiten de uiterste een vraag, waarop het antwoord heel goed andere klanten kan zijn en geen andere bediening.
    .source = Spiegelhalter 2005; dat er minstens één naar binnen wordt getrokken, en bij minder dan vijf geen spreiding wordt geschat, is van ons

shrunk_mean = Bijgetrokken gemiddelde
    .english = 2a6f856646c0
    .unit = die van de waarden
    .numerator = n · eigen gemiddelde + m · gemiddelde van het huis, met n eigen waarden van de eenheid.
    .denominator = n + m, met m de variantie van waarden binnen eenheden gedeeld door de variantie van gemiddelden tussen eenheden.
    .exclusions = Eenheden zonder waarden.
    .text = Wat het gemiddelde van een eenheid waarschijnlijk is als er veel van haar bekend is. Het gewicht m van het huis wordt uit alle eenheden geschat, nooit gekozen: waar eenheden nauwelijks verschillen is het groot, en zegt het dat zij dat niet doen; waar elke eenheid anders is, is het klein. Met een interval van 95% dat het ware gemiddelde van de eenheid bevat als de cijfers van het huis kloppen.
    .source = Searle, Casella en McCulloch 1992, hfst. 3; Efron en Morris 1975

rank_interval = Plaats met interval
    .english = f381ff81c918
    .unit = plaats
    .numerator = De eerste en de laatste plaats die een eenheid kan hebben: na alle eenheden die zeker beter zijn, en voor alle die zeker slechter zijn.
    .denominator = Vergeleken eenheden.
    .exclusions = Eenheden met minder klanten dan het minimum van het beleid (standaard 20): te weinig om te zeggen; niemand wordt met hen vergeleken.
    .text = Een eenheid is zeker beter dan een andere als hun cijfers meer verschillen dan het toeval verklaart, alle vergelijkingen van de lijst samen genomen: percentages op de schaal van asin √aandeel en gemiddelden zoals ze zijn, met meer dan z standaardfouten, met z uit de normale verdeling voor 5% verdeeld over alle paren. Zo ligt in 95 van de 100 lijsten de ware plaats van elke eenheid erbinnen, ook die van de eerste, die deels door geluk de eerste is. Een plaats wordt genoemd waar het interval de helft van de plaatsen of minder omvat; is het wijder, dan alleen het interval; omvat het alle plaatsen, dan zegt de lijst niets over de eenheid: niet te onderscheiden.
    .source = Mogstad, Romano, Shaikh en Wilhelm 2024, met de grens van Bonferroni; Goldstein en Spiegelhalter 1996

shift = Verandering buiten het toeval
    .english = 0e9428fd462e
    .unit = gestegen, gedaald of niet te zeggen
    .numerator = Het cijfer van de latere dag min dat van de eerdere.
    .exclusions = Percentages en gemiddelden van minder klanten dan het minimum van het beleid (standaard 20) op een van beide dagen: te weinig om te zeggen.
    .text = Een cijfer heet alleen gestegen of gedaald als het interval van 99% van het verschil nul uitsluit; anders zijn de twee niet te onderscheiden. Percentages worden vergeleken met het interval van Newcombe uit die van Wilson, gemiddelden met het normale, alsof elke dag zijn eigen klanten had: de meeste klanten tellen op beide dagen mee, zodat het interval eerder te wijd is dan te nauw. Aantallen van wat gebeurde (voor het eerst, kwijt, teruggewonnen) worden vergeleken naar hun deel in beide perioden samen, tegen het deel van de dagen; bedragen per dag, als sommen van zoveel bedragen als er toevallig komen. De actieve klanten worden vergeleken naar wie tussen beide dagen bij de eenheid actief werd en wie het niet meer is. 99% en geen 95%, omdat één bladzijde het van zo’n dertig cijfers tegelijk vraagt.
    .source = Eigen definitie van Regulars; Newcombe 1998, methode 10; Przyborowski en Wilenski 1940; McNemar 1947

monthly_pack = Maandoverzicht
    .english = 6fb5337c2a67
    .unit = bladzijde met cijfers
    .numerator = De cijfers van een vestiging, een regio of het huis aan het einde van een maand en in die maand, naast die van de maand ervoor en van dezelfde maand een jaar eerder.
    .exclusions = Maanden die nog niet voorbij zijn.
    .text = Sterren, statussen en bijdrage zijn die aan het einde van de laatste dag van elke maand; voor het eerst, kwijt en teruggewonnen vergelijken die met het einde van de maand ervoor. Het vertrekpercentage is dat van de twaalf maanden die met de maand eindigen, omdat één maand meestal te kort is om iets te zeggen. Alle drie de maanden worden beoordeeld met het beleid en het huisritme die op het moment van het rapport gelden, zoals toen bekend. Een cijfer heet alleen buiten het toeval gestegen of gedaald. Namen om naar te kijken, hoogstens 5 van elk: kwijt in de maand, naar wat zij in het jaar ervoor opleverden; over tijd aan het einde, naar de waarde op het spel; achter op het groeipad met een afspraak binnen 14 dagen na het einde, naar wat zij in het laatste jaar opleverden; het meest vooruit, naar halve sterren gewonnen in de maand. Wiens klanten vertrokken, zegt bij wie het gebeurde, niet wie de oorzaak is.
    .source = Eigen definitie van Regulars

partial_defection = Gedeeltelijk vertrek
    .english = c7370457058e
    .unit = procent van de klanten
    .numerator = Van de beoordeelde klanten: wie de laatste 3 maanden meer dan het deel van het beleid (standaard 80%) minder besteedde dan een kwart van de netto-omzet van de 12 maanden daarvoor.
    .denominator = Klanten die niet weg zijn, ten minste 15 maanden geleden voor het eerst kwamen, in die 12 maanden iets besteedden, en van wie het eigen interval hoogstens een kwartaal is.
    .exclusions = Fooien. Klanten die weg zijn of nooit kwamen: zij vertrekken niet gedeeltelijk. Klanten die naar hun eigen ritme minder dan eens per kwartaal komen: drie maanden zonder verkoop zegt over hen niets.
    .text = Wie vertrekt, gaat zelden ineens: eerst daalt de besteding, terwijl de klant nog komt. Elke klant wordt naast het eigen jaar gelegd, niet naast anderen. Precies op het deel van het beleid telt een klant niet mee, daarvoorbij wel. Met het 95%-interval van Wilson; minder klanten dan het minimum van het beleid zijn te weinig om iets te zeggen.
    .source = Eigen definitie van Regulars, naar Reichheld en Sasser 1990

referral_value = Aanbevelingswaarde
    .english = 6b5d64c03b19
    .unit = geld
    .numerator = De bijdrage tot nu toe van elke klant daaronder: wie de klant heeft aanbevolen, wie zij hebben aanbevolen, enzovoort.
    .exclusions = De bijdrage van de klant zelf. Een klant die door twee is aanbevolen, staat er één keer: in de dichtstbijzijnde generatie, onder de eerste van hen op code. De bijdrage van klanten die de lezer niet mag zien.
    .text = De boom onder een klant, per generatie: hoeveel klanten elke generatie telt en wat zij hebben gebracht. Niemand telt dubbel; de waarden van twee klanten mogen dus niet worden opgeteld als de een onder de ander staat, of als beiden dezelfde klant hebben aanbevolen. Een aanbeveling van zichzelf, of een die de kring sluit, wordt geweigerd; een kring die een teruggedraaide import terugbrengt, eindigt waar hij opnieuw zou beginnen.
    .source = Eigen definitie van Regulars

simple_value = Eenvoudige waarde
    .english = 6e1c21214d7a
    .unit = geld
    .numerator = De bijdrage van de klant in de 12 maanden tot en met de peildag, één keer voor elk jaar vooruit.
    .exclusions = Klanten die zijn weggebleven: die van hen is 0. Dat er meer zullen vertrekken zit er niet in, dus over veel jaren is ze te hoog; een klant van een paar maanden heeft nog geen heel jaar laten zien, dus van hen is ze te laag.
    .text = De simpele regel die een voorspelling door een model moet verslaan: een klant die het nog is, gaat door zoals in het laatste jaar. Verdisconteerd zoals de verwachte waarde.
    .source = Eigen definitie van Regulars

standard_of_day = Norm van de dag
    .english = ab9bd47d9247
    .unit = nummer in de lijst
    .numerator = De norm waarover bij de dagopening van een dag wordt gesproken.
    .text = De normen van het beleid op volgorde, één per kalenderdag, en dan weer van voren af aan. Welke het is, volgt alleen uit de dag en de lengte van de lijst; elke vestiging en elk geprint blad heeft dus dezelfde. Is de lijst een aantal weken lang (7, 14, 21 …), dan geldt de laatste van een ronde twee dagen: anders zou een bedrijf dat op een vaste weekdag dicht is, nooit spreken over de normen die op die dag vallen. De eerste norm van een lijst van n valt op elke dag waarvan het nummer sinds 1970-01-01 een veelvoud van n is, bij lijsten die niet een aantal weken lang zijn.
    .source = Eigen definitie van Regulars

client_value = Waarde van een klant bij een vertrekpercentage
    .english = ec355a47eea4
    .unit = geld
    .numerator = De bijdrage die een nieuwe klant over de jaren naar verwachting brengt, van elk jaar verdisconteerd vanaf het einde ervan; wat het winnen van de klant kost, is jaar 0.
    .exclusions = Algemene kosten; aanbevelingen; jaren na het 200e.
    .text = Drie manieren naast elkaar. Vaste levensduur: elke klant blijft 1 / percentage jaren, van een deel van een jaar een deel, zoals in het artikel uit 1990; dat overschat, want wie laat vertrekt voegt na verdiscontering minder toe dan wie vroeg vertrekt eraf haalt. Geometrisch: aan het einde van elk jaar vertrekt van wie er nog is hetzelfde deel. sBG: klanten verschillen in hun kans om te vertrekken, dus de waarschijnlijke vertrekkers gaan eerst en het percentage van wie overblijft daalt; het genoemde percentage is dat van het eerste jaar. Allen betalen het eerste jaar. Zonder discontering kan de laatste manier oneindig zijn, en heeft dan geen waarde.
    .source = DOMAIN: curve uit eigen boeken; Reichheld & Sasser 1990; Fader & Hardie 2007 en 2010

defection_point = Wat één punt minder vertrek waard is
    .english = b95e0cad3b63
    .unit = geld
    .numerator = Wat klanten waard zijn bij een vertrekpercentage dat één punt (van honderd) lager is dan dat van de eenheid, min wat zij bij het eigen percentage waard zijn.
    .exclusions = Algemene kosten; wat het kost om het percentage te verlagen; aanbevelingen; wat het winnen van klanten kost, want dat is bij beide percentages gelijk.
    .text = Drie bedragen. Een nieuwe klant: wat de waarde van een klant op de dag van komst stijgt. De klanten van nu, per jaar: één op de honderd van hen die anders vertrok, blijft, en brengt wat de eigen boeken van het volgende klantjaar zeggen; niet verdisconteerd. De klanten van nu, zolang zij blijven: wat alles stijgt wat zij nog brengen, verdisconteerd, hooguit 200 jaar. Alles op de geometrische manier: elk jaar vertrekt hetzelfde deel. Is het eigen percentage een punt of minder, dan is er geen bedrag. Een percentage dat daalt tegen een prijs, door klanten vast te houden die weinig brengen, is minder waard: dit is wat dezelfde klanten brengen als er minder van hen vertrekken.
    .source = DOMAIN: curve uit eigen boeken; Reichheld & Sasser 1990; Reinartz & Kumar 2002

referral_plan = Planrekenaar
    .english = 3e7825ef93bd
    .unit = geld per jaar
    .numerator = Klanten die via één klant kwamen, rechtstreeks of via anderen, maal wat een klant in een jaar bijdraagt.
    .exclusions = Algemene kosten, en wat bedienen en verrassen kost; klanten die anders kwamen.
    .text = Eén klant in jaar 1. Aanbevelingen zijn zoveel nieuwe klanten als elke klant stuurt: meteen en niet verder, eens in het jaar na de komst, of elk jaar. Van de klanten van een jaar vertrekt aan het einde het vertrekpercentage, en alleen wie blijft beveelt aan. Is er een markt opgegeven, dan treft elke aanbeveling daarvan wie dan ook, zodat meerdere dezelfde persoon kunnen treffen, en sommige iemand die al kwam. Zonder vertrek en markt geeft het de bedragen van de brontekst, die geen bedrijf ooit zag: het is het plafond van een plan, om naast hetzelfde met beide te lezen.
    .source = DOMAIN: waarde; brontekst 003

tenure_contribution = Bijdrage per klantjaar
    .english = 86c31e72c70b
    .unit = geld per klant
    .numerator = De bijdrage in een klantjaar van alle klanten die aan dat jaar begonnen.
    .denominator = Klanten die aan dat klantjaar begonnen en voor wie het voorbij is.
    .exclusions = Algemene kosten; jaren die niet voorbij zijn; jaren waaraan minder klanten begonnen dan het minimum van het beleid, en alle latere.
    .text = Het eerste jaar van een klant begint op de dag van het eerste bezoek of contract in de boeken, het tweede een jaar later op dezelfde datum, enzovoort; wie al kwam voordat de boeken begonnen, telt daarin als nieuw. Een jaar is voorbij als het zo lang geleden eindigde als de vervalregel nodig heeft om van een klant met het huisritme te zeggen dat die weg is: bij een later einde kon van niemand te zien zijn dat die ging. Wie weg is, weggebleven of zo gemeld, begon aan de jaren tot en met dat van het laatste bezoek (of van het einde van het contract); van wie het bedrijf zelf afscheid nam, tellen de hele jaren daarvóór; wie er nog is, begon aan alle. Met een 95%-interval door klanten opnieuw te trekken.
    .source = DOMAIN: curve uit eigen boeken; Reichheld & Sasser 1990; Efron & Tibshirani 1993

tenure_survival = Klanten die er nog zijn, per klantjaar
    .english = b16785aeda09
    .unit = procent van de klanten
    .numerator = Het product, over de jaren tot en met dat jaar, van het deel van de klanten dat bleef: wie aan het jaar begon, min wie erin vertrok.
    .denominator = Klanten die aan het jaar begonnen en voor wie het voorbij is, jaar voor jaar.
    .exclusions = Jaren die niet voorbij zijn; jaren waaraan minder klanten begonnen dan het minimum van het beleid, en alle latere.
    .text = Wie weg is, weggebleven of zo gemeld, vertrok in het jaar van het laatste bezoek (of van het einde van het contract), en geldt vanaf het einde daarvan als weg; van wie het bedrijf zelf afscheid nam, vertrok niet, en telt voor de hele jaren daarvóór. Het deel dat in een jaar vertrok staat er met het 95%-interval van Wilson, het deel dat er nog is met een interval door klanten opnieuw te trekken. Klanten die pas kwamen, tellen voor de jaren die voorbij zijn, zodat zij het verleden niet mooier of lelijker maken.
    .source = DOMAIN: curve uit eigen boeken; Kaplan & Meier 1958, per heel jaar; Wilson 1927

years_ahead = Wat een klant van nu in tien jaar waard is
    .english = 5195659ba0a3
    .unit = geld per klant
    .numerator = De bijdrage die de nu actieve klanten de komende tien jaar naar verwachting brengen, van elk jaar verdisconteerd vanaf het einde ervan.
    .denominator = Klanten die nu actief zijn.
    .exclusions = Algemene kosten; wat het winnen van klanten kost, want dat is betaald; aanbevelingen.
    .text = Het eerste van de tien jaren is het klantjaar waarin een klant nu is. Elk jaar brengt wat de eigen boeken van dat klantjaar zeggen; aan het einde vertrekt het eigen vertrekpercentage van de eenheid, en wie vertrok brengt niets meer. Een gemiddelde over klanten die verschillen: over één klant in het bijzonder zegt het weinig. Met een 95%-interval door klanten opnieuw te trekken.
    .source = DOMAIN: regel voor bij het loon; Reichheld & Sasser 1990

value_at_stake = Waarde op het spel
    .english = 4031f5de4253
    .unit = geld
    .numerator = De bijdrage van de klant in de 12 maanden tot en met de peildag.
    .exclusions = Fooien en alle algemene kosten; wat de klant meer had kunnen besteden dan vorig jaar, en wie de klant aanbeveelt.
    .text = Wat de klant in een jaar opbracht, als eenvoudige maat voor wat een jaar zonder deze klant zou kosten. Het is geen voorspelling: bij een klant die al minder vaak kwam, staat minder op het spel. Hierop zijn klanten die over tijd zijn gesorteerd, zodat wie het meest telt als eerste wordt gebeld.
    .source = Eigen definitie van Regulars

most_valuable = Waardevolste klanten
    .english = 2ca3f23023ce
    .unit = geld
    .numerator = Bijdrage van de 12 maanden tot en met de peildag, naast die sinds het begin en die welke voor de komende 12 maanden wordt verwacht.
    .exclusions = Algemene kosten; wat de klanten brengen die zij aanbevolen, want dat wordt apart verteld.
    .text = Klanten in de volgorde van wat ze in 12 maanden brachten; gelijke in de volgorde van hun codes. Verwacht volgens de eenvoudige regel: de komende 12 maanden brengen wat de laatste 12 brachten, maar van klanten die weg zijn (weggebleven, vertrokken of door ons losgelaten) wordt niets verwacht. De regel kent ritme noch trend, en van een klant van enkele maanden kent hij alleen die maanden.
    .source = Eigen definitie van Regulars

concentration = Concentratiecurve
    .english = 04aad1ad5fda
    .unit = procent van de bijdrage
    .numerator = Bijdrage van de klanten, uit de top 1, 5, 10 of 20 procent, die het meeste brachten.
    .denominator = Bijdrage van alle klanten van de eenheid, na aftrek van wat klanten met een negatieve bijdrage kostten.
    .exclusions = Klanten die nooit kwamen; voor de 12 maanden ook klanten die aan niemand zijn toegerekend. Algemene kosten.
    .text = Klanten in de volgorde van hun bijdrage, de hoogste eerst; een deel van een klant telt als een hele. Klanten die meer kostten dan ze brachten staan achteraan en worden geteld: door hen kan de curve boven 100% stijgen voordat ze daar weer op uitkomt. Zonder bijdrage boven nul in totaal valt er geen aandeel te noemen. Het interval van 95% is dat van een bedrijf dat zijn klanten bij toeval trekt uit vele zoals deze (door linearisatie); minder klanten dan het minimum van het beleid zijn te weinig om te zeggen.
    .source = Lorenz 1905; interval: Beach & Davidson 1983, Cowell & Flachaire 2007

bread_and_butter = Dagelijks brood
    .english = 653334c9fb2c
    .unit = procent van de bijdrage
    .numerator = Bijdrage met één dienst of product in de 12 maanden tot en met de peildag, van de waardevolste klanten.
    .denominator = Bijdrage van dezelfde klanten met alles wat zij in die maanden kochten.
    .exclusions = Terugbetalingen, die niet zeggen waarvoor ze waren; algemene kosten.
    .text = De waardevolste klanten zijn de top 20% (of zoals gevraagd) naar bijdrage van de 12 maanden onder de klanten die daarin iets kochten; wie evenveel bracht als de laatste van hen telt mee. Ernaast staat welk deel van deze klanten de dienst of het product kocht, en welk deel van alle anderen, beide met het 95%-interval van Wilson, en hoeveel keer zoveel van de waardevolste het kopen (95%-interval op logaritmische schaal). De waardevolste klanten komen vaker en kopen dus van alles meer: wat opvalt is een verhouding die ruim boven de andere ligt.
    .source = Eigen definitie van Regulars; Wilson 1927; verhouding: Katz, Baptista, Azen & Pike 1978

gaps = Kansen
    .english = c12794232fbb
    .unit = keer zo waarschijnlijk
    .numerator = Van de klanten die in de 12 maanden tot en met de peildag één dienst of product kochten, het deel dat ook een ander kocht: de zekerheid.
    .denominator = Van alle klanten die in die maanden iets kochten, het deel dat dat andere kocht. Het quotiënt van beide is de lift.
    .exclusions = Diensten en producten die minder klanten kochten dan het minimum van het beleid, en die buiten de 256 die de meeste klanten kochten; bezoeken waarvan de regels niet bekend zijn, en terugbetalingen.
    .text = Klanten die hetzelfde kopen lijken op elkaar; een kans is een andere dienst of een ander product dat zij vaker kopen dan toeval verklaart, en dat een klant die het eerste koopt niet koopt. Elk paar wordt beproefd met de exacte toets van Fisher, en van de genoemde paren berust naar verwachting hoogstens 5% op toeval (Benjamini & Hochberg); beide moeten samen zijn gekocht door minstens het minimum aan klanten van het beleid, de steun, en de ondergrens van de lift moet 1,2 of meer zijn: minder zegt een klant niets. De zekerheid heeft het 95%-interval van Wilson, de lift een interval op logaritmische schaal (door linearisatie). De kansen van een klant zijn die met de hoogste ondergrens van de lift. Het is samenhang: wie vaak komt koopt van alles meer, en sommige dingen zijn nooit voor dezelfde klant. Het zegt wat het vragen waard is, niet dat de klant zou kopen.
    .source = Agrawal, Imieliński & Swami 1993; Brin, Motwani, Ullman & Tsur 1997; Fisher 1935; Benjamini & Hochberg 1995; interval van de lift: deltamethode, Agresti 2013, 3.1

earning_power = Verdienvermogen
    .english = 5bc456601b9b
    .unit = geld per jaar
    .numerator = Bijdrage van de 12 maanden tot en met de peildag van klanten die de ster heel hebben, min die van verder vergelijkbare klanten die er niets van hebben: het gemiddelde over groepen vergelijkbare klanten, elk naar hoeveel daarin de ster missen.
    .exclusions = Klanten met een halve ster, klanten voor wie het te vroeg is, en klanten die aan niemand zijn toegerekend; groepen met minder dan twee klanten van een van beide soorten, die worden geteld. Algemene kosten.
    .text = Vergelijkbaar zijn klanten die van elke andere ster hetzelfde hebben en even lang geleden voor het eerst kwamen (minder dan 3, 6, 12, 24, 60 maanden, of langer). Vindt zo minder dan de helft van wie de ster mist een vergelijking, dan telt van de andere sterren alleen of ze heel zijn. Het interval van 95% is dat van het gemiddelde verschil over groepen (variantie van Neyman, t-verdeling); minder vergeleken klanten van een van beide soorten dan het minimum van het beleid zijn te weinig om te zeggen. Voor een medewerker of vestiging: klanten die de ster missen, maal het verschil. Die van meerdere sterren worden opgeteld alsof elk interval aan hetzelfde einde lag. Het is samenhang: wie graag komt heeft sterren en besteedt; niemand weet of het winnen van de ster het geld brengt. En de ster en de bijdrage zijn van dezelfde 12 maanden: een ster voor productbesteding bestaat uit verkopen die in de bijdrage zitten.
    .source = DOMAIN: verdienvermogen; Neyman 1923; Cochran 1968; vrijheidsgraden: Satterthwaite 1946

win_back = Teruggewonnen na contact
    .english = 4a0e37a4dbcf
    .unit = procent van de benaderde klanten
    .numerator = Van de klanten die benaderd zijn om hen terug te winnen: wie kwam, of een contract begon of verlengde, binnen 90 dagen na de dag van het eerste contact.
    .denominator = Klanten met een opvolging om hen terug te winnen en daarop een contact dat werd beantwoord of een bericht achterliet, 90 dagen geleden of langer.
    .exclusions = Contacten waarop niemand antwoordde. Contacten van minder dan 90 dagen geleden, ook van wie al kwam: alleen die meetellen zou vleien. Wie onder meer opvolgingen is benaderd, telt voor elke.
    .text = Geteld vanaf het eerste contact van elke opvolging, met wat op het moment van het rapport bekend is. Met het 95%-interval van Wilson; minder klanten dan het minimum van het beleid zijn te weinig om iets te zeggen. Het is samenhang: sommigen waren zonder telefoontje ook teruggekomen, en wie het eerst wordt gebeld, is niet als de anderen.
    .source = Eigen definitie van Regulars; Wilson 1927

win_back_value = Waarde van wie weg is
    .english = 7f1efea1f550
    .unit = geld
    .numerator = De bijdrage van de klant in het beste van de eigen jaren, en in het laatste.
    .exclusions = Fooien en alle algemene kosten. Klanten die overleden, verhuisden of die wij lieten gaan, en klanten wier beste jaar niets opleverde: zij staan niet op de lijst.
    .text = Jaren worden teruggeteld vanaf het laatste bezoek: het laatste jaar is de 12 maanden tot en met dat bezoek. De lijst staat op volgorde van het laatste jaar, daarna het beste. Het is wat de klant waard was, en geen voorspelling van wat een teruggewonnen klant waard zou zijn.
    .source = Eigen definitie van Regulars

status = Status
    .english = ceb1714fba9e
    .unit = toestand
    .numerator = De toestand van de klant aan het einde van de peildag.
    .exclusions = Een melding die is teruggenomen. Wie nooit kwam, blijft prospect, wat er ook wordt gemeld.
    .text = prospect: in het bestand, nooit gekomen. nieuw: één keer gekomen. actief: twee bezoekdagen of meer, en de huidige tussenpoos is binnen het deel van het eigen interval dat het beleid noemt (standaard 1,25 keer). over tijd: daar voorbij, nog niet weggebleven. weggebleven: volgens de vervalregel van het beleid (own: de huidige tussenpoos is meer dan 2 keer het eigen interval; fixed: meer dan zo veel dagen; contract: niet verlengd vóór de einddatum en de dagen respijt; model: over tijd, en de kans nog klant te zijn is kleiner dan het deel dat het beleid noemt, met een eigen deel voor wie één keer kwam; zonder opgeslagen model als own met 2 keer). vertrokken: vanaf die dag als vertrokken gemeld, met een reden. door ons laten gaan: hetzelfde, maar het bedrijf nam afscheid van de klant; zulke klanten tellen apart. teruggekeerd: de tussenpoos vóór de laatste bezoekdag was volgens wat toen bekend was een wegblijven, of de laatste bezoekdag is de eerste na een gemeld vertrek, en de klant is niet opnieuw over tijd. Onder de contractregel wordt een klant die nooit een contract had, beoordeeld met 2 keer het eigen interval.
    .source = Eigen definitie van Regulars

channel = Kanaal
    .english = 81a527950b82
    .unit = kanaal
    .numerator = Hoe de klant de zaak heeft gevonden, in de woorden van de zaak, zoals bekend op het moment van het rapport; van klanten van wie er geen bekend is: of bekend is dat een andere klant hen had aanbevolen op de dag aan wiens einde de klant wordt beoordeeld.
    .exclusions = Klanten van wie geen kanaal bekend is en die niemand aanbeval, staan als zodanig vermeld.
    .text = Wat bekend is gaat voor, ook bij een klant die door een ander is aanbevolen: de zaak kan het beter weten. Namen die alleen in hoofdletters of blanco's verschillen zijn één kanaal, vermeld in de spelling van de meeste klanten. Wie in het grootboek is aanbevolen en van wie geen kanaal bekend is, staat als aanbevolen, samen met wie een kanaal met die naam heeft ('referred'). Een kanaal is wat de zaak heeft genoteerd: vergelijk kanalen alleen waar het bij de meeste klanten is genoteerd.
    .source = Eigen definitie van Regulars

first_year = Cohort per jaar
    .english = bbccb1213c67
    .unit = kalenderjaar
    .numerator = Het kalenderjaar waarin de klant voor het eerst kwam, of waarin het eerste contract begon als dat eerder was.
    .exclusions = Klanten die nooit kwamen.
    .text = Het jaar is dat van de eerste dag in de boeken, zoals bekend op het moment van het rapport: een klant die er al was voordat de boeken begonnen, telt in het jaar van het eerste bezoek daarin, zodat het eerste cohort van de boeken al die klanten bevat.
    .source = Eigen definitie van Regulars

main_category = Hoofdcategorie
    .english = afcebd862f71
    .unit = categorie
    .numerator = De categorie van diensten waarvoor de klant op de meeste dagen kwam in de 12 maanden tot en met de dag aan wiens einde de klant wordt beoordeeld.
    .exclusions = Klanten zonder een regel met een categorie in die maanden: zij staan als zodanig vermeld. Afspraken die niet zijn nagekomen, terugbetalingen en fooien.
    .text = Dagen tellen, geen regels: twee regels van één categorie op één dag zijn er één. Van categorieën met evenveel dagen die van de latere dag; daarvan de eerste op naam. Een contract telt als één dag van zijn categorie waar het in die maanden begon, werd verlengd of loopt. Producten tellen alleen voor klanten die er geen dienst en geen contract in hadden: een dienst zegt meer over waarvoor een klant komt.
    .source = Eigen definitie van Regulars
