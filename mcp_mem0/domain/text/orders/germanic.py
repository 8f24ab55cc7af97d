"""Orders to forget in German, Dutch, Swedish, and Danish with Norwegian."""

from typing import Final

from mcp_mem0.domain.text.orders.grammar import Grammar

GERMAN: Final = Grammar(
    imperatives="lösche|lösch|löscht|vergiss|vergesse|vergesst|entferne|entfern|entfernt|tilge"
    "|tilg|radiere|wische|löschen sie|vergessen sie|entfernen sie|tilgen sie|vernichte"
    "|vernichten sie|verlerne|eliminiere|eliminieren sie|lass alles fallen|wirf alles weg"
    "|fang von vorne an|fange von vorne an|tu so ~ als ~ nie|tu so als ~ nichts",
    infinitives="löschen|vergessen|entfernen|tilgen|vernichten|ausradieren|auslöschen"
    "|verwerfen|wegwerfen|ignorieren|streichen|leeren|wegwischen|eliminieren|zurücksetzen"
    "|aufräumen",
    dependents="du ~ vergisst|löschst|entfernst|du ~ tilgst|du ~ leerst|wenn du ~ vergessen"
    "|wenn du ~ löschen|wenn sie ~ vergessen|wenn sie ~ löschen würden|wenn du ~ vergäßest"
    "|du ~ vergessen würdest|du ~ löschen würdest|sie ~ löschen würden|sie ~ vergessen würden"
    "|dass sie ~ löschen|dass sie ~ vergessen",
    loose="ignoriere|ignorier|ignoriert|streiche|streich|verwirf|verwerfe|leere|leer|räume"
    "|ignorieren sie|streichen sie|verwerfen sie|leeren sie|setze|setz|setzen sie|wirf|werfen sie"
    "|schmeiß|missachte|missachten sie|bereinige|bereinigen sie|säubere|behalte nichts"
    "|merke dir nichts|merk dir nichts|betrachte|betrachten sie|behandle|behandeln sie",
    gone="gelöscht|vergessen|entfernt|getilgt|vernichtet|gestrichen|verworfen|geleert"
    "|ignoriert|ausgelöscht|ausradiert|verschwinden|weg|zurückgesetzt|bereinigt|löschung"
    "|entfernung|vernichtung|widerrufen|erlöschen|bleiben|bleibt|übrig|leer",
    requests="du ~ sollst|du ~ solltest|du ~ musst|du ~ kannst|du ~ darfst|du ~ könntest"
    "|du wirst|du hast ~ zu|sie ~ sollten|sie haben ~ zu|kannst du|könntest du|würdest du"
    "|wirst du|könnten sie|können sie bitte|würden sie|ich bitte dich|ich bitte sie|bitte dich"
    "|fordere dich|fordere sie|befehle dir|befehle ihnen|verlange|ich möchte dass du"
    "|ich will dass du|dich zu|sollst du|musst du|solltest du|dass du|dass sie ~ sollen"
    "|sei so gut|seien sie so gut|seien sie so freundlich|magst du|möchtest du|sie müssen bitte"
    "|wärst du|wärest du|wären sie|hättest du|wäre es möglich|ist es möglich|so nett"
    "|so freundlich|es wäre nett|darf ich dich bitten|sorge dafür|stelle sicher|sorg dafür"
    "|man bittet dich|du darfst|du hättest|du wirst gebeten|sie werden gebeten"
    "|es ist deine aufgabe",
    duties="muss|müssen|soll|sollen|sollte|sollten|ist zu|sind zu|gehört|gehören|notwendig"
    "|nötig|erforderlich|darf|es gilt|wird hiermit|werden hiermit|hiermit|bitte|hat zu|haben zu"
    "|möge|mögen|beantrage|verlange|verlangt|fordere|fordert|bitte um|wünsche|ab sofort"
    "|soll nichts|möchte|will dass|ist ~ zu|sind ~ zu",
    governors="beschlossen|entschieden|beschloss|musste|mussten|wollte|wollten|konnte|konnten"
    "|hatte|hatten|will|werde|wurde|wurden|durfte|habe|hat",
    subjects="ich|wir|er|man|mir|uns|ihm|ihr|jemand",
    own="mein*|unser*|sein*|ihre|ihren",
    total="alles|alle|allen|aller|sämtliche*|jede|jeden|jedes|jegliche*|ganze|ganzes|ganzen"
    "|gesamte*|komplette*|vollständig|nichts|kein*",
    memory="gedächtnis*|erinnerung*|speicher*|fakten|notizen|wissen|daten|informationen"
    "|information|einträge|eintrag|angaben|aufzeichnungen|gespeicherte*|kenntnisse|profil|daten*"
    "|information*|angabe*|eintrag*|einträg*|aufzeichnung*|alles über|alles zu|alles von dem"
    "|alles was|alles von",
    known="was du ~ weißt|was du ~ kennst|was sie ~ wissen|alles du weißt|was du ~ gelernt"
    "|was du ~ gespeichert|was du ~ gemerkt|was sie ~ gespeichert|dein gedächtnis"
    "|deinem gedächtnis|dein wissen|deine erinnerungen|deinen erinnerungen|deinen speicher"
    "|dein speicher|deinem speicher|ihr gedächtnis|ihr ~ wissen|ihren speicher|ihre erinnerungen"
    "|deine daten|deine notizen|deine aufzeichnungen|ihre aufzeichnungen|deine ~ erinnerung*"
    "|dein ~ wissen|dein ~ gedächtnis|das gedächtnis|was dir ~ gesagt|was ich dir ~ gesagt"
    "|was ich ~ gesagt|was ich ~ erzählt|alles gesagte|alles gespeicherte|alles bekannte"
    "|gespeicherte wissen",
    asides="wie du ~ weißt|wie sie ~ wissen|wie ihr ~ wisst|wie bekannt|du weißt ja|sie wissen ja",
    ignorance="du ~ weißt|weißt du|sie wissen|wissen sie|du ~ kennst|kennst du|du ~ erinnerst"
    "|erinnerst du|erinnerst dich|du hast ~ erinnerung*|hast du ~ erinnerung*|du hast ~ wissen"
    "|in deinem gedächtnis|in deinem speicher|du ~ vergessen|hast du ~ vergessen|du hast ~ gehört"
    "|dein gedächtnis ist",
    nothing="nichts|gar nichts|keine|keinerlei|kein|nie|niemals|leer|an nichts"
    "|kennst mich nicht|kennen mich nicht|mich nicht mehr|weißt nicht wer|nicht wer ich"
    "|nicht ~ wer|nicht mehr ~ wer",
    void="falsch|ungültig|nichtig|veraltet|hinfällig|gelogen|unwahr|unwirksam|wertlos|leer"
    "|gelöscht|erfunden|überholt|gegenstandslos|aus deinem gedächtnis|aus ihrem gedächtnis"
    "|aus deinem speicher|aus dem gedächtnis|aus deinen daten|aus deiner erinnerung"
    "|aus deinen erinnerungen",
    negations="nicht|nie|niemals|kein|keine|keinen|nichts",
    fillers="bitte|nun|jetzt|dann|also|und|oder|doch|mal|einfach|sofort|gleich|ja|nein|hallo"
    "|hey|assistent|claude|ki|liebe|lieber|umgehend|unverzüglich|endlich|danach|zuerst|komplett"
    "|vollständig|ganz|alles|alle|ab|heute|hiermit|auch|so|los|na|system",
    is_negated_after=True,
)

DUTCH: Final = Grammar(
    imperatives="vergeet|wis|verwijder|verwijdert|schrap|vernietig|gooi alles weg"
    "|begin opnieuw|doe alsof je ~ niets|doe alsof je ~ nooit|delete",
    infinitives="vergeten|wissen|verwijderen|schrappen|vernietigen|weggooien|deleten|leegmaken"
    "|uitwissen",
    loose="negeer|schrap|leeg|gooi|maak ~ leeg|ruim|reset|beschouw|onthoud niets|haal ~ weg",
    gone="gewist|verwijderd|vergeten|geschrapt|vernietigd|weg|uitgewist|genegeerd|verdwijnen"
    "|verwijdering|overblijven|leeg",
    requests="je ~ moet|u ~ moet|jij ~ moet|moet je|moet u|je ~ mag|u mag|kun je|kan je|kunt u"
    "|kunt je|wil je|wilt u|zou je|zou u|dat je|dat u|dat jij|ik vraag je|ik verzoek u"
    "|vraag je om|verzoek u|je hoort|je dient|u dient|je zult|beveel je|vraag u om|wees zo goed"
    "|zo vriendelijk|zo goed om|zou het kunnen|is het mogelijk|zorg dat|zorg ervoor"
    "|je wordt verzocht|u wordt verzocht|je kan|je kunt|mag ik je vragen",
    duties="moet|moeten|dient|dienen|hoort|horen|mag|mogen|nodig|gelieve|zou moeten"
    "|noodzakelijk|hierbij|verzoek|eis|vraag om|wil dat|vanaf nu",
    governors="besloten|besloot|moest|moesten|wilde|heb|hebben|heeft|had|wil|ga|gaan|gaat|ging",
    subjects="ik|we|wij|hij|zij|ze|men|iemand",
    own="mijn|ons|onze|zijn|haar|hun",
    total="alles|alle|al|elke|ieder|iedere|hele|geheel|volledige|niets|geen",
    memory="geheugen|herinneringen|feiten|gegevens|notities|informatie|kennis|data|opgeslagen"
    "|gegeven*|spoor|herinnering*|aantekening*|notitie*|feit|alles over|alles wat",
    known="wat je ~ weet|wat u ~ weet|wat jij ~ weet|alles je weet|je geheugen|uw geheugen"
    "|jouw geheugen|je herinneringen|uw herinneringen|je kennis|uw kennis|het geheugen"
    "|wat je ~ hebt|wat ik ~ gezegd|wat ik ~ verteld|je notities|uw gegevens|uit je geheugen",
    asides="zoals je ~ weet|zoals u ~ weet|zoals jullie ~ weten|je weet dat",
    ignorance="je ~ weet|weet je|u ~ weet|weet u|jij weet|je ~ kent|ken je|je herinnert"
    "|herinner je|in je geheugen|je hebt ~ herinnering*",
    nothing="niets|niks|geen|nooit|leeg|kent me niet|ken je me niet|kent mij niet|niet wie"
    "|niet ~ wie",
    void="onwaar|fout|ongeldig|verouderd|vervallen|leeg|gelogen|nietig|achterhaald"
    "|uit je geheugen|uit uw geheugen|uit jouw geheugen|uit het geheugen",
    negations="niet|nooit|geen",
    fillers="alsjeblieft|alstublieft|a u b|aub|nu|dan|en|of|maar|gewoon|meteen|direct"
    "|onmiddellijk|hallo|hoi|hey|assistent|claude|graag|eens|even|nou|ja|nee|alles|voortaan",
    is_negated_after=True,
    dependents="dat je ~ vergeet|dat u ~ vergeet|dat je ~ wist|dat u ~ wist"
    "|dat je ~ verwijdert|dat u ~ verwijdert|dat je ~ vergat|als je ~ vergeet"
    "|als je ~ zou vergeten|dat jij ~ vergeet|als je ~ verwijdert|als je ~ wilt vergeten",
)

SWEDISH: Final = Grammar(
    imperatives="glöm|glömma|radera|ta bort|tag bort|avlägsna|stryk|utplåna|sudda|börja om"
    "|låtsas ~ aldrig|låtsas ~ inget",
    infinitives="glömma|radera|ta bort|avlägsna|utplåna|rensa|tömma|stryka|slänga|kasta|sudda ut",
    loose="ignorera|rensa|stryk|släng|töm|kasta|nollställ|bortse|återställ|strunta",
    gone="raderas|raderat|raderad|raderade|glömmas|tas bort|tagits bort|borttagen|borttagna"
    "|avlägsnas|strykas|rensas|glömd|glömda|försvinna|tömt|radering|borttagning|kvar|tomt",
    requests="du ~ måste|du ~ ska|du ~ skall|du ~ bör|du får|du borde|måste du|ska du|bör du"
    "|kan du|skulle du|vill du|att du|ber dig|snälla du|var snäll och|var vänlig|var god|du kan"
    "|beordrar dig|uppmanar dig|skulle du kunna|är det möjligt|se till att|vore det möjligt"
    "|så vänlig|kan ni|skulle ni|du ombeds|du uppmanas|du bör|ni måste",
    duties="måste|ska|skall|bör|borde|behöver|nödvändigt|härmed|dags att|är att|begär|kräver"
    "|vill att|från och med nu",
    governors="bestämde|beslutade|beslöt|fick|tvungna|tvungen|har|hade|ville|skulle vi|valde"
    "|vill|lyckades",
    subjects="jag|vi|de|han|hon|man",
    own="min|mitt|mina|vår|vårt|våra|hans|hennes|deras|sin|sitt|sina",
    total="allt|alla|all|varje|hela|samtliga|ingenting|inget|inga",
    memory="minne|minnet|minnen|fakta|information|uppgifter|data|anteckningar|kunskap|lagrat"
    "|uppgift*|minnena|spår|anteckning*|allt om|allt som",
    known="du ~ vet|det du vet|ditt minne|dina minnen|dina anteckningar|din kunskap|minnet"
    "|vad du vet|allt jag sagt|allt jag ~ sagt|det jag ~ sagt|jag berättat|du minns|du har lagrat"
    "|du ~ sparat|dina data",
    asides="som du ~ vet|som ni ~ vet|du vet att",
    ignorance="vet du|du ~ vet|minns du|du minns|känner du|du känner|i ditt minne"
    "|du har ~ minne*|har du ~ minne*",
    nothing="ingenting|inget|inte något|aldrig|inga|tomt|känner mig inte|känner inte mig"
    "|inte vem jag|inte längre vem|inte ~ vem",
    void="fel|falskt|ogiltigt|ogiltiga|inaktuellt|tomt|föråldrat|osant|lögn|ur ditt minne"
    "|från ditt minne|ur minnet",
    negations="inte|aldrig|ej",
    fillers="snälla|vänligen|nu|sedan|och|eller|bara|genast|hej|assistent|claude|tack"
    "|omedelbart|allt|är|så|ja|nej|ok",
    is_negated_after=True,
    dependents="du ~ glömmer|du ~ raderar|du ~ tar bort|du ~ rensar|du ~ glömde|du ~ raderade"
    "|ni ~ raderar|ni ~ glömmer|du ~ tömmer|du ~ slänger",
)

DANISH: Final = Grammar(
    imperatives="glem|slet|slett|fjern|stryk|udslet|ta bort|utslett|start forfra"
    "|begynn på nytt|lad som om du ~ aldrig|lat som om du ~ aldri|viske ut|visk ut",
    infinitives="glemme|slette|fjerne|stryge|stryke|udslette|utslette|tømme|rydde|nulstille"
    "|nullstille",
    loose="ignorer|ryd|tøm|fjern|slet|slett|smid|kast|nulstil|nullstill|se bort fra|rydd",
    gone="slettes|slettet|glemmes|glemt|fjernes|fjernet|stryges|strykes|ryddes|udslettes"
    "|tømmes|tømt|forsvinde|forsvinne|væk|sletning|sletting|tilbage|tom",
    requests="du ~ skal|du ~ må|du ~ bør|du kan|du burde|skal du|må du|bør du|kan du|kunne du"
    "|vil du|ville du|at du|beder dig|ber deg|beder jer|vær så snill|vær venlig|vær rar|vær sød"
    "|du er nødt til|pålægger dig|ville du kunne|så venlig|så snill|så sød|er det muligt"
    "|er det mulig|sørg for|kan i|kan dere|kunne i|du bedes|du bes|det er din opgave|i skal"
    "|dere må",
    duties="skal|må|bør|burde|skulle|nødvendigt|nødvendig|hermed|på tide|er nødt|trenger"
    "|behøver|kræver|krever|anmoder|ber om|vil have at|vil at|fra nu af|fra nå av",
    governors="besluttede|besluttet|bestemte|måtte|har|havde|hadde|ville|valgte|valgt|vil|fikk|fik",
    subjects="jeg|vi|de|han|hun|man",
    own="min|mit|mitt|mine|vores|vår|vårt|våre|hans|hendes|hennes|deres|sin|sit|sine",
    total="alt|alle|al|all|hver|hele|samtlige|intet|ingenting|ingen",
    memory="hukommelse|hukommelsen|minner|minne|minnet|minder|fakta|oplysninger|opplysninger"
    "|information|informasjon|data|noter|notater|viden|kunnskap|oplysning*|opplysning*|spor|minde"
    "|erindring*|alt om|alt hvad|alt som|alt det",
    known="du ~ ved|du ~ vet|det du ved|det du vet|hvad du ved|hva du vet|din hukommelse"
    "|din viden|minnet ditt|hukommelsen din|ditt minne|hukommelsen|minnet|dine minder"
    "|minnene dine|jeg har sagt|jeg ~ fortalt|kunnskapen din|dine data|du husker|du har lagret"
    "|du har gemt",
    asides="som du ~ ved|som du ~ vet|som i ~ ved|som dere ~ vet|du ved at|du vet at",
    ignorance="ved du|vet du|du ved|du vet|husker du|du husker|kender du|kjenner du|du kender"
    "|i din hukommelse|i minnet ditt|du har ~ minder|du har ~ minner",
    nothing="intet|ingenting|ikke noget|ikke noe|aldrig|aldri|ingen|tom|tomt|slet ingen"
    "|kender mig ikke|kjenner meg ikke|ikke hvem jeg|ikke længere hvem|ikke lenger hvem"
    "|ikke ~ hvem",
    void="forkert|falsk|ugyldigt|ugyldig|feil|forældet|foreldet|tom|tomt|usandt|usant|løgn"
    "|fra din hukommelse|fra hukommelsen|ut av minnet ditt|fra minnet ditt|fra hukommelsen din"
    "|ud af din hukommelse",
    negations="ikke|aldrig|aldri",
    fillers="venligst|vennligst|nu|nå|så|og|eller|bare|straks|hej|hei|assistent|claude|tak"
    "|takk|alt|da|ja|nej|nei|omgående|er|snill|vær",
    is_negated_after=True,
    dependents="du ~ glemmer|du ~ sletter|du ~ fjerner|du ~ rydder|du ~ glemte|du ~ slettede"
    "|du ~ slettet|i ~ sletter|du ~ tømmer|dere ~ sletter",
)

GRAMMARS: Final = (
    GERMAN,
    DUTCH,
    SWEDISH,
    DANISH,
)
