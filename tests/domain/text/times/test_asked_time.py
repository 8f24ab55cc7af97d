"""What a question says about time is read in all languages of the rules, and no more is read into
it: a word with another meaning is no date, and "when" in the middle of a question asks for nothing.
"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcp_mem0.domain.text.times.asked_time import AskedEvent, AskedTime, read_asked_time

SUNDAY = date(2026, 11, 29)
"""The day of all questions."""


def read_days(text: str, today: date = SUNDAY, since: date | None = None) -> str:
    """Return the periods of a question, each as its first and last day, or its only one."""
    ranges = [period.days for period in read_asked_time(text, today, since=since).periods]
    return ",".join(
        f"{days.first}" if days.first == days.last else f"{days.first}..{days.last}"
        for days in ranges
    )


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What did Ana say on 7 May 2023?", "2023-05-07"),
        ("What happened in March?", "2026-03-01..2026-03-31"),
        ("What happened in December?", "2025-12-01..2025-12-31"),
        ("Who called on 2024-03-05?", "2024-03-05"),
        ("Was habe ich im März 2024 gemacht?", "2024-03-01..2024-03-31"),
        ("What did we plant in spring 2023?", "2023-03-01..2023-05-31"),
        ("What did we do last spring?", "2026-03-01..2026-05-31"),
        ("Where was I yesterday?", "2026-11-28"),
        ("What did I do three weeks ago?", "2026-11-05..2026-11-11"),
        ("Who did I meet last Tuesday?", "2026-11-24"),
        ("What did we do at Christmas?", "2025-12-24..2025-12-26"),
        ("Who came over Easter?", "2026-04-03..2026-04-06"),
        ("Who came at Easter 2024?", "2024-03-29..2024-04-01"),
        ("Where was Ana on New Year's Eve?", "2025-12-31"),
        ("Was haben wir zu Weihnachten gemacht?", "2025-12-24..2025-12-26"),
        ("Où étions-nous à Noël ?", "2025-12-24..2025-12-26"),
        ("¿Dónde estuvimos en Navidad?", "2025-12-24..2025-12-26"),
        ("Cosa abbiamo fatto a Pasqua?", "2026-04-03..2026-04-06"),
        ("Onde estivemos no Natal?", "2025-12-24..2025-12-26"),
        ("Waar waren we met kerst?", "2025-12-24..2025-12-26"),
        ("Gdzie byliśmy w Boże Narodzenie?", "2025-12-24..2025-12-26"),
        ("Где мы были на Пасху?", "2026-04-10..2026-04-13"),
        ("Noel'de ne yaptık?", "2025-12-24..2025-12-26"),
        ("ماذا فعلنا في عيد الفصح؟", "2026-04-03..2026-04-06"),
        ("क्रिसमस पर हमने क्या किया?", "2025-12-24..2025-12-26"),
        ("圣诞节我们做了什么？", "2025-12-24..2025-12-26"),
        ("大晦日に何をした？", "2025-12-31"),
        ("크리스마스에 뭐 했어?", "2025-12-24..2025-12-26"),
        ("What did I buy this year?", "2026-01-01..2026-12-31"),
        ("¿Qué hice hace dos semanas?", "2026-11-12..2026-11-18"),
        ("What do we plan to do in March?", "2027-03-01..2027-03-31"),
        ("What did she do in March last year?", "2025-03-01..2025-03-31"),
        ("What changed in the past two months?", "2026-09-28..2026-11-29"),
        ("What happened since March?", "2026-03-01..2026-11-29"),
        ("What happened between March and May 2024?", "2024-03-01..2024-05-31"),
        ("What was I doing before May 2023?", "0001-01-01..2023-04-30"),
        ("What did we decide on Friday?", "2026-11-27"),
        ("What did we do on May 7?", "2026-05-07"),
        ("What did we do on the 7th of May?", "2026-05-07"),
        ("On March 3rd, 2024, who came?", "2024-03-03"),
        ("What did we do last weekend?", "2026-11-21..2026-11-22"),
        ("What did I say last week?", "2026-11-16..2026-11-22"),
        ("the week before last", "2026-11-09..2026-11-15"),
        ("Was war letzte Woche?", "2026-11-16..2026-11-22"),
        ("Was haben wir vor drei Wochen besprochen?", "2026-11-05..2026-11-11"),
        ("Was haben wir letzten Frühling gemacht?", "2026-03-01..2026-05-31"),
        ("Wer war gestern da?", "2026-11-28"),
        ("Was war am 7. Mai 2023?", "2023-05-07"),
        ("Was passierte am 5.3.2024?", "2024-03-05"),
        ("Wen traf ich am Dienstag?", "2026-11-24"),
        ("Qu'est-ce que j'ai fait la semaine dernière ?", "2026-11-16..2026-11-22"),
        ("Qu'avons-nous décidé il y a trois semaines ?", "2026-11-05..2026-11-11"),
        ("Que s'est-il passé en mars ?", "2026-03-01..2026-03-31"),
        ("Où étais-je l'été dernier ?", "2026-06-01..2026-08-31"),
        ("Qui ai-je vu mardi ?", "2026-11-24"),
        ("¿Qué pasó en marzo del año pasado?", "2025-03-01..2025-03-31"),
        ("¿Dónde estuve ayer?", "2026-11-28"),
        ("¿Qué hicimos la primavera pasada?", "2026-03-01..2026-05-31"),
        ("¿A quién vi el martes pasado?", "2026-11-24"),
        ("Cosa ho fatto due settimane fa?", "2026-11-12..2026-11-18"),
        ("Cosa è successo a marzo 2024?", "2024-03-01..2024-03-31"),
        ("Dove ero l'estate scorsa?", "2026-06-01..2026-08-31"),
        ("O que fiz na semana passada?", "2026-11-16..2026-11-22"),
        ("O que aconteceu há três semanas?", "2026-11-05..2026-11-11"),
        ("O que decidimos em março de 2024?", "2024-03-01..2024-03-31"),
        ("Wat deed ik vorige week?", "2026-11-16..2026-11-22"),
        ("Wat deden we drie weken geleden?", "2026-11-05..2026-11-11"),
        ("Wat gebeurde er in mei 2023?", "2023-05-01..2023-05-31"),
        ("Co robiłem w zeszłym tygodniu?", "2026-11-16..2026-11-22"),
        ("Co robiliśmy trzy tygodnie temu?", "2026-11-05..2026-11-11"),
        ("Co się stało w marcu 2024?", "2024-03-01..2024-03-31"),
        ("Gdzie byłem wczoraj?", "2026-11-28"),
        ("Что я делал на прошлой неделе?", "2026-11-16..2026-11-22"),
        ("Что мы решили три недели назад?", "2026-11-05..2026-11-11"),
        ("Что случилось в марте 2024 года?", "2024-03-01..2024-03-31"),
        ("Где я был прошлой весной?", "2026-03-01..2026-05-31"),
        ("Что было неделю назад?", "2026-11-19..2026-11-25"),
        ("上周我做了什么?", "2026-11-16..2026-11-22"),
        ("三周前我见了谁?", "2026-11-05..2026-11-11"),
        ("2024年3月发生了什么?", "2024-03-01..2024-03-31"),
        ("去年春天我们做了什么?", "2025-03-01..2025-05-31"),
        ("昨天谁来了?", "2026-11-28"),
        ("去年三月我在哪里?", "2025-03-01..2025-03-31"),
        ("上个月我买了什么?", "2026-10-01..2026-10-31"),
        ("2023年5月7日我们去了哪里?", "2023-05-07"),
        ("周二我见了谁?", "2026-11-24"),
        ("先週何をしましたか", "2026-11-16..2026-11-22"),
        ("3週間前に何をしましたか", "2026-11-05..2026-11-11"),
        ("昨日誰に会いましたか", "2026-11-28"),
        ("2024年3月に何がありましたか", "2024-03-01..2024-03-31"),
        ("去年の春に何をしましたか", "2025-03-01..2025-05-31"),
        ("火曜日に誰と話しましたか", "2026-11-24"),
        ("지난주에 뭐 했어?", "2026-11-16..2026-11-22"),
        ("3주 전에 누구를 만났어?", "2026-11-05..2026-11-11"),
        ("2024년 3월에 무슨 일이 있었어?", "2024-03-01..2024-03-31"),
        ("어제 어디 갔어?", "2026-11-28"),
        ("작년 봄에 뭐 했어?", "2025-03-01..2025-05-31"),
        ("ماذا فعلت الأسبوع الماضي؟", "2026-11-16..2026-11-22"),
        ("ماذا قررنا قبل ثلاثة أسابيع؟", "2026-11-05..2026-11-11"),
        ("ماذا حدث في مارس 2024؟", "2024-03-01..2024-03-31"),
        ("أين كنت أمس؟", "2026-11-28"),
        ("ماذا فعلنا قبل أسبوعين؟", "2026-11-12..2026-11-18"),
        ("पिछले हफ्ते मैंने क्या किया?", "2026-11-16..2026-11-22"),
        ("तीन हफ्ते पहले मैं किससे मिला?", "2026-11-05..2026-11-11"),
        ("मार्च 2024 में क्या हुआ?", "2024-03-01..2024-03-31"),
        ("Geçen hafta ne yaptım?", "2026-11-16..2026-11-22"),
        ("Üç hafta önce kiminle görüştüm?", "2026-11-05..2026-11-11"),
        ("Mart 2024'te ne oldu?", "2024-03-01..2024-03-31"),
        ("Dün neredeydim?", "2026-11-28"),
        ("Geçen ilkbaharda ne yaptık?", "2026-03-01..2026-05-31"),
        ("What did we talk about two days ago?", "2026-11-27"),
        ("What did she order a week ago?", "2026-11-19..2026-11-25"),
        ("Which film did we see a couple of weeks ago?", "2026-11-12..2026-11-18"),
        ("What did we do in the summer of 2024?", "2024-06-01..2024-08-31"),
        ("Where were we in winter 2024?", "2023-12-01..2024-02-29,2024-12-01..2025-02-28"),
        ("What did I eat on Monday?", "2026-11-23"),
        ("What is planned for next week?", "2026-11-30..2026-12-06"),
        ("What will happen next March?", "2027-03-01..2027-03-31"),
        ("Who visited last December?", "2025-12-01..2025-12-31"),
        ("What happened last year?", "2025-01-01..2025-12-31"),
        ("What did Ana buy in 2023?", "2023-01-01..2023-12-31"),
        ("What did he say on 12 Aug?", "2026-08-12"),
        ("Which books did I read in the last 3 months?", "2026-08-28..2026-11-29"),
        ("Did we meet on 2025-12-24 or later?", "2025-12-24"),
        ("Who did I call last night?", "2026-11-28"),
        ("what is due tomorrow", "2026-11-30"),
        ("What did we agree on the day before yesterday?", "2026-11-27"),
        ("What did Ana do from March to May 2025?", "2025-03-01..2025-05-31"),
        ("What has changed since last Tuesday?", "2026-11-24..2026-11-29"),
        ("What did we do until March 2025?", "0001-01-01..2025-03-31"),
        ("Who joined after June 2026?", "2026-07-01..9999-12-31"),
        ("What did I say earlier this week?", "2026-11-23..2026-11-29"),
        ("what did we do this month", "2026-11-01..2026-11-30"),
        ("Which trips did we take during autumn 2025?", "2025-09-01..2025-11-30"),
        ("Was machen wir nächsten Dienstag?", "2026-12-01"),
        ("Was haben wir dieses Jahr gekauft?", "2026-01-01..2026-12-31"),
        ("Was war vorletzte Woche?", "2026-11-09..2026-11-15"),
        ("Was haben wir in den letzten zwei Wochen gemacht?", "2026-11-15..2026-11-29"),
        ("Was hat Ana im Sommer 2025 gemacht?", "2025-06-01..2025-08-31"),
        ("Was ist seit März passiert?", "2026-03-01..2026-11-29"),
        ("Was planen wir für März?", "2027-03-01..2027-03-31"),
        ("Qu'avons-nous fait en juin 2025 ?", "2025-06-01..2025-06-30"),
        ("Qui est venu le 7 mai 2023 ?", "2023-05-07"),
        ("Qu'ai-je mangé hier ?", "2026-11-28"),
        ("Qu'avons-nous fait au printemps 2024 ?", "2024-03-01..2024-05-31"),
        ("¿Qué hice el 7 de mayo de 2023?", "2023-05-07"),
        ("¿Qué compré el mes pasado?", "2026-10-01..2026-10-31"),
        ("¿Qué hicimos en verano de 2024?", "2024-06-01..2024-08-31"),
        ("¿Qué hice en las últimas dos semanas?", "2026-11-15..2026-11-29"),
        ("Cosa ho comprato il mese scorso?", "2026-10-01..2026-10-31"),
        ("Chi è venuto il 7 maggio 2023?", "2023-05-07"),
        ("Chi ho visto martedì scorso?", "2026-11-24"),
        ("O que comprei no mês passado?", "2026-10-01..2026-10-31"),
        ("Quem veio em 7 de maio de 2023?", "2023-05-07"),
        ("O que eu disse na segunda-feira?", "2026-11-23"),
        ("Wie kwam er op 7 mei 2023?", "2023-05-07"),
        ("Wat deden we afgelopen zomer?", "2026-06-01..2026-08-31"),
        ("Kto przyszedł 7 maja 2023?", "2023-05-07"),
        ("Co kupiłem w zeszłym miesiącu?", "2026-10-01..2026-10-31"),
        ("Co robiliśmy zeszłej wiosny?", "2026-03-01..2026-05-31"),
        ("Кто пришёл 7 мая 2023?", "2023-05-07"),
        ("Что я купил в прошлом месяце?", "2026-10-01..2026-10-31"),
        ("Что мы делали летом 2024 года?", "2024-06-01..2024-08-31"),
        ("Что было в прошлый вторник?", "2026-11-24"),
        ("两天前我们吃了什么?", "2026-11-27"),
        ("最近三天我做了什么?", "2026-11-26..2026-11-29"),
        ("今年夏天我们去了哪里?", "2026-06-01..2026-08-31"),
        ("先月何を買いましたか", "2026-10-01..2026-10-31"),
        ("二日前に何を食べましたか", "2026-11-27"),
        ("今年の夏どこに行きましたか", "2026-06-01..2026-08-31"),
        ("지난달에 뭐 샀어?", "2026-10-01..2026-10-31"),
        ("2023년 5월 7일에 누가 왔어?", "2023-05-07"),
        ("올해 여름에 어디 갔어?", "2026-06-01..2026-08-31"),
        ("ماذا اشتريت الشهر الماضي؟", "2026-10-01..2026-10-31"),
        ("ماذا فعلنا في الصيف الماضي؟", "2026-06-01..2026-08-31"),
        ("من جاء في 7 مايو 2023؟", "2023-05-07"),
        ("पिछले महीने मैंने क्या खरीदा?", "2026-10-01..2026-10-31"),
        ("7 मई 2023 को कौन आया?", "2023-05-07"),
        ("पिछली गर्मियों में हम कहाँ गए?", "2026-06-01..2026-08-31"),
        ("Geçen ay ne aldım?", "2026-10-01..2026-10-31"),
        ("7 Mayıs 2023'te kim geldi?", "2023-05-07"),
        ("Geçen yaz nereye gittik?", "2026-06-01..2026-08-31"),
        ("İki gün önce ne yedik?", "2026-11-27"),
        ("Salı günü kiminle konuştum?", "2026-11-24"),
    ],
)
def test_the_days_that_a_question_names_are_read(question: str, days: str) -> None:
    assert read_days(question) == days


@pytest.mark.parametrize(
    "question",
    [
        "When did Ana move?",
        "When did I first meet Ben?",
        "When did she last visit Oslo?",
        "How long has Ana lived in Oslo?",
        "Wann ist Ana umgezogen?",
        "Quand Ana a-t-elle déménagé ?",
        "¿Cuándo se mudó Ana?",
        "Quando si è trasferita Ana?",
        "Quando a Ana se mudou?",
        "Wanneer is Ana verhuisd?",
        "Kiedy Ana się przeprowadziła?",
        "Когда Анна переехала?",
        "安娜什么时候搬家的?",
        "アナはいつ引っ越しましたか",
        "아나는 언제 이사했어?",
        "متى انتقلت آنا؟",
        "आना कब गई?",
        "Ana ne zaman taşındı?",
        "When's my dentist appointment?",
        "What time is the meeting?",
        "On what day did she arrive?",
        "In which year was he born?",
        "Since when do you live here?",
        "How long ago did I quit?",
        "Do you know when Ana's birthday is?",
        "Tell me when she left",
        "Seit wann wohnt Ana in Oslo?",
        "Wie lange arbeitet Ben schon dort?",
        "Wann habe ich zuletzt Ben getroffen?",
        "Depuis quand Ana vit-elle à Oslo ?",
        "Combien de temps a duré le voyage ?",
        "¿Desde cuándo vive Ana en Oslo?",
        "¿Cuándo fue la última vez que vi a Ben?",
        "Da quando Ana vive a Oslo?",
        "Как долго Анна живёт в Осло?",
        "你住在这里多久了?",
        "上次见到本是什么时候?",
        "最後にベンに会ったのはいつですか",
        "마지막으로 벤을 언제 봤어?",
        "متى رأيت بن آخر مرة؟",
        "मैं बेन से आखिरी बार कब मिला?",
        "Ben'i en son ne zaman gördüm?",
    ],
)
def test_a_question_for_a_time_is_recognised(question: str) -> None:
    assert read_asked_time(question, SUNDAY).asks_when


@pytest.mark.parametrize(
    ("question", "order"),
    [
        ("When did I first meet Ben?", "first"),
        ("When did she last visit Oslo?", "last"),
        ("What was the first time Ana skied?", "first"),
        ("What was the last thing I said about the boat?", "last"),
        ("Who was the first to arrive?", "first"),
        ("Which is the most recent release?", "last"),
        ("Wann habe ich zuletzt Ben getroffen?", "last"),
        ("Quelle est la dernière fois que j'ai vu Ben ?", "last"),
        ("¿Cuándo fue la última vez que vi a Ben?", "last"),
        ("上次见到本是什么时候?", "last"),
        ("最後にベンに会ったのはいつですか", "last"),
        ("마지막으로 벤을 언제 봤어?", "last"),
        ("متى رأيت بن آخر مرة؟", "last"),
        ("मैं बेन से आखिरी बार कब मिला?", "last"),
        ("Ben'i en son ne zaman gördüm?", "last"),
    ],
)
def test_the_first_or_the_last_time_is_asked_for(question: str, order: str) -> None:
    assert read_asked_time(question, SUNDAY).order == order


@pytest.mark.parametrize(
    ("question", "side", "words"),
    [
        ("Where did Ana live before she moved to Oslo?", "before", "she moved to oslo"),
        ("What did we do after the wedding?", "after", "the wedding"),
        ("Was haben wir nach der Hochzeit gemacht?", "after", "der hochzeit gemacht"),
        ("Wo wohnte Ana, bevor sie nach Oslo zog?", "before", "sie nach oslo zog"),
        ("Où vivait Ana avant de déménager ?", "before", "déménager"),
        ("¿Dónde vivía Ana antes de mudarse?", "before", "mudarse"),
        ("婚礼之后我们做了什么?", "after", "婚礼"),
        ("引っ越す前にどこに住んでいましたか", "before", "引っ越す"),
        ("결혼식 후에 뭐 했어?", "after", "결혼식"),
        ("शादी के बाद हमने क्या किया?", "after", "शादी"),
        ("düğünden sonra ne yaptık?", "after", "düğünden"),
        ("Что мы делали после свадьбы?", "after", "свадьбы"),
        ("What did I do after I quit Acme?", "after", "i quit acme"),
        ("Where did she work prior to joining Acme?", "before", "joining acme"),
        ("What happened after Ben's birthday party?", "after", "ben s birthday party"),
        (
            "What port did we use before the migration to Kubernetes?",
            "before",
            "the migration to kubernetes",
        ),
        ("What did she do 3 weeks before the wedding?", "before", "the wedding"),
        ("Wo wohnte Ben vor dem Umzug?", "before", "dem umzug"),
        ("Où habitait Ben après le mariage ?", "after", "mariage"),
        ("¿Qué hizo después de la boda?", "after", "la boda"),
        ("Cosa abbiamo fatto dopo il matrimonio?", "after", "matrimonio"),
        ("O que fizemos depois do casamento?", "after", "casamento"),
        ("Waar woonde Ana voordat ze verhuisde?", "before", "ze verhuisde"),
        ("Gdzie mieszkała Ana, zanim się przeprowadziła?", "before", "się przeprowadziła"),
        ("Где жила Анна до того, как переехала?", "before", "как переехала"),
        ("搬家之前她住在哪里?", "before", "搬家"),
        ("結婚式の後に何をしましたか", "after", "結婚式"),
        ("이사하기 전에 어디 살았어?", "before", "이사하"),
        ("أين سكنت آنا قبل أن تنتقل؟", "before", "تنتقل"),
    ],
)
def test_an_event_that_the_answer_lies_before_or_after_is_read(
    question: str, side: str, words: str
) -> None:
    event = read_asked_time(question, SUNDAY).event

    assert isinstance(event, AskedEvent)
    assert (event.side, " ".join(event.words)) == (side, words)


@pytest.mark.parametrize(
    "question",
    [
        "What may I march to?",
        "What did April say to June?",
        "Who is May?",
        "Qu'est-ce qui a été dit ?",
        "What did she do when she moved?",
        "Who looks after the dog?",
        "Where does Ana live?",
        "What is my manager's name?",
        "How many fans does the server have in its second rack?",
        "What port is the staging database on?",
        "What is the address of the spring factory?",
        "What does the second page say?",
        "Was sagte Ben über das Boot?",
        "Was esse ich morgens?",
        "Welche Version läuft auf Port 8080?",
    ],
)
def test_nothing_is_read_into_a_question_that_says_nothing_about_time(question: str) -> None:
    assert read_asked_time(question, SUNDAY) == AskedTime()


def test_a_month_without_a_year_is_the_first_one_since_the_bound_of_the_search() -> None:
    assert read_days("What happened in March?", since=date(2024, 6, 1)) == "2025-03-01..2025-03-31"
    assert read_days("What happened in March?", since=date(2026, 6, 1)) == "2026-03-01..2026-03-31"


@pytest.mark.parametrize(
    ("question", "days"),
    [
        ("What did Ben do the week before 3 August 2023?", "2023-07-27..2023-08-02"),
        ("What did we buy two weeks before 11 August 2023?", "2023-07-25..2023-07-31"),
        ("Who came on the Sunday before 25 October 2022?", "2022-10-23"),
        ("What happened the day after 1 May 2024?", "2024-05-02"),
        ("Was war zwei Wochen vor dem 3. August 2023?", "2023-07-17..2023-07-23"),
        ("¿Qué pasó tres días después del 7 de mayo de 2023?", "2023-05-10"),
    ],
)
def test_days_are_counted_from_a_date_of_the_question(question: str, days: str) -> None:
    assert read_days(question) == days


def test_last_week_beside_a_whole_date_may_be_counted_from_that_date() -> None:
    days = read_days("What did she say last week, as mentioned on 6 November 2023?")

    assert days.split(",") == ["2026-11-16..2026-11-22", "2023-11-06", "2023-10-30..2023-11-05"]


def test_a_day_that_no_month_has_is_no_period() -> None:
    assert read_days("What happened on 31 April 2024?") == ""


def test_what_is_said_roughly_is_a_loose_period_and_a_date_is_not() -> None:
    (rough,) = read_asked_time("What did I do three weeks ago?", SUNDAY).periods
    (exact,) = read_asked_time("What did I do on 3 March 2024?", SUNDAY).periods

    assert (rough.is_loose, exact.is_loose) == (True, False)


@pytest.mark.parametrize("today", [date(1, 1, 2), date(9999, 12, 30)])
def test_the_ends_of_the_calendar_are_no_error(today: date) -> None:
    for question in (
        "What was 900 years ago?",
        "And next year?",
        "last week",
        "in March",
        "winter",
    ):
        for period in read_asked_time(question, today).periods:
            assert period.days.first <= period.days.last


@given(st.text(max_size=60))
def test_any_text_is_read_and_its_periods_are_in_order(text: str) -> None:
    for period in read_asked_time(text, SUNDAY).periods:
        assert period.days.first <= period.days.last


WORDS = [
    *("last", "this", "next", "three", "7", "31", "2024", "march", "may", "week", "year", "ago"),
    *("in", "since", "until", "before", "after", "of", ","),
]


@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_any_order_of_words_of_time_is_read(words: list[str]) -> None:
    for period in read_asked_time(" ".join(words), SUNDAY).periods:
        assert period.days.first <= period.days.last
