"""Words of time in English, German and Dutch."""

from typing import Final

from mcp_mem0.domain.text.times.languages.language import TimeLanguage

ENGLISH: Final = TimeLanguage(
    months="january|?jan;february|feb;?march|?mar;?april|apr;?may;?june|jun;july|?jul;?august|aug"
    ";september|?sept|?sep;october|oct;november|nov;december|?dec",
    weekdays="monday|mondays;tuesday|tuesdays|tues;wednesday|wednesdays;thursday|thursdays|thurs"
    ";friday|fridays;saturday|saturdays;sunday|sundays",
    seasons="?spring|springtime;summer|summertime;autumn|?fall;winter|wintertime",
    feasts="christmas|christmas time|christmastime|xmas|christmas holidays;easter"
    "|easter weekend|easter holidays;new year s eve|new years eve|new year's eve"
    ";new year s day|new years day|new year s|new year's day;orthodox christmas"
    ";orthodox easter",
    units="hour|hours;day|days;weekend|weekends;week|weeks;month|months;year|years",
    numbers="one|a|an;two|a couple of|couple of|a couple;three;four;five;six;seven;eight;nine;ten"
    ";eleven;twelve",
    few="a few|few|several|some",
    shifts="before last|penultimate;last|previous;this|current;next|coming|following;after next",
    back="past|recent|these last|these past",
    days="day before yesterday|the day before yesterday;yesterday|last night|last evening;today"
    "|tonight|this morning|this afternoon|this evening|now;tomorrow;day after tomorrow"
    "|the day after tomorrow",
    ago="ago|earlier|back",
    into="in|on|at|over|during|by|around|early in|late in|mid|early|late|end of|beginning of"
    "|start of|middle of|rest of",
    links="of|the|in",
    since="since|starting|starting in|from",
    until="until|till|up to|through",
    between="between",
    before="before|prior to|ahead of",
    after="after|ever since|since",
    articles="the|a|an|my|our|his|her|their|your|she|he|they|we|i|you|it",
    when="when|what day|which day|what date|which date|what month|which month|what year|which year"
    "|what time|how long ago|what week|which week|how recently|which season|what season",
    how_long="how long|how many days|how many weeks|how many months|how many years|how much time",
    interrogatives="what|who|whom|whose|which|where|how|why",
    first="first|first time|the first time|first ever|earliest|at first|originally",
    last="last|last time|the last time|most recent|most recently|latest|lately|recently"
    "|previous time",
    future="will|ll|shall|going to|gonna|plan|plans|planned|planning|upcoming|scheduled|due|intend"
    "|intends",
    rests="look after|looks after|looking after|looked after|take after|takes after|took after"
    "|first place|second place|first floor|named after|called after|after all|last name|first name"
    "|at last|next to|ask after|day off",
)

GERMAN: Final = TimeLanguage(
    months="januar|jänner|?jan;februar|feber|feb;märz|maerz;april;?mai;juni;juli;?august|aug"
    ";september|?sept;oktober|okt;november|nov;dezember|dez",
    weekdays="montag|montags;dienstag|dienstags;mittwoch|mittwochs;donnerstag|donnerstags;freitag"
    "|freitags;samstag|samstags|sonnabend|sonnabends;sonntag|sonntags",
    seasons="frühling|frühjahr|fruehling|fruehjahr;sommer;herbst;winter",
    feasts="weihnachten|weihnacht|heiligabend|weihnachtstagen;ostern|osterwochenende"
    "|ostertagen;silvester|silvesterabend;neujahr|neujahrstag",
    units="stunde|stunden;tag|tage|tagen|tages;wochenende|wochenenden;woche|wochen;monat|monate"
    "|monaten|monats;jahr|jahre|jahren|jahres",
    numbers="ein|eine|einem|einer|einen;zwei|ein paar;drei;vier;fünf|fuenf;sechs;sieben;acht;neun"
    ";zehn;elf;zwölf|zwoelf",
    few="einige|einigen|paar|mehrere|mehreren|wenigen",
    shifts="vorletzte|vorletzten|vorletzter|vorletztes|vorletztem;letzte|letzten|letzter|letztes"
    "|letztem|vergangene|vergangenen|vergangener|vergangenes|vergangenem|vorige|vorigen|voriger"
    "|voriges|vorigem;diese|diesen|dieser|dieses|diesem|laufenden;nächste|nächsten|nächster"
    "|nächstes|nächstem|naechste|naechsten|kommende|kommenden|kommender|kommendes;übernächste"
    "|übernächsten|übernächster|übernächstes",
    days="vorgestern;gestern|gestern abend|gestern früh|letzte nacht;heute|jetzt;morgen;übermorgen",
    years=";vorjahr;heuer;",
    ago="her|zuvor",
    ago_ahead="vor",
    into="im|in|am|an|zu|über|um|anfang|mitte|ende|gegen|vom|ab|den|seit",
    links="des|der|im|den|dem",
    since="seit|ab|von|seit dem",
    until="bis|bis zum|bis zu",
    between="zwischen",
    before="bevor|ehe",
    after="nachdem|seitdem|seit",
    before_loosely="vor",
    after_loosely="nach",
    articles="der|dem|den|die|das|des|ein|einem|einer|eine|mein|meinem|meiner|meinen|unserer"
    "|unserem|ihrem|ihrer|ihren|seinem|seiner|seinen|deinem|deiner|eurer",
    when="wann|an welchem tag|welcher tag|in welchem jahr|in welchem monat|welches jahr"
    "|welchem jahr|welchem monat|um wie viel uhr|wie spät|welches datum|an welchem datum",
    how_long="wie lange|wie viele tage|wie viele wochen|wie viele monate|wie viele jahre"
    "|wie viel zeit",
    interrogatives="was|wer|wen|wem|wo|wohin|woher|wie|warum|weshalb|welche|welcher|welches",
    first="erste|ersten|erster|erstes|erste mal|ersten mal|erstes mal|zum ersten mal|zuerst"
    "|erstmals|früheste",
    last="letzte|letzten|letzter|letztes|letzte mal|letzten mal|letztes mal|zum letzten mal"
    "|zuletzt|neueste|neuesten|jüngste|kürzlich|neulich",
    future="wird|werde|werden|wirst|werdet|plant|plane|planen|geplant|will|wollen|vor hat"
    "|bevorsteht",
)

DUTCH: Final = TimeLanguage(
    months="januari;februari;maart|?mrt;april;?mei;juni;juli;augustus;september;oktober;november"
    ";december",
    weekdays="maandag;dinsdag;woensdag;donderdag;vrijdag;zaterdag;zondag",
    seasons="?lente|voorjaar;zomer;herfst|najaar;winter",
    feasts="kerst|kerstmis|kerstdagen;?pasen|paasweekend;oudjaarsavond|oudjaar;nieuwjaarsdag"
    "|nieuwjaar",
    units="uur|uren;dag|dagen;weekend|weekeinde|weekends;week|weken;maand|maanden;jaar|jaren",
    numbers="een|één;twee;drie;vier;vijf;zes;zeven;acht;negen;tien;elf;twaalf",
    few="paar|enkele|een paar",
    shifts=";vorige|vorig|afgelopen|laatste|verleden;deze|dit;volgende|volgend|komende|komend;",
    days="eergisteren;gisteren|gisteravond|vannacht;vandaag|vanavond|vanmorgen|vanochtend;morgen"
    ";overmorgen",
    ago="geleden|terug",
    into="in|op|om|rond|begin|eind|half|tijdens|van|de",
    links="van|de|in|het",
    since="sinds|vanaf|vanaf het",
    until="tot|tot en met|tot aan",
    between="tussen",
    before="voordat|vóór|alvorens",
    after="nadat|sinds|sindsdien",
    after_loosely="na",
    articles="de|het|een|mijn|onze|ons|haar|zijn|hun|jouw|je",
    when="wanneer|welke dag|op welke dag|in welk jaar|welk jaar|welke maand|in welke maand"
    "|hoe laat|welke datum|op welke datum",
    how_long="hoe lang|hoelang|hoeveel dagen|hoeveel weken|hoeveel maanden|hoeveel jaar",
    interrogatives="wat|wie|waar|hoe|waarom|welke|welk",
    first="eerste keer|de eerste keer|voor het eerst|eerst",
    last="laatste keer|de laatste keer|voor het laatst|onlangs|meest recente|nieuwste",
    future="zal|zullen|gaat|gaan|ga|plant|gepland|van plan",
)
