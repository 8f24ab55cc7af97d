"""Orders to forget in English, German, Dutch and the languages of Scandinavia."""

from typing import Final

from mcp_mem0.domain.text.orders.grammar import Grammar

ENGLISH: Final = Grammar(
    imperatives="delete|erase|forget|purge|remove|wipe|unlearn|discard|expunge|unremember"
    "|obliterate|deleting|erasing|forgetting|start over|start afresh|start fresh|start anew"
    "|start from scratch|begin again|scratch that|strike that|factory reset|memory reset"
    "|memory wipe|hard reset|act as if you never|act as though you never|pretend you never"
    "|pretend ~ you ~ know|pretend not to know|act as if you ~ know|clean slate|blank slate",
    infinitives="delete|erase|forget|purge|remove|wipe|unlearn|discard|expunge|obliterate|scrub"
    "|deleting|erasing|forgetting|wiping|removing|purging",
    loose="drop|strike|strike out|strike off|get rid of|clear|clear out|clear away|clean|scrub"
    "|clean out|disregard|ignore|scrap|scratch|scratch out|undo|reset|empty|nuke|throw away"
    "|throw out|toss|toss out|dump|ditch|void|invalidate|cancel|retract|revoke|overwrite|flush"
    "|destroy|eliminate|expire|retire|close|end|stop|archive|let go of|cross out|cross off"
    "|rub out|blank|blank out|zero|zero out|format|reinitialize|reinitialise|unsay|take back"
    "|kill|trash|bin|omit|withdraw|annul|nullify|negate|suppress|cut|lose|abandon|dismiss|shred"
    "|do away with|dispose of|rid yourself of|no longer use|treat|consider|regard|declare|assume"
    "|stop believing|stop using|mark|do not remember|don t remember|stop remembering|do not keep"
    "|don t keep|close out|terminate|neither keep|do not retain|don t retain|do not store"
    "|stop storing|stop keeping|strip|leave out|throw ~ away|throw ~ out",
    gone="deleted|erased|forgotten|removed|dropped|cleared|wiped|discarded|purged|ignored"
    "|disregarded|scrapped|reset|struck|emptied|destroyed|eliminated|retracted|revoked"
    "|invalidated|expunged|unlearned|unlearnt|obliterated|go|disappear|vanish|remain|stay"
    "|stays|survive|survives|kept|retained|stored|empty|blank|clean|deletion|erasure"
    "|removal|persist|persists|annulled|nullified|rescinded|eradicated|scrubbed",
    requests="you ~ must|you ~ should|you ~ shall|you have to|you ve to|you need to|you ought to"
    "|you are to|you re to|you are required to|you are ordered to|you are asked to|must you"
    "|you are hereby|you are instructed to|you are obliged to|you are free to|you may|you can"
    "|you could|you will|you ll|you d better|you had better|you might|can you|could you|will you"
    "|would you|may i ask you to|i ask you to|i asked you to|ask you to|asks you to|asked you to"
    "|want you to|wants you to|need you to|needs you to|like you to|love you to|order you to"
    "|beg you to|command you to|instruct you to|instructed you to|told you to|tell you to"
    "|expect you to|urge you to|require you to|request you to|request that you|demand that you"
    "|advise you to|allow you to|authorise you to|authorize you to|prefer you to|for you to"
    "|that you|if you|would you mind|do you mind|how about|why don t you|the system must"
    "|the memory must|the assistant must|the assistant should|the ai should|the ai must"
    "|assistant must|assistant should|ai must|let the memory|make sure you|make sure to"
    "|be sure to|be so kind as to|be so good as to|remember to|feel free to|go ahead and"
    "|your task is to|your job is to|your duty is to|you were told to|you were asked to"
    "|is asking you to|wishes you to|i would ask you to|thing to do is|insist that you",
    duties="must|should|shall|have to|has to|need to|needs to|ought to|can|may|be|is to|are to"
    "|necessary|required|essential|it is time to|best to|better to|obliged to|let|let s"
    "|lets|order that|demand that|ask that|request that|insist that|demands that"
    "|requests that|let us|had better|time to|is best|needs|deserves to|hereby|request"
    "|requests|requested|demand|demands|demanded|said to|says to|told to|asks to|orders to"
    "|ordered to|make sure|ensure|see to it|sees to it|expect|insist|insists|i want|want"
    "|exercise my right",
    governors="decided to|decide to|chose to|had to|agreed to|managed to|began to|started to"
    "|went on to|forced to|got to|helped|made us|made me|let me|wanted to|was told to|want to"
    "|were told to|told me to|asked me to|plan to|planned to|going to|got round to|hope to"
    "|tried to|try to|trying to|able to|used to|promised to|refused to|preferred to|ll|will",
    subjects="i|we|they|he|she|who|everybody|everyone|somebody|someone|nobody",
    own="my|our|his|her|their|its",
    total="all|everything|every|any|anything|whatever|entire|whole|each|nothing|none|above"
    "|previous|prior|earlier|full|complete|total|no|so far",
    memory="memory|memories|fact|facts|note|notes|record|records|knowledge|entries|entry|data"
    "|profile|information|recollections|recollection|slate|statements|storage|stored|saved"
    "|database|file|files|trace|traces|details|everything stored|everything saved",
    known="what you know|what you ve|what you have|what you remember|what you learned"
    "|what you learnt|what you were told|what you believe|what you think you know"
    "|everything you ~ know|everything you ve|everything you have|everything you remember"
    "|everything you learned|everything you were told|all you know|all you remember"
    "|all you have|all you ve|all that you ~ know|all that you|all of what you"
    "|that you know|that you remember|that you have stored|that you ve stored"
    "|that you have learned|anything you know|anything you have|anything you remember"
    "|anything you ve|whatever you know|whatever you have|whatever you remember"
    "|whatever you ve|things you know|facts you know|your memory|your memories|your ~ facts"
    "|your ~ notes|your ~ records|your ~ knowledge|your ~ entries|your ~ data"
    "|your ~ storage|your ~ database|your recollection*|your ~ memory|your ~ memories"
    "|your mind|your head|the memory|the memories|in memory|from memory|stored facts"
    "|known facts|stored memories|saved memories|on record|on file|everything i ~ told you"
    "|all i ~ told you|all that i ~ told you|everything i ~ said|all i ~ said"
    "|everything that i ~ said|everything that i ~ told|you ve learned|you ve stored"
    "|you have stored|you have learned|you have saved|you stored|you saved|you recorded"
    "|you have on|you ve got on|you hold on|you hold about|is known about|known about"
    "|what is known|everything known|all that is known|all that was said|all stored"
    "|everything stored|the stored|who i am|that i exist|this conversation"
    "|our conversations|everything saved|everything recorded|your knowledge|your brain"
    "|all your|trace ~ in your memory|you keep about|you keep on|you have about"
    "|you ve got about|you have of me|you got on|everything you ~ have|what you ~ hold"
    "|you possess",
    asides="as you know|as you may know|as you ll know|like you know|as you all know"
    "|as you remember|as you may remember|as you will remember|you know that|in my memory",
    ignorance="you ~ know|you ~ remember|you ~ recall|you ~ have ~ memory|you ~ have ~ memories"
    "|you ~ have ~ knowledge|in your memory|in your memories|in your notes|in memory|you ~ heard of"
    "|you ~ met|you ~ knew|you ~ have ~ record|you ~ have ~ records|you ~ idea who",
    nothing="nothing|anything|never|no memory|no memories|no knowledge|no record|no records"
    "|not a thing|no longer know|no longer remember|don t know me|do not know me"
    "|no idea who|don t know who i am|any memory|any memories|not know ana|no recollection"
    "|no longer know me|never knew me|never met me|never heard of|don t know who"
    "|do not know who",
    void="true|false|wrong|invalid|obsolete|outdated|void|valid|holds|hold|over|incorrect"
    "|untrue|lies|lie|null|nonsense|expired|correct|gone|mistaken|right|applies|apply|stands"
    "|empty|blank|erased|deleted|wiped|worthless|meaningless|counts|count|remain|remains"
    "|a lie|made up|fiction|exists|exist",
    negations="not|never|don t|won t|didn t|doesn t|can t|cannot|couldn t|wouldn t|nobody"
    "|hardly|nor|without",
    fillers="please|pls|just|now|then|also|kindly|so|and|or|okay|ok|hey|hi|hello|assistant|ai|a|my"
    "|claude|you|must|should|shall|have|to|need|can|could|will|would|lets|let|us|s|go|ahead"
    "|immediately|first|next|finally|simply|do|ask|order|command|beg|like|d|the|time|is"
    "|it|better|best|instead|system|attention|important|note|all|your|rules|ignore|previous"
    "|instructions|dear|model|memory|therefore|thus|hence|always|from|on|today|no|yes|oh|well"
    "|right|quickly|completely|totally|entirely|permanently|fully|actually|again|at once|at"
    "|once|hereby|thanks|sorry|never mind|mind|look|listen|robot|bot|computer|friend|guys|ever"
    "|forever|irrevocably|everything|anything|this|that|it s|in|order|new|task|step|one|two",
    dependents="if you ~ forgot|if you ~ deleted|if you ~ erased|if you ~ removed|if you ~ wiped"
    "|that you ~ forgot|you ~ d forget|you ~ d delete|have you ~ forget|have you ~ delete"
    "|you forgetting|you deleting|you erasing|as if we never|as though we never"
    "|as if we had never|as if we just met|like we never met|you ~ deleted it"
    "|i ~ request erasure|i ~ request deletion|forgotten by you",
)

GERMAN: Final = Grammar(
    imperatives="lösche|lösch|löscht|vergiss|vergesse|vergesst|entferne|entfern|entfernt|tilge"
    "|tilg|radiere|wische|löschen sie|vergessen sie|entfernen sie|tilgen sie|vernichte"
    "|vernichten sie|verlerne|eliminiere|eliminieren sie|lass alles fallen|wirf alles weg"
    "|fang von vorne an|fange von vorne an|tu so ~ als ~ nie|tu so als ~ nichts",
    infinitives="löschen|vergessen|entfernen|tilgen|vernichten|ausradieren|auslöschen|verwerfen"
    "|wegwerfen|ignorieren|streichen|leeren|wegwischen|eliminieren|zurücksetzen|aufräumen",
    dependents="du ~ vergisst|löschst|entfernst|du ~ tilgst|du ~ leerst|wenn du ~ vergessen"
    "|wenn du ~ löschen|wenn sie ~ vergessen|wenn sie ~ löschen würden|wenn du ~ vergäßest"
    "|du ~ vergessen würdest|du ~ löschen würdest|sie ~ löschen würden"
    "|sie ~ vergessen würden|dass sie ~ löschen|dass sie ~ vergessen",
    loose="ignoriere|ignorier|ignoriert|streiche|streich|verwirf|verwerfe|leere|leer|räume"
    "|ignorieren sie|streichen sie|verwerfen sie|leeren sie|setze|setz|setzen sie|wirf"
    "|werfen sie|schmeiß|missachte|missachten sie|bereinige|bereinigen sie|säubere|behalte nichts"
    "|merke dir nichts|merk dir nichts|betrachte|betrachten sie|behandle|behandeln sie",
    gone="gelöscht|vergessen|entfernt|getilgt|vernichtet|gestrichen|verworfen|geleert|ignoriert"
    "|ausgelöscht|ausradiert|verschwinden|weg|zurückgesetzt|bereinigt|löschung|entfernung"
    "|vernichtung|widerrufen|erlöschen|bleiben|bleibt|übrig|leer",
    requests="du ~ sollst|du ~ solltest|du ~ musst|du ~ kannst|du ~ darfst|du ~ könntest"
    "|du wirst|du hast ~ zu|sie ~ sollten|sie haben ~ zu|kannst du|könntest du|würdest du"
    "|wirst du|könnten sie|können sie bitte|würden sie|ich bitte dich|ich bitte sie|bitte dich"
    "|fordere dich|fordere sie|befehle dir|befehle ihnen|verlange|ich möchte dass du"
    "|ich will dass du|dich zu|sollst du|musst du|solltest du|dass du|dass sie ~ sollen"
    "|sei so gut|seien sie so gut|seien sie so freundlich|magst du|möchtest du|sie müssen bitte",
    duties="muss|müssen|soll|sollen|sollte|sollten|ist zu|sind zu|gehört|gehören|notwendig|nötig"
    "|erforderlich|darf|es gilt|wird hiermit|werden hiermit|hiermit|bitte|hat zu|haben zu"
    "|möge|mögen|beantrage|verlange|verlangt|fordere|fordert|bitte um|wünsche|ab sofort"
    "|soll nichts|möchte|will dass|ist ~ zu|sind ~ zu",
    governors="beschlossen|entschieden|beschloss|beschlossen|musste|mussten|wollte|wollten|konnte"
    "|konnten|hatte|hatten|will|werde|wurde|wurden|durfte|habe|hat",
    subjects="ich|wir|er|man|mir|uns|ihm|ihr|jemand",
    own="mein*|unser*|sein*|ihre|ihren",
    total="alles|alle|allen|aller|sämtliche*|jede|jeden|jedes|jegliche*|ganze|ganzes|ganzen"
    "|gesamte*|komplette*|vollständig|nichts|kein*",
    memory="gedächtnis*|erinnerung*|speicher*|fakten|notizen|wissen|daten|informationen|information"
    "|einträge|eintrag|angaben|aufzeichnungen|gespeicherte*|kenntnisse|profil",
    known="was du ~ weißt|was du ~ kennst|was sie ~ wissen|alles du weißt|was du ~ gelernt"
    "|was du ~ gespeichert|was du ~ gemerkt|was sie ~ gespeichert|dein gedächtnis|deinem gedächtnis"
    "|dein wissen|deine erinnerungen|deinen erinnerungen|deinen speicher|dein speicher"
    "|deinem speicher|ihr gedächtnis|ihr ~ wissen|ihren speicher|ihre erinnerungen|deine daten"
    "|deine notizen|deine aufzeichnungen|ihre aufzeichnungen|deine ~ erinnerung*|dein ~ wissen"
    "|dein ~ gedächtnis|das gedächtnis|was dir ~ gesagt|was ich dir ~ gesagt|was ich ~ gesagt"
    "|was ich ~ erzählt|alles gesagte|alles gespeicherte|alles bekannte|gespeicherte wissen",
    asides="wie du ~ weißt|wie sie ~ wissen|wie ihr ~ wisst|wie bekannt|du weißt ja|sie wissen ja",
    ignorance="du ~ weißt|weißt du|sie wissen|wissen sie|du ~ kennst|kennst du|du ~ erinnerst"
    "|erinnerst du|erinnerst dich|du hast ~ erinnerung*|hast du ~ erinnerung*|du hast ~ wissen"
    "|in deinem gedächtnis|in deinem speicher|du ~ vergessen|hast du ~ vergessen|du hast ~ gehört"
    "|dein gedächtnis ist",
    nothing="nichts|gar nichts|keine|keinerlei|kein|nie|niemals|leer|an nichts|kennst mich nicht"
    "|kennen mich nicht|mich nicht mehr|weißt nicht wer|nicht wer ich",
    void="falsch|ungültig|nichtig|veraltet|hinfällig|gelogen|unwahr|unwirksam|wertlos|leer|gelöscht"
    "|erfunden|überholt|gegenstandslos",
    negations="nicht|nie|niemals|kein|keine|keinen|nichts",
    fillers="bitte|nun|jetzt|dann|also|und|oder|doch|mal|einfach|sofort|gleich|ja|nein|hallo|hey"
    "|assistent|claude|ki|liebe|lieber|umgehend|unverzüglich|endlich|danach|zuerst|komplett"
    "|vollständig|ganz|alles|alle|ab|heute|hiermit|auch|so|los|na|system",
    is_negated_after=True,
)

DUTCH: Final = Grammar(
    imperatives="vergeet|wis|verwijder|verwijdert|schrap|vernietig|gooi alles weg|begin opnieuw"
    "|doe alsof je ~ niets|doe alsof je ~ nooit|delete",
    infinitives="vergeten|wissen|verwijderen|schrappen|vernietigen|weggooien|deleten|leegmaken"
    "|uitwissen",
    loose="negeer|schrap|leeg|gooi|maak ~ leeg|ruim|reset|beschouw|onthoud niets|haal ~ weg",
    gone="gewist|verwijderd|vergeten|geschrapt|vernietigd|weg|uitgewist|genegeerd|verdwijnen"
    "|verwijdering|overblijven|leeg",
    requests="je ~ moet|u ~ moet|jij ~ moet|moet je|moet u|je ~ mag|u mag|kun je|kan je|kunt u"
    "|kunt je|wil je|wilt u|zou je|zou u|dat je|dat u|dat jij|ik vraag je|ik verzoek u|vraag je om"
    "|verzoek u|je hoort|je dient|u dient|je zult|beveel je|vraag u om|wees zo goed",
    duties="moet|moeten|dient|dienen|hoort|horen|mag|mogen|nodig|gelieve|zou moeten|noodzakelijk"
    "|hierbij|verzoek|eis|vraag om|wil dat|vanaf nu",
    governors="besloten|besloot|moest|moesten|wilde|heb|hebben|heeft|had|wil|ga|gaan|gaat|ging",
    subjects="ik|we|wij|hij|zij|ze|men|iemand",
    own="mijn|ons|onze|zijn|haar|hun",
    total="alles|alle|al|elke|ieder|iedere|hele|geheel|volledige|niets|geen",
    memory="geheugen|herinneringen|feiten|gegevens|notities|informatie|kennis|data|opgeslagen",
    known="wat je ~ weet|wat u ~ weet|wat jij ~ weet|alles je weet|je geheugen|uw geheugen"
    "|jouw geheugen|je herinneringen|uw herinneringen|je kennis|uw kennis|het geheugen"
    "|wat je ~ hebt|wat ik ~ gezegd|wat ik ~ verteld|je notities|uw gegevens|uit je geheugen",
    asides="zoals je ~ weet|zoals u ~ weet|zoals jullie ~ weten|je weet dat",
    ignorance="je ~ weet|weet je|u ~ weet|weet u|jij weet|je ~ kent|ken je|je herinnert"
    "|herinner je|in je geheugen|je hebt ~ herinnering*",
    nothing="niets|niks|geen|nooit|leeg|kent me niet|ken je me niet|kent mij niet|niet wie",
    void="onwaar|fout|ongeldig|verouderd|vervallen|leeg|gelogen|nietig|achterhaald",
    negations="niet|nooit|geen",
    fillers="alsjeblieft|alstublieft|a u b|aub|nu|dan|en|of|maar|gewoon|meteen|direct|onmiddellijk"
    "|hallo|hoi|hey|assistent|claude|graag|eens|even|nou|ja|nee|alles|voortaan",
    is_negated_after=True,
    dependents="dat je ~ vergeet|dat u ~ vergeet|dat je ~ wist|dat u ~ wist|dat je ~ verwijdert"
    "|dat u ~ verwijdert|dat je ~ vergat|als je ~ vergeet|als je ~ zou vergeten"
    "|dat jij ~ vergeet|als je ~ verwijdert|als je ~ wilt vergeten",
)

SWEDISH: Final = Grammar(
    imperatives="glöm|glömma|radera|ta bort|tag bort|avlägsna|stryk|utplåna|sudda|börja om"
    "|låtsas ~ aldrig|låtsas ~ inget",
    infinitives="glömma|radera|ta bort|avlägsna|utplåna|rensa|tömma|stryka|slänga|kasta|sudda ut",
    loose="ignorera|rensa|stryk|släng|töm|kasta|nollställ|bortse|återställ|strunta",
    gone="raderas|raderat|raderad|raderade|glömmas|tas bort|tagits bort|borttagen|borttagna"
    "|avlägsnas|strykas|rensas|glömd|glömda|försvinna|tömt|radering|borttagning|kvar|tomt",
    requests="du ~ måste|du ~ ska|du ~ skall|du ~ bör|du får|du borde|måste du|ska du|bör du"
    "|kan du|skulle du|vill du|att du|ber dig|snälla du|var snäll och|var vänlig|var god"
    "|du kan|beordrar dig|uppmanar dig",
    duties="måste|ska|skall|bör|borde|behöver|nödvändigt|härmed|dags att|är att|begär|kräver"
    "|vill att|från och med nu",
    governors="bestämde|beslutade|beslöt|fick|tvungna|tvungen|har|hade|ville|skulle vi|valde|vill"
    "|lyckades",
    subjects="jag|vi|de|han|hon|man",
    own="min|mitt|mina|vår|vårt|våra|hans|hennes|deras|sin|sitt|sina",
    total="allt|alla|all|varje|hela|samtliga|ingenting|inget|inga",
    memory="minne|minnet|minnen|fakta|information|uppgifter|data|anteckningar|kunskap|lagrat",
    known="du ~ vet|det du vet|ditt minne|dina minnen|dina anteckningar|din kunskap|minnet"
    "|vad du vet|allt jag sagt|allt jag ~ sagt|det jag ~ sagt|jag berättat|du minns|du har lagrat"
    "|du ~ sparat|dina data",
    asides="som du ~ vet|som ni ~ vet|du vet att",
    ignorance="vet du|du ~ vet|minns du|du minns|känner du|du känner|i ditt minne|du har ~ minne*"
    "|har du ~ minne*",
    nothing="ingenting|inget|inte något|aldrig|inga|tomt|känner mig inte|känner inte mig"
    "|inte vem jag|inte längre vem",
    void="fel|falskt|ogiltigt|ogiltiga|inaktuellt|tomt|föråldrat|osant|lögn",
    negations="inte|aldrig|ej",
    fillers="snälla|vänligen|nu|sedan|och|eller|bara|genast|hej|assistent|claude|tack|omedelbart"
    "|allt|är|så|ja|nej|ok",
    is_negated_after=True,
    dependents="du ~ glömmer|du ~ raderar|du ~ tar bort|du ~ rensar|du ~ glömde|du ~ raderade"
    "|ni ~ raderar|ni ~ glömmer|du ~ tömmer|du ~ slänger",
)

DANISH: Final = Grammar(
    imperatives="glem|slet|slett|fjern|stryk|udslet|ta bort|utslett|start forfra|begynn på nytt"
    "|lad som om du ~ aldrig|lat som om du ~ aldri|viske ut|visk ut",
    infinitives="glemme|slette|fjerne|stryge|stryke|udslette|utslette|tømme|rydde|nulstille"
    "|nullstille",
    loose="ignorer|ryd|tøm|fjern|slet|slett|smid|kast|nulstil|nullstill|se bort fra|rydd",
    gone="slettes|slettet|glemmes|glemt|fjernes|fjernet|stryges|strykes|ryddes|udslettes|tømmes"
    "|tømt|forsvinde|forsvinne|væk|sletning|sletting|tilbage|tom",
    requests="du ~ skal|du ~ må|du ~ bør|du kan|du burde|skal du|må du|bør du|kan du|kunne du"
    "|vil du|ville du|at du|beder dig|ber deg|beder jer|vær så snill|vær venlig|vær rar"
    "|vær sød|du er nødt til|pålægger dig",
    duties="skal|må|bør|burde|skulle|nødvendigt|nødvendig|hermed|på tide|er nødt|trenger|behøver"
    "|kræver|krever|anmoder|ber om|vil have at|vil at|fra nu af|fra nå av",
    governors="besluttede|besluttet|bestemte|måtte|har|havde|hadde|ville|valgte|valgt|vil|fikk|fik",
    subjects="jeg|vi|de|han|hun|man",
    own="min|mit|mitt|mine|vores|vår|vårt|våre|hans|hendes|hennes|deres|sin|sit|sine",
    total="alt|alle|al|all|hver|hele|samtlige|intet|ingenting|ingen",
    memory="hukommelse|hukommelsen|minner|minne|minnet|minder|fakta|oplysninger|opplysninger"
    "|information|informasjon|data|noter|notater|viden|kunnskap",
    known="du ~ ved|du ~ vet|det du ved|det du vet|hvad du ved|hva du vet|din hukommelse|din viden"
    "|minnet ditt|hukommelsen din|ditt minne|hukommelsen|minnet|dine minder|minnene dine"
    "|jeg har sagt|jeg ~ fortalt|kunnskapen din|dine data|du husker|du har lagret|du har gemt",
    asides="som du ~ ved|som du ~ vet|som i ~ ved|som dere ~ vet|du ved at|du vet at",
    ignorance="ved du|vet du|du ved|du vet|husker du|du husker|kender du|kjenner du|du kender"
    "|i din hukommelse|i minnet ditt|du har ~ minder|du har ~ minner",
    nothing="intet|ingenting|ikke noget|ikke noe|aldrig|aldri|ingen|tom|tomt|slet ingen"
    "|kender mig ikke|kjenner meg ikke|ikke hvem jeg|ikke længere hvem|ikke lenger hvem",
    void="forkert|falsk|ugyldigt|ugyldig|feil|forældet|foreldet|tom|tomt|usandt|usant|løgn",
    negations="ikke|aldrig|aldri",
    fillers="venligst|vennligst|nu|nå|så|og|eller|bare|straks|hej|hei|assistent|claude|tak|takk"
    "|alt|da|ja|nej|nei|omgående|er|snill|vær",
    is_negated_after=True,
    dependents="du ~ glemmer|du ~ sletter|du ~ fjerner|du ~ rydder|du ~ glemte|du ~ slettede"
    "|du ~ slettet|i ~ sletter|du ~ tømmer|dere ~ sletter",
)

GRAMMARS: Final = (ENGLISH, GERMAN, DUTCH, SWEDISH, DANISH)
