"""Orders to forget in Finnish and Hungarian; the Baltic languages lend a few words."""

from typing import Final

from mcp_mem0.domain.text.orders.grammar import Grammar

FINNISH: Final = Grammar(
    imperatives="unohda|unohtakaa|poista|poistakaa|pyyhi|pyyhkikää|tuhoa|tuhotkaa"
    "|aloita alusta|aloita puhtaalta pöydältä|unusta|unustage|kustuta|kustutage|aizmirsti|izdzēs"
    "|dzēs|pamiršk|ištrink|pamirškite|ištrinkite",
    infinitives="unohtaa|poistaa|pyyhkiä|tuhota|tyhjentää|hävittää|nollata|unustada|kustutada"
    "|unohtamaan|poistamaan|pyyhkimään|tyhjentämään|tuhoamaan|unohtamista|poistamista|hävittämään",
    dependents="unohdat|poistat|pyyhit|tyhjennät|tuhoat|unohtaisit|poistaisit|tyhjentäisit"
    "|unohtaisitte|poistaisitte|unohda minut",
    loose="hylkää|tyhjennä|tyhjentäkää|hävitä|hävittäkää|jätä|ohita|nollaa|eira|tühjenda"
    "|älä muista|älä säilytä|pidä",
    gone="poistettava|unohdettava|pyyhittävä|tuhottava|tyhjennettävä|poistetaan|poistettu"
    "|unohdetaan|unohdettu|hävitettävä|kadota|poistetuksi|poistamista|poistoa|poistaminen"
    "|poistettavat|poistettaisiin|unohdettaisiin|jää|jäädä|poistettaviksi",
    requests="sinun ~ täytyy|sinun ~ pitää|sinun ~ pitäisi|sinun ~ tulee|sinun ~ on"
    "|teidän ~ täytyy|teidän ~ pitää|teidän ~ tulee|voisitko|voitko|voisitteko|voitteko"
    "|pyydän sinua|pyydän teitä|pyydän|haluan että|käsken sinua|että sinä|olisitko|viitsitkö|saat"
    "|olisitko ystävällinen|olisiko mahdollista|onko mahdollista|huolehdi|varmista"
    "|sinua pyydetään|kehotan sinua|saisinko pyytää|voinko pyytää|tehtäväsi on",
    duties="täytyy|pitää|pitäisi|tulee|on|tulisi|kuuluu|täytyisi|saa|on aika|tarvitsee|vaadin"
    "|vaatii|pyydän|pyytää|tästä lähtien|haluan että|vaaditaan",
    governors="päätin|päätimme|päätti|päättivät|piti|halusin|haluttiin|onnistuin|aion|aiomme"
    "|pakko|haluan poistaa|jouduin|jouduimme|joutui|joutuivat",
    subjects="minä|me|hän|he|minun|meidän|hänen|heidän|minulta|minulle|meiltä",
    own="minun|meidän|hänen|heidän|oma|omat",
    total="kaikki|kaiken|kaikkea|kaikista|jokainen|jokaisen|koko|mitään|mikään|täysin|kõik"
    "|visu|viską|kokonaan|yhtään",
    memory="muisti|muistin|muistisi|muistosi|muistot|muistosta|tieto|tiedot|tiedon|tietoa"
    "|tietosi|faktat|faktaa|merkinnät|muistiinpanot|tallennettu|tallentamasi|tietoja|muistinne"
    "|tietoni|tietojani|tietoni kaikki|muistoja|tietojen|datani|dataani|kaikki mitä|kaikki mikä",
    known="mitä ~ tiedät|mitä ~ tiedätte|minkä ~ tiedät|jonka tiedät|muistisi|muistinne"
    "|muistin|tietosi|muistosi|mitä olen ~ sanonut|mitä olen ~ kertonut|mitä ~ kerroin"
    "|mitä ~ sanoin|mitä muistat|muistista|muististasi|tallentamasi|muististanne|tiedoistasi",
    asides="kuten ~ tiedät|kuten ~ tiedätte|niin kuin tiedät|tiedäthän|tiedät että|nagu sa tead",
    ignorance="et ~ tiedä|ette ~ tiedä|et ~ muista|ette ~ muista|et ~ tunne|muistissasi",
    nothing="mitään|yhtään|mikään|ketään|koskaan|tyhjä|tunne minua|kuka olen|muista minua"
    "|tiedä ~ kuka|muista ~ kuka",
    void="väärin|väärää|valhetta|vanhentunut*|mitätön|mitättömiä|pätemätön|tyhjä|virheellis*"
    "|muististasi|muistista|muististanne",
    negations="älä|älkää|ei|en|et|emme|ette|eivät|koskaan",
    fillers="ole|hyvä|kiltti|nyt|sitten|ja|tai|heti|hei|moi|avustaja|claude|vain|olkaa|kiitos"
    "|kaikki|siis|joo|ei|no|välittömästi|pyydän",
    is_free=True,
)

HUNGARIAN: Final = Grammar(
    imperatives="felejtsd|felejts|felejtsen|felejtse|felejtsék|felejtsetek|töröld|törölj"
    "|törölje|töröljön|töröljétek|töröljed|semmisítsd|semmisítsen|kezdd elölről|kezdd újra"
    "|felejtsd el|törölnéd|törölné|elfelejtenéd|elfelejtené|kitörölnéd|kitörölné|törölhetnéd"
    "|felejtenéd|törölnél|törölj ki|felejts el",
    infinitives="törölni|elfelejteni|kitörölni|felejteni|kiüríteni|megsemmisíteni|elfelejtened"
    "|törölnöd|törölnie|elfelejtenie|felejtened|kitörölnöd|eltávolítani|eltávolítanod",
    dependents="elfelejtsd|elfelejtsen|kitöröld|elfelejtsed|törlöd|elfelejted|elfelejtse"
    "|kitörölje|törölted volna|elfelejtenéd|töröld ki|ha ~ elfelejtenéd|ha ~ törölnéd",
    loose="dobd|dobj|vesd|hagyd|hagyj|ürítsd|üríts|ürítse|takarítsd|távolítsd|távolíts|vess"
    "|húzd|hanyagold|mellőzd|szabadulj|ejtsd|tekintsd|nullázd|állítsd|ne emlékezz|ne tárold"
    "|ne vedd figyelembe|ne jegyezd|tedd semmissé",
    gone="törölve|törlendő|törlésre|törlődjön|törlődik|elfelejtve|megsemmisítve|tűnjön|tűnnie"
    "|felejtődjön|törölt|törlését|törlése|törölni|törlődnie|maradhat|maradjon|törölték|töröljék",
    requests="kell ~ törölnöd|törölnöd|felejtened|elfelejtened|kérlek|kérem|arra kérlek"
    "|arra kérem|megtennéd|tudnád|tudná|azt akarom|szeretném ha|megparancsolom|utasítalak"
    "|meg kell|el kell|köteles vagy|legyél szíves|légy szíves|legyen szíves|lennél olyan"
    "|lenne olyan|lehetséges lenne|megkérhetlek|megkérném|gondoskodj|kérném|arra kérünk|tudnál"
    "|meg tudnád|feladatod",
    duties="kell|kellene|szükséges|muszáj|ideje|kötelező|legyen|legyenek|tessék|kérem|kérjük"
    "|követelem|mostantól|kérelmezem|akarom hogy|szeretném ha|azt mondta",
    governors="döntöttem|döntöttünk|döntött|döntöttek|kellett|akartam|akart|sikerült|fogom"
    "|fogjuk|szeretném törölni|akarom|készülök|tervezem",
    subjects="én|mi|nekem|nekünk|neki|nekik",
    own="saját",
    total="mindent|minden|mindet|mindezt|mindazt|mindaz|összes|összeset|egész|semmi|semmit"
    "|mindenről|mindenki|valamennyi|teljes|teljesen|mindenféle|mindentől|semmire",
    memory="memória|memóriát|memóriádat|memóriád|memóriáját|emlékezet|emlékezeted"
    "|emlékezetedet|emlékeidet|emlékek|emléket|tényeket|tényt|tények|adatot|adatokat|adat|adatok"
    "|információt|információ|bejegyzést|feljegyzést|tudás|tudásod|tárolt|adatom*|adataim*|adatai*"
    "|emlék*|információ*|feljegyzés*|adat*|bejegyzés*|memóri*",
    known="amit ~ tudsz|amit ~ tud|memóriádat|memóriád|memóriáját|emlékezetedet|emlékezeted"
    "|emlékeidet|emlékeid|tudásodat|tudásod|amit ~ mondtam|amit ~ meséltem|amire emlékszel"
    "|amit tároltál|a memóriából|a memóriát|emlékezetedből|memóriádból|adataidat",
    asides="mint ~ tudod|mint ~ tudja|ahogy ~ tudod|ahogy ~ tudja|tudod hogy|tudja hogy"
    "|amint tudod",
    ignorance="nem ~ tudsz|sem ~ tudsz|nem ~ emlékszel|nem ~ ismersz|sem tudsz|nem ismered"
    "|semmire nem emlékszel|nem tud ~ önről|a memóriádban|memóriád üres|emlékezetedben|nem tudod"
    "|sem ~ emlékszel|semmire ~ emlékszel|senkire ~ emlékszel|sem ~ ismersz|semmit ~ tudsz",
    nothing="semmit|semmi|semmire|senkit|soha|üres|sem|nem ismersz|ki vagyok|nem ismered"
    "|tudod ~ ki vagyok|tudod ~ ki az|semmiről|senkire|sosem",
    void="hamis|érvénytelen|elavult|téves|hazugság|üres|semmis|nem igaz|semmissé"
    "|emlékezetedből|memóriádból|a memóriából|az emlékezetedből",
    negations="ne|nem|soha|nélkül|sose",
    fillers="kérlek|kérem|most|akkor|és|vagy|azonnal|rögtön|szia|helló|asszisztens|claude"
    "|egyszerűen|aztán|igen|mindent|hát|tehát|légy|szíves",
    is_free=True,
)

GRAMMARS: Final = (
    FINNISH,
    HUNGARIAN,
)
