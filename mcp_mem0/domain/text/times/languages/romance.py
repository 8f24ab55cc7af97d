"""Words of time in French, Spanish, Italian and Portuguese."""

from typing import Final

from mcp_mem0.domain.text.times.languages.language import TimeLanguage

FRENCH: Final = TimeLanguage(
    months="janvier;février|fevrier;?mars;avril;?mai;juin;juillet;août|?aout;septembre;octobre"
    ";novembre;décembre|decembre",
    weekdays="lundi;mardi;mercredi;jeudi;vendredi;samedi;dimanche",
    seasons="printemps;?été|?ete;automne;hiver",
    feasts="?noël|?noel;pâques|paques;saint sylvestre|réveillon du nouvel an"
    "|la saint sylvestre;jour de l an|nouvel an",
    units="heure|heures;jour|jours|journée;weekend|week end|week ends;semaine|semaines;mois;an|ans"
    "|année|années|annee|annees",
    numbers="un|une;deux;trois;quatre;cinq;six;sept;huit;neuf;dix;onze;douze",
    few="quelques|plusieurs",
    shifts="avant dernier|avant dernière;dernier|dernière|derniers|dernières|derniere|dernieres"
    "|passé|passée|passe|passee;ce|cet|cette|ces;prochain|prochaine|prochains|prochaines;",
    days="avant hier;hier|hier soir;aujourd hui|ce soir|ce matin|maintenant;demain;après demain",
    ago="plus tôt|auparavant",
    ago_ahead="il y a|voici|y a|il y a environ",
    into="en|au|à|le|l|du|de|dans|vers|pendant|durant|début|fin|mi",
    links="de|du|d|le|l|la",
    since="depuis|à partir de|dès|depuis le",
    until="jusqu|jusqu en|jusqu à|jusqu au",
    between="entre",
    before="avant de|avant que|avant le|avant la|avant les|avant son|avant sa|avant mon|avant ma"
    "|avant notre|avant l|avant d|avant qu|avant",
    after="après|après que|après avoir|après le|après la|après l|apres|depuis que|depuis",
    articles="le|la|les|l|mon|ma|son|sa|notre|leur|un|une|elle|il|ils|elles|on|nous",
    when="quand|quel jour|quelle date|à quelle date|quelle année|en quelle année|quel mois"
    "|à quelle heure|quelle heure",
    how_long="combien de temps|combien de jours|combien de semaines|combien de mois"
    "|combien d années|combien d ans",
    interrogatives="qui|que|quoi|où|comment|pourquoi|quel|quelle|quels|quelles|qu",
    first="première fois|la première fois|premiere fois|d abord|pour la première fois",
    last="dernière fois|la dernière fois|derniere fois|récemment|recemment|dernièrement"
    "|plus récent|plus récente",
    future="va|vais|vas|allons|allez|vont|prévu|prévoit|prévue|compte|comptons|sera|serons|ferons"
    "|ferai|fera|feront|prévoyons",
    rests="après tout",
)

SPANISH: Final = TimeLanguage(
    months="enero;febrero;marzo;abril;?mayo;junio;julio;agosto;septiembre|setiembre;octubre"
    ";noviembre;diciembre",
    weekdays="lunes;martes;miércoles|miercoles;jueves;viernes;sábado|sabado|sábados|sabados"
    ";?domingo|domingos",
    seasons="primavera;verano;otoño|otono;invierno",
    feasts="navidad|navidades|nochebuena;pascua|semana santa;nochevieja|fin de año"
    "|noche vieja;año nuevo",
    units="hora|horas;día|días|dia|dias;fin de semana|fines de semana;semana|semanas;mes|meses;año"
    "|años|ano|anos",
    numbers="un|una|uno;dos|un par de;tres;cuatro;cinco;seis;siete;ocho;nueve;diez;once;doce",
    few="unos|unas|algunos|algunas|varios|varias",
    shifts="antepasado|antepasada;pasado|pasada|pasados|pasadas|último|última|últimos|últimas"
    "|ultimo|ultima|ultimos|ultimas|anterior;este|esta|estos|estas;próximo|próxima|próximos"
    "|próximas|proximo|proxima|que viene|siguiente;",
    days="anteayer|antier|antes de ayer;ayer|anoche;hoy|esta noche|esta mañana|ahora;pasado mañana"
    "|mañana;",
    ago="atrás|atras",
    ago_ahead="hace|hace unos|desde hace|hará",
    into="en|el|de|del|a|durante|por|principios de|finales de|mediados de|hacia|la|los",
    links="de|del|el|la",
    since="desde|a partir de|a partir del|desde el",
    until="hasta|hasta el",
    between="entre",
    before="antes de|antes de que|antes del|antes que",
    after="después de|después de que|después del|despues de|despues de que|tras|desde que|luego de"
    "|tras el|tras la",
    articles="el|la|los|las|mi|su|un|una|nuestra|nuestro|que",
    when="cuándo|cuando|qué día|que dia|en qué fecha|qué fecha|qué año|en qué año|qué mes"
    "|en qué mes|a qué hora|qué hora",
    how_long="cuánto tiempo|cuanto tiempo|cuánto hace|cuántos días|cuántas semanas|cuántos meses"
    "|cuántos años",
    interrogatives="qué|quién|quien|quiénes|dónde|donde|cómo|como|cuál|cual|cuáles|por qué",
    first="primera vez|la primera vez|por primera vez|al principio|primero",
    last="última vez|la última vez|ultima vez|por última vez|recientemente|últimamente"
    "|más reciente|hace poco",
    future="va a|voy a|vamos a|van a|vas a|será|planea|planeo|planeamos|planeado|prevé|previsto",
)

ITALIAN: Final = TimeLanguage(
    months="gennaio;febbraio;marzo;aprile;maggio;giugno;luglio;agosto;settembre;ottobre;novembre"
    ";dicembre",
    weekdays="lunedì|lunedi;martedì|martedi;mercoledì|mercoledi;giovedì|giovedi;venerdì|venerdi"
    ";sabato;domenica",
    seasons="primavera;?estate;autunno;inverno",
    feasts="natale;pasqua;san silvestro|notte di san silvestro;capodanno",
    units="ora|ore;giorno|giorni;fine settimana|weekend;settimana|settimane;mese|mesi;anno|anni",
    numbers="un|uno|una;due|un paio di;tre;quattro;cinque;sei;sette;otto;nove;dieci;undici;dodici",
    few="qualche|alcuni|alcune|pochi|poche|diversi|diverse",
    shifts="penultimo|penultima;scorso|scorsa|scorsi|scorse|passato|passata|ultimo|ultima|ultimi"
    "|ultime;questo|questa|questi|queste|quest;prossimo|prossima|prossimi|prossime;",
    days="l altro ieri|altro ieri|avantieri;ieri|ieri sera;oggi|stasera|stamattina|adesso;domani"
    ";dopodomani",
    ago="fa|or sono|addietro|prima",
    into="a|in|nel|nell|nella|il|lo|l|di|del|dell|durante|verso|fine|inizio|per|la",
    links="di|del|dell|il|lo|l|la",
    since="da|dal|dall|a partire da|a partire dal",
    until="fino a|fino al|fino",
    between="tra|fra",
    before="prima di|prima che|prima del|prima della|prima dell",
    after="dopo|dopo che|dopo il|dopo la|dopo il suo|dopo aver",
    articles="il|la|lo|le|i|gli|l|mio|mia|suo|sua|nostro|un|una|che",
    when="quando|che giorno|quale giorno|in che giorno|che data|in quale data|in che anno|che anno"
    "|quale anno|in quale anno|in che mese|quale mese|che mese|a che ora|che ora",
    how_long="quanto tempo|da quanto|per quanto|quanti giorni|quante settimane|quanti mesi"
    "|quanti anni|quanto dura|quanto è durato",
    interrogatives="chi|cosa|che cosa|dove|come|perché|quale|quali",
    first="prima volta|la prima volta|per la prima volta|all inizio",
    last="ultima volta|l ultima volta|per l ultima volta|recentemente|ultimamente|più recente"
    "|di recente",
    future="andrò|andrà|andremo|sarà|farà|faremo|farò|pensa di|ha in programma|previsto|prevista"
    "|prevede",
)

PORTUGUESE: Final = TimeLanguage(
    months="janeiro;fevereiro;março|marco;abril;maio;junho;julho;agosto;setembro;outubro;novembro"
    ";dezembro",
    weekdays="segunda feira|?segunda;terça feira|terca feira|?terça;quarta feira|?quarta"
    ";quinta feira|?quinta;sexta feira|?sexta;sábado|sabado;?domingo|domingos",
    seasons="primavera;verão|verao;outono;inverno",
    feasts="natal;páscoa|pascoa;véspera de ano novo|réveillon;ano novo|dia de ano novo",
    units="hora|horas;dia|dias;fim de semana|fins de semana;semana|semanas;mês|mes|meses;ano|anos",
    numbers="um|uma;dois|duas;três|tres;quatro;cinco;seis;sete;oito;nove;dez;onze;doze",
    few="alguns|algumas|uns|umas|poucos|poucas|vários|várias",
    shifts="retrasado|retrasada;passado|passada|passados|passadas|último|última|últimos|últimas"
    "|ultimo|ultima|anterior;este|esta|neste|nesta|deste|desta;próximo|próxima|próximos|próximas"
    "|proximo|proxima|que vem|seguinte;",
    days="anteontem;ontem|ontem à noite;hoje|agora|esta noite|hoje à noite;amanhã|amanha"
    ";depois de amanhã",
    ago="atrás|atras",
    ago_ahead="há|ha|faz|há cerca de",
    into="em|no|na|nos|nas|de|do|da|a|durante|por volta de|início de|fim de|o",
    links="de|do|da|o|a",
    since="desde|a partir de|desde o",
    until="até|até o|até a",
    between="entre",
    before="antes de|antes do|antes da|antes que|antes dos",
    after="depois de|depois do|depois da|depois que|após|após o|após a|desde que",
    articles="o|a|os|as|meu|minha|seu|sua|nosso|um|uma|que",
    when="quando|que dia|em que dia|que data|em que data|em que ano|que ano|em que mês|que mês"
    "|a que horas|que horas",
    how_long="quanto tempo|há quanto|quantos dias|quantas semanas|quantos meses|quantos anos",
    interrogatives="quem|onde|como|por que|qual|quais|o que",
    first="primeira vez|a primeira vez|pela primeira vez|no início",
    last="última vez|a última vez|ultima vez|pela última vez|recentemente|ultimamente|mais recente",
    future="vai|vou|vamos|vão|será|planeja|planejo|planejado|pretende|pretendo|previsto",
)
