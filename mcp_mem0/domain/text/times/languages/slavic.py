"""Words of time in Polish and Russian."""

from typing import Final

from mcp_mem0.domain.text.times.languages.language import TimeLanguage

POLISH: Final = TimeLanguage(
    months="styczeń|stycznia|styczniu;luty|lutego|lutym;marzec|marca|marcu;kwiecień|kwietnia"
    "|kwietniu;?maj|?maja|maju;czerwiec|czerwca|czerwcu;lipiec|lipca|lipcu;sierpień|sierpnia"
    "|sierpniu;wrzesień|września|wrześniu;październik|października|październiku;listopad|listopada"
    "|listopadzie;grudzień|grudnia|grudniu",
    weekdays="poniedziałek|poniedziałku;wtorek|wtorku;środa|środę|środy|środzie;czwartek|czwartku"
    ";piątek|piątku;sobota|sobotę|soboty;niedziela|niedzielę|niedzieli",
    seasons="wiosna|wiosną|wiosny|wiosnę|wiośnie;?lato|latem|?lata|lecie;jesień|jesienią|jesieni"
    ";zima|zimą|zimy|zimę|zimie",
    feasts="boże narodzenie|bożego narodzenia|bożym narodzeniu|wigilia|wigilię;wielkanoc"
    "|wielkanocy;sylwester|sylwestra;nowy rok|nowego roku",
    units="godzina|godzinę|godziny|godzin;dzień|dni|dnia|dniu;weekend|weekendu|weekendzie;tydzień"
    "|tygodnie|tygodni|tygodnia|tygodniu;miesiąc|miesiące|miesięcy|miesiąca|miesiącu;rok|lata|lat"
    "|roku",
    numbers="jeden|jedną|jedna;dwa|dwie|dwóch;trzy|trzech;cztery|czterech;pięć|pięciu;sześć"
    "|sześciu;siedem|siedmiu;osiem;dziewięć;dziesięć;jedenaście;dwanaście",
    few="kilka|kilku|parę",
    shifts="przedostatni|przedostatnim;zeszły|zeszłego|zeszłym|zeszła|zeszłą|zeszłej|zeszłe"
    "|ubiegły|ubiegłego|ubiegłym|ubiegłej|ubiegłą|poprzedni|poprzednim|poprzedniej|ostatni"
    "|ostatniego|ostatnim|ostatnia|ostatnią|ostatniej|ostatnie|ostatnich;tym|tego|tej|ten|tę"
    "|bieżącym;przyszły|przyszłego|przyszłym|przyszłą|przyszłej|następny|następnym|następnej"
    "|najbliższy|najbliższym;",
    days="przedwczoraj;wczoraj;dzisiaj|dziś|dzis|teraz;jutro;pojutrze",
    ago="temu|wcześniej",
    into="w|we|na|z|na początku|pod koniec|około|podczas|dnia|od",
    links="roku|r",
    since="od|począwszy od",
    until="do|aż do",
    between="między|pomiędzy",
    before="zanim|przed|przed tym jak",
    after="po tym jak|odkąd|po tym gdy",
    when="kiedy|którego dnia|w którym roku|w jakim roku|w jakim miesiącu|w którym miesiącu"
    "|o której|jaki dzień|jakiego dnia",
    how_long="jak długo|ile czasu|ile dni|ile tygodni|ile miesięcy|ile lat|od jak dawna",
    interrogatives="co|kto|kogo|komu|gdzie|jak|dlaczego|który|która|jaki|jaka",
    first="pierwszy raz|po raz pierwszy|najpierw|na początku",
    last="ostatni raz|po raz ostatni|ostatnio|niedawno|najnowszy|najnowsza",
    future="będę|będzie|będziemy|będą|planuje|planuję|planujemy|zamierza|zamierzam|zaplanowano",
)

RUSSIAN: Final = TimeLanguage(
    months="январь|января|январе;февраль|февраля|феврале;?март|марта|марте;апрель|апреля|апреле"
    ";?май|?мая|мае;июнь|июня|июне;июль|июля|июле;август|августа|августе;сентябрь|сентября"
    "|сентябре;октябрь|октября|октябре;ноябрь|ноября|ноябре;декабрь|декабря|декабре",
    weekdays="понедельник|понедельника;вторник|вторника;среду|?среда|?среды;четверг|четверга"
    ";пятница|пятницу|пятницы;суббота|субботу|субботы;воскресенье|воскресенья",
    seasons="весна|весной|весны|весну|весне;?лето|летом|?лета;осень|осенью|осени;зима|зимой|зимы"
    "|зиму|зиме",
    feasts="католическое рождество;католическая пасха;канун нового года|новогодняя ночь"
    "|новогоднюю ночь;новый год|нового года;рождество|рождества|рождеству;пасха|пасху"
    "|пасхе|пасхи",
    units="час|часа|часов;день|дня|дней|дни|дню;выходные|выходных|выходным;неделя|неделю|недели"
    "|недель|неделе;месяц|месяца|месяцев|месяце|месяцы;год|года|лет|году|годы|годах",
    numbers="один|одну|одна|одного;два|две|двух|пару;три|трёх|трех;четыре|четырёх;пять|пяти;шесть"
    "|шести;семь|семи;восемь;девять;десять;одиннадцать;двенадцать",
    few="несколько|нескольких",
    shifts="позапрошлый|позапрошлом|позапрошлой|позапрошлую;прошлый|прошлого|прошлом|прошлая"
    "|прошлую|прошлой|прошлое|прошлые|прошлых|последний|последние|последних|последняя|последнюю"
    "|последнее|минувший|минувшей|предыдущий;этот|этого|этом|эта|эту|этой|это|эти|этих|текущем"
    ";следующий|следующего|следующем|следующая|следующую|следующей|следующее|следующие|будущем"
    "|будущий|ближайшие;",
    days="позавчера;вчера|вчера вечером;сегодня|сейчас;завтра;послезавтра",
    ago="назад|тому назад",
    into="в|во|на|к|около|начале|конце|середине|с|до|после|перед|числа",
    links="г|числа",
    since="с|со|начиная с",
    until="до|по",
    between="между",
    before="до того как|до того|перед тем|перед тем как|прежде чем|перед",
    after="после того как|после того|после|с тех пор как",
    when="когда|какого числа|в каком году|в каком месяце|какой день|в какой день|во сколько"
    "|каком году|какого года",
    how_long="как долго|сколько времени|сколько дней|сколько недель|сколько месяцев|сколько лет"
    "|как давно",
    interrogatives="что|кто|кого|кому|где|куда|как|почему|какой|какая|какие|чей",
    first="в первый раз|первый раз|впервые|сначала",
    last="в последний раз|последний раз|недавно|самый новый|последнее время",
    future="буду|будет|будем|будут|планирует|планирую|планируем|собирается|собираюсь|запланировано",
)
