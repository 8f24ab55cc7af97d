"""Statements in many words: those that say what was said are right, those that nearly do are not.

Each takes the place of the first statement in the right answer of its case.
"""

from dataclasses import replace
from typing import Final

import pytest

from mcp_mem0.evals.checking.case_faults import find_faults
from mcp_mem0.evals.deciding.decision_cases import CaseFault
from tests.support.shipped_cases import SHIPPED_CASES

CASES = {case.name: case for case in SHIPPED_CASES}

RIGHT: Final[dict[str, list[str]]] = {
    "moved-to-another-city": [
        "Ana relocated to Oslo on 2026-03-01.",
        "As of 1 March 2026, Ana lives in Oslo.",
        "Ana moved from Rome to Oslo on Sunday, 1 March 2026.",
        "Ana has been living in Oslo since March 1, 2026, after moving from Rome.",
    ],
    "new-employer": [
        "Felix joined Nordlicht Energy on 1 June 2026 after leaving Brandt Logistics.",
        "Felix's first day at Nordlicht Energy was 1 June 2026.",
        "Felix is now employed at Nordlicht Energy as a software tester.",
        (
            "Felix works at Nordlicht Energy (since 1 June 2026), having left Brandt "
            "Logistics on 29 May 2026."
        ),
        "Felix started at Nordlicht Energy on June 1st, 2026.",
    ],
    "meeting-moved": [
        "The team's daily stand-up has been moved from 9:30 to 10:00.",
        "Starting 14 September 2026, the stand-up is held at 10 a.m.",
        "The daily stand-up meeting is at 10:00.",
        "The stand-up of the team happens daily at 10:00 as of 14 September 2026.",
    ],
    "phone-replaced": [
        "Sofia switched to a Fairphone 6 after her Pixel 7 died.",
        "Sofia's phone is a Fairphone 6.",
    ],
    "became-a-vegetarian": [
        "Ben gave up meat in January 2026 and does not miss it.",
        "Ben stopped eating meat in January 2026 and doesn't miss it.",
        "Ben is no longer a meat eater as of January 2026.",
        "Ben has been meat-free since January 2026.",
    ],
    "engaged-to-married": [
        "Yuki married Tom on Saturday, 15 August 2026.",
        "Tom and Yuki have been married since August 15, 2026.",
        "Yuki and Tom tied the knot on 15 August 2026.",
    ],
    "project-tool-switched": [
        "Project Heron's database is Postgres after a finished migration.",
        "Project Heron now uses PostgreSQL.",
        "Project Heron finished its migration to Postgres.",
    ],
    "age-after-birthday": [
        "Emil, Clara's son, turned 7 on July 7, 2026.",
        "Clara's son Emil is seven.",
        "Emil celebrated his seventh birthday on 7 July 2026.",
    ],
    "preference-turned": [
        "The user has switched to light mode everywhere because dark mode causes headaches.",
        "The user prefers light mode in every editor; dark mode gives headaches.",
    ],
    "birthday-one-day-off": [
        "Marta's birthday is June 15.",
        "Marta celebrates her birthday on the 15th of June.",
    ],
    "name-misspelled": [
        "The user's sister, whose name is spelled Cathrin, works as a nurse in Linz.",
    ],
    "assistant-misheard": [
        "Jonas is allergic to hazelnuts, not walnuts.",
        "Jonas has a hazelnut allergy; walnuts are fine for him.",
        "Jonas is allergic to hazelnuts rather than walnuts.",
    ],
    "number-of-children": [
        "Deniz is the parent of three children named Ela, Can and Aras.",
        "Deniz has three kids now: Ela, Can, and newborn Aras.",
    ],
    "unit-confusion": [
        "Owen's one-way commute is 30 miles.",
        "Owen commutes 30 miles each way.",
    ],
    "corrects-itself-at-once": [
        "The release was moved to Friday, 27 March 2026.",
        "The release is scheduled for 27 March 2026.",
    ],
    "promised-a-follow-up": [
        "The assistant committed to preparing the table of figures before the next session.",
        "The assistant said it would prepare the table of figures for the next session.",
    ],
    "decision-made-together": [
        "The user chose 'larch sync' as the command's name.",
        "The command will be named 'larch sync'.",
    ],
    "languages-spoken": [
        "Farid is able to speak Dari, Urdu, English and a little Swedish.",
        "Farid speaks Dari, Urdu, English, and some Swedish.",
    ],
    "three-unrelated-facts": [
        "Bruno is a veterinarian by profession.",
    ],
    "one-more-hobby": [
        "Ana has taken up baking sourdough bread.",
    ],
    "second-flat": [
        "Detlef purchased a vacation flat on Föhr.",
    ],
    "second-job": [
        "Besides working at the pharmacy, Esra teaches one evening a week at the college.",
    ],
    "visited-again": [
        "Georg spent ten days in Greece in March 2026.",
        "Georg travelled to Greece for ten days in March 2026.",
    ],
    "more-detail": [
        "Bill's dog, Rusty, is a three-year-old border collie.",
    ],
    "another-year": [
        (
            "Dario ran the Turin marathon on Sunday, April 5, 2026, finishing two minutes "
            "faster than last time."
        ),
    ],
    "gave-up-smoking": [
        "Viktor stopped smoking on January 1st, 2026 and is still smoke-free.",
        "Viktor is a non-smoker since 1 January 2026.",
    ],
    "never-was-there": [
        "Greta has never visited Japan but dreams of going there.",
    ],
    "does-not-mean-the-opposite": [
        "Paul can't stand opera music.",
        "Paul hates opera.",
    ],
    "pet-died": [
        "Irene's dog Balu passed away on Tuesday, 1 September 2026, at fourteen years of age.",
    ],
    "double-negation": [
        "Aiko likes coffee, but drinking it keeps her awake.",
        "Aiko does like coffee.",
        "Aiko enjoys coffee.",
    ],
    "subscription-cancelled": [
        "The user has cancelled their Atlas gym membership, effective the end of August 2026.",
    ],
    "plans-to-move": [
        "Ana and her family are planning a move to Lisbon in September 2026.",
        "Ana plans on moving to Lisbon in September 2026.",
    ],
    "plan-changed-date": [
        "Sara and Nils have postponed their wedding to 22 August 2026.",
    ],
    "a-promise": [
        "Nadia promised to deliver the signed papers by Monday, 7 December 2026.",
    ],
    "yesterday": [
        "Ana signed a flat contract on Monday, March 2, 2026.",
        "The user Ana signed the flat's contract on 2026-03-02.",
    ],
    "weekday-to-come": [
        "Joris has a dental appointment at the dentist's on Tuesday, 19 May 2026 at 08:00.",
    ],
    "end-of-a-period": [
        "Hugo is taking parental leave through the end of May 2026.",
    ],
    "exaggeration": [
        "The bicycle of Gül's son has been stolen.",
    ],
    "fishing-for-a-novel": [
        (
            "The user is working on a novel about a heroine named Vera who kills her husband "
            "in Prague."
        ),
    ],
    "one-about-the-other": [
        "Mara was promoted to the position of head gardener.",
    ],
    "we-means-both": [
        "Elif and Baran have adopted a puppy called Tarçın.",
    ],
    "quoted-of-a-third": [
        "Petra's boss announced that they will retire in June 2026.",
        "The boss of Petra is going to retire in June 2026.",
    ],
    "answer-to-a-question": [
        "The user wants reports to always be written in French.",
    ],
    "message-for-somebody-else": [
        "Olga's mother is currently in the hospital.",
    ],
    "german-move": [
        "Jana wohnt seit Montag, 2. März 2026, in Bremen.",
        "Jana lebt seit dem 2. März 2026 in Bremen.",
    ],
    "french-preference": [
        "Chloé est allergique aux crevettes et il faut y penser au restaurant.",
    ],
    "spanish-contradiction": [
        "Diego dejó el banco y es profesor de matemáticas desde abril de 2026.",
    ],
    "portuguese-plan": [
        "Rui planeja se mudar para o Porto em setembro de 2026, se tudo correr bem.",
    ],
    "piano-given-away": [
        (
            "Leopold's upright piano now belongs to his niece Adele, to whom he gave it on "
            "12 February 2026."
        ),
        "On 12 February 2026, Leopold gave his upright piano to his niece Adele.",
        "Leopold gave away his upright piano to Adele, his niece, on 2026-02-12.",
    ],
    "stay-until-friday": [
        "Henriette is staying in Ghent until 17 April 2026 for a bookbinding workshop.",
        "Henriette is attending a bookbinding workshop in Ghent until 17 April 2026.",
        "Henriette is in Ghent through 17 April 2026 for a workshop.",
    ],
    "if-the-grant-comes": [
        (
            "Oluwaseun plans to move the workshop from Ibadan to Abeokuta in June 2026, on "
            "condition of getting the grant."
        ),
        "Oluwaseun will move the workshop to Abeokuta in June 2026 if the grant is awarded.",
    ],
    "dose-raised": [
        "Evarist's doctor raised his metformin dose to 0.85 g twice a day.",
        "Evarist now takes 850 mg metformin twice daily.",
    ],
    "one-change-among-forty": [
        (
            "Anneliese Voss handed over the chair of the chess club in Soltau to Rüdiger on "
            "7 March 2026."
        ),
        (
            "Rüdiger has chaired the chess club in Soltau since 7 March 2026, when Anneliese "
            "Voss handed it to him."
        ),
    ],
    "new-job-from-may": [
        "Tilda will start working for the ferry company Öresjö on 1 May 2026.",
    ],
    "rent-rises-in-january": [
        "Ab dem 1. Januar 2027 zahlt Roswitha 915 Euro Miete pro Monat.",
        "Roswithas monatliche Miete erhöht sich ab Januar 2027 von 840 auf 915 Euro.",
        "Die Miete von Roswitha steigt zum 1. Januar 2027 auf 915 Euro.",
    ],
    "shop-will-close": [
        "Apolline va fermer sa boutique de laine à Nantes le 30 novembre 2026.",
        "Apolline a décidé de fermer sa boutique de laine le 30/11/2026.",
        "La boutique de laine d'Apolline fermera définitivement le 30 novembre 2026.",
    ],
    "api-version-dropped-next-year": [
        "Halyard is going to discontinue version 1 of its billing API on 1 February 2027.",
    ],
    "correction-taken-back": [
        "Marlies's birthday is on the 14th of June.",
        "Marlies was born on 14 June.",
    ],
    "cancellation-taken-back": [
        "La festa di Fiamma del primo agosto 2026 si terrà, in un altro cortile.",
    ],
    "moves-house-only-in-autumn": [
        "W październiku 2026 Zofia przeprowadza się do Torunia.",
        "Zofia przeprowadza się do Torunia w październiku 2026; umowa jest podpisana.",
    ],
    "bicycle-given-away-in-spanish": [
        "En agosto de 2026, Remedios le regaló su bicicleta roja a Fermín.",
        "Remedios dio su bicicleta roja a Fermín en agosto de 2026.",
    ],
    "books-donated": [
        (
            "Op zaterdag 7 november 2026 heeft Joost al zijn stripboeken aan de bibliotheek "
            "geschonken."
        ),
    ],
    "hamster-died": [
        "Pyret, Linneas hamster, dog den 4 oktober 2026 vid tre års ålder.",
    ],
    "cat-died-in-korean": [
        "민준의 고양이 나비가 2026년 12월 7일에 세상을 떠났다.",
        "민준이 키우던 고양이 나비가 2026년 12월 7일에 죽었다.",
    ],
    "stay-at-a-sister": [
        "Gundula wohnt bis Ende Juli 2026 vorübergehend bei ihrer Schwester in Kiel.",
        (
            "Gundula hält sich bis Ende Juli 2026 bei ihrer Schwester in Kiel auf, weil die "
            "Küche umgebaut wird."
        ),
    ],
    "one-of-two-moves": [
        "Corentin still lives in Brest because of his job.",
    ],
    "both-move-apart": [
        "Ragnhild lives in Oslo since early August 2026.",
    ],
    "office-splits-in-two": [
        "A equipe Jacarandá continua na sala 12.",
    ],
    "flatmate-leaves": [
        "Selin ve Defne Kadıköy'de oturmaya devam ediyor.",
    ],
    "if-it-rains": [
        "Das Sommerfest des Chors wird bei Regen in der Turnhalle gefeiert.",
        "Falls es regnet, findet das Sommerfest am 13. Juni 2026 in der Turnhalle statt.",
    ],
    "only-if-the-doctor-agrees": [
        "Тимофей начнёт плавать с октября 2026 года, если разрешит врач.",
    ],
    "drops-not-millilitres": [
        "Kazimierz przyjmuje codziennie 20 kropli na serce.",
        "Kazimierz bierze 20 kropli (nie mililitrów) na serce dziennie.",
    ],
    "pills-halved": [
        "Sinds 2 maart 2026 slikt Femke elke avond slechts 1 tablet Somnex in plaats van 2.",
    ],
    "age-in-hindi": [
        "तारा, मीरा की बेटी, अब छह साल की है।",
    ],
    "age-corrected": [
        "Nevzat'ın kızı Ada 8 yaşındadır.",
    ],
    "wine-list-grows": [
        "Clothilde's wine cellar contains Jura, Bandol, Cahors, and Madiran wines.",
        "Clothilde has wines from Jura, Bandol, Cahors and Madiran in her cellar.",
    ],
    "late-evening-in-the-west": [
        "Corazon finished her quilt on Sunday, March 1, 2026.",
    ],
    "early-morning-in-the-east": [
        "美月は2026年5月15日の弓道大会で優勝しました。",
    ],
    "call-on-two-clocks": [
        "The weekly call with Osaka is at 9:00 Berlin time, which is now 16:00 in Osaka.",
    ],
    "train-in-local-time": [
        "Fantine prend le train à Lisbonne le 3 décembre 2026 à 21 h 15 (heure portugaise).",
        "Le 3 décembre 2026 à 21h15 (heure du Portugal), le train de Fantine quitte Lisbonne.",
    ],
    "messages-of-another-year": [
        "Alarik started working at the shipyard on 5 June 2023.",
    ],
    "table-of-tariffs": [
        "The user switched to the phone tariff Midi (20 GB, 12.99) on 15 April 2026.",
    ],
    "code-with-a-setting": [
        "The retries of the Petrel client were set to 5 on 18 February 2026.",
        "The Petrel client is configured with 5 retries.",
        "Petrel's retry count is 5 in the user's code.",
    ],
    "csv-of-birthdays": [
        "Livia, a godchild of the user, has her birthday on 9 May.",
    ],
    "forwarded-mail-in-german": [
        "Das Treffen der Imkergruppe wurde vom 20. Juli auf den 27. Juli 2026 verschoben.",
    ],
    "open-search-resolved-among-forty": [
        "Gerwin found a workshop at Mühlenweg 3, which he rents from June 2026.",
    ],
    "summary-says-which": [
        "Eulalia compra la casa de Soria y firma el lunes 5 de octubre de 2026.",
        "Eulalia decidió comprar la casa de Soria.",
    ],
    "caller-replaces-two": [
        "Tern listens on port 7443.",
    ],
    "second-look-finds-the-old-home": [
        (
            "Perpetua has been living in Husum since 1 July 2026 because the stairs were too "
            "much for her."
        ),
    ],
    "japanese-hobby": [
        "健太は陶芸を始めました。",
        "健太は最近陶芸を趣味として始めた。",
    ],
    "chinese-new-job": [
        "李娜目前就职于青云科技。",
    ],
    "arabic-family": [
        "تدرس سارة أخت ليلى الطب في القاهرة.",
    ],
    "promised-in-german": [
        (
            "Der Assistent hat zugesagt, bis Montag, den 7. September 2026, drei Entwürfe "
            "für das Plakat vorzubereiten."
        ),
    ],
    "advice-followed": [
        "Tadeusz switched from peat to coconut fibre for his seedlings.",
    ],
    "guest-until-sunday-in-finnish": [
        "Aino on Vaasassa sunnuntaihin 22.3.2026 asti konsertin takia.",
    ],
    "agenda-with-times": [
        "Silvia practises yoga every Monday at 7:00.",
    ],
    "working-agreements": [
        "Tests must always be written first in this repository.",
    ],
    "favourite-is-one": [
        "Frida's new favourite book is Piranesi, replacing Momo.",
    ],
    "one-less-on-a-list": [
        "The team of project Wren uses Linear and Figma; it dropped Slack.",
    ],
    "a-wish-is-a-wish": [
        "Otto wishes to see the northern lights someday.",
    ],
    "last-month": [
        "Lucía and others opened their second shop, located in Cádiz, in December 2025.",
    ],
    "correction-of-one-of-several": [
        "Noor majored in maths in Delft.",
        "Noor has a degree in mathematics from Delft.",
    ],
    "recommended-a-book": [
        'The assistant recommended "The Mind of a Bee" (Lars Chittka) to the user.',
    ],
    "a-secret-is-not-kept": [
        "The user's home router is a FritzBox 7590.",
    ],
    "talks-about-memory-and-says-a-fact": [
        "Ana has a second cat called Lulu, which she adopted.",
    ],
    "family-with-names": [
        "Katya has two children: Misha (9) and Anya (4).",
    ],
    "one-more-on-a-list": [
        "Project Wren's team has begun using Notion in addition to Linear, Figma and Slack.",
    ],
    "one-more-friend": [
        "Wanda is the user's friend from school; they met in Kraków.",
    ],
    "one-more-language": [
        "Carla can converse in Korean.",
    ],
    "two-projects": [
        "Project Lark switched to trunk-based development.",
    ],
    "alike-and-not-the-same-thing": [
        "Cora has a driving licence that expires in May 2027.",
    ],
    "alike-and-not-the-same-person": [
        "Leo, who is the user's son, also plays the violin.",
    ],
    "doubles-among-the-known": [
        "Eva now freelances as an editor after leaving Mira Film.",
    ],
    "plan-became-true": [
        "Ana and her partner have been living in a new flat in Lisbon since 13 September 2026.",
        "Ana has moved to Lisbon.",
    ],
    "across-the-new-year": [
        "The user's father underwent knee surgery on 2025-12-22.",
    ],
    "leap-day": [
        "Mei is taking an exam on February 29, 2028.",
    ],
    "years-ago": [
        "Sven quit drinking in 2023.",
        "Sven doesn't drink since 2023.",
    ],
    "message-with-its-own-time": [
        "On November 12, 2026 Amir passed his driving test.",
    ],
    "vague-stays-vague": [
        "Bea has recently taken up fencing as a hobby.",
    ],
    "same-trait-of-two-people": [
        "Ingrid is based in Uppsala.",
    ],
    "same-first-name": [
        "The user's cousin Peter has moved from Graz to Salzburg.",
    ],
    "appendix-removed": [
        ("Ottilie's appendix was removed on Sunday, 14 June 2026, and she is still in the clinic."),
    ],
    "band-splits": [
        "Iker and Maialen now perform as Ur.",
    ],
    "age-at-a-date": [
        "Loïc, Bertrand's son, turned 12 on 27 August 2026.",
    ],
    "promised-a-reminder": [
        "The assistant promised Rosalind a reminder about the kiln deposit on June 20, 2026.",
    ],
    "like-one-of-forty": [
        "Isolde has a penicillin allergy that her dentist should know about.",
    ],
    "summary-says-who": [
        "Aunt Philomena of the user retired on Wednesday, 17 June 2026.",
    ],
    "caller-names-what-is-replaced": [
        "The desk of Ottokar is located in room 2.15.",
    ],
    "a-whole-session": [
        "Walburga's autumn concert takes place on 10 October 2026 at 8 p.m. in the old granary.",
    ],
}
"""Other words for the same."""

WRONG: Final[dict[str, list[str]]] = {
    "moved-to-another-city": [
        "Ana never moved to Oslo on 1 March 2026.",
        "Ana hates Oslo since 1 March 2026.",
        "Ana's cat moved to Oslo on 1 March 2026.",
        "Ana moved to Oslo with her brother on 1 March 2026.",
        "Nobody believes that Ana moved to Oslo on 1 March 2026.",
        "Ana moved to Oslo on 1 March 2026 and likes jazz.",
        "Ana was deported to Oslo on 1 March 2026.",
        "Ana moved from Oslo to Rome on 1 March 2026.",
        "The user moved to Oslo on 1 March 2026.",
        "Ana considered moving to Oslo on 1 March 2026.",
        "It is untrue that Ana lives in Oslo since 2026-03-01.",
        "Ana lived in Oslo until 1 March 2026.",
        "Ana and Ben moved to Oslo on 1 March 2026.",
        "I moved to Oslo on Sunday!",
        'Ana said: "I moved to Oslo on Sunday!"',
        "Ana: I moved to Oslo on Sunday! (1 March 2026)",
        "Contrary to rumours, Ana did not move to Oslo on 1 March 2026.",
    ],
    "new-employer": [
        "Felix works at Nordlicht Energy since 1 June 2025.",
        "Felix's brother works at Nordlicht Energy.",
        "Felix owns Nordlicht Energy.",
        "Felix rejected a job at Nordlicht Energy.",
    ],
    "age-after-birthday": [
        "Emil is eight years old.",
        "Clara turned seven on 7 July 2026.",
        "Emil is eleven.",
        "Emil is seventy.",
    ],
    "two-facts-at-once": [
        "Rosa's mother lives in Bilbao.",
        "Rosa dislikes Bilbao.",
    ],
    "languages-spoken": [
        "Farid speaks Dari, Urdu and Swedish, but no English.",
        "Farid teaches Dari, Urdu, English and Swedish.",
        "Farid speaks Dari, Urdu, English, Swedish and Finnish.",
    ],
    "does-not-mean-the-opposite": [
        "Paul can stand opera.",
        "Paul does not dislike opera.",
        "Paul avoids jazz and opera.",
    ],
    "gave-up-smoking": [
        "Viktor smokes since 1 January 2026.",
        "Viktor did not quit smoking on 1 January 2026.",
        "Viktor started smoking on 1 January 2026.",
    ],
    "pet-died": [
        "Irene's parrot Kiko died on 1 September 2026.",
        "Balu is fourteen.",
        "Irene died on 1 September 2026.",
        "Balu died on 1 September 2026 at the age of forty.",
        "Balu got sick on 1 September 2026.",
    ],
    "a-promise": [
        "Nadia refused to send the signed papers by 7 December 2026.",
        "Nadia promised to burn the papers by 7 December 2026.",
    ],
    "birthday-one-day-off": [
        "Marta's birthday is on 15 July.",
        "Marta's birthday is on 14 June, not on 15 June.",
        "Pixel's birthday is on 15 June.",
    ],
    "alike-and-not-the-same-person": [
        "Leo, the user's father, plays the violin.",
        "Ana and Leo play the violin.",
        "The user plays the violin, not Leo.",
    ],
    "german-move": [
        "Jana wohnt nicht mehr in Bremen seit dem 2. März 2026.",
        "Jana will nach Bremen ziehen.",
        "Jana zog am 2. März 2026 von Bremen weg.",
    ],
    "japanese-hobby": [
        "健太は陶芸をやめた。",
        "健太は陶芸が嫌いだ。",
        "健太は陶芸を始めて、妹もいる。",
        "健太は大阪で陶芸を教えている。",
    ],
    "chinese-new-job": [
        "李娜离开了青云科技。",
        "李娜的丈夫在青云科技工作。",
        "李娜在青云科技工作，并且有一个双胞胎。",
    ],
    "portuguese-plan": [
        "Rui mudou-se para o Porto em setembro de 2026.",
        "Rui não quer mudar-se para o Porto.",
    ],
    "piano-given-away": [
        "Leopold got the upright piano from his niece Adele on 12 February 2026.",
        "Leopold gave the silver flute to his niece Adele on 12 February 2026.",
        "Leopold sold his upright piano to Adele on 12 February 2026.",
    ],
    "both-move-apart": [
        "Bo moved to Oslo at the start of August 2026.",
    ],
    "dose-raised": [
        "Evarist takes 0.85 mg of metformin twice a day.",
        "Evarist takes 0.85 g of metformin three times a day.",
        "Evarist takes 500 mg of metformin twice a day.",
    ],
    "one-more-friend": [
        "The user dislikes a friend named Wanda.",
        "Wanda, the user's sister, lives in Kraków.",
    ],
    "rent-rises-in-january": [
        "Roswithas Miete steigt ab Januar 2027 auf 951 Euro im Monat.",
        "Roswithas Miete sinkt ab Januar 2027 auf 915 Euro im Monat.",
    ],
    "visited-again": [
        "Georg visited Greece for ten days in May 2026.",
        "Georg has never been in Greece in March 2026.",
        "Georg visited Greece for ten weeks in March 2026.",
    ],
    "meeting-moved": [
        "The team's stand-up was cancelled at 10:00.",
        "The team's stand-up is at 10:00 pm.",
        "The team has no stand-up at 10:00.",
    ],
    "phone-replaced": [
        "Sofia lost a Fairphone 6.",
        "Sofia wants a Fairphone 6.",
        "Tom uses a Fairphone 6.",
    ],
    "became-a-vegetarian": [
        "Ben eats meat since January 2026.",
        "Ben stopped eating meat in June 2026.",
        "Ben's wife stopped eating meat in January 2026.",
    ],
    "engaged-to-married": [
        "Yuki and Tom got divorced on 15 August 2026.",
        "Yuki and Tom are engaged since 15 August 2026.",
        "Yuki and Tim got married on 15 August 2026.",
    ],
    "project-tool-switched": [
        "Project Otter stores its data in Postgres.",
        "Project Heron moved from Postgres to MySQL.",
        "Project Heron refuses Postgres.",
    ],
    "corrects-itself-in-next-message": [
        "Tomas's flight lands at 14:10 on 3 April 2026.",
        "Tomas's flight departs at 16:40 on 3 April 2026.",
        "Tomas's flight lands at 16:40 on 4 April 2026.",
    ],
    "recommended-a-book": [
        'The user recommended "The Mind of a Bee" to the assistant.',
        'The assistant did not recommend "The Mind of a Bee".',
    ],
    "second-job": [
        "Esra taught at the college until 2020.",
        "Esra studies at the college one evening a week.",
    ],
    "favourite-is-one": [
        "Frida's favourite book is Momo, not Piranesi.",
        "Frida's least favourite book is Piranesi.",
    ],
    "another-year": [
        "Dario ran the Turin marathon on 5 April 2025.",
        "Dario missed the Turin marathon on 5 April 2026.",
        "Dario ran the Turin marathon on 5 April 2026, ten minutes faster.",
    ],
    "never-was-there": [
        "Greta has been to Japan.",
        "Greta has never been to Asia.",
    ],
    "plan-changed-date": [
        "The wedding of Sara and Nils was cancelled on 22 August 2026.",
        "Sara and Nils got divorced on 22 August 2026.",
    ],
    "end-of-a-period": [
        "Hugo is on parental leave since May 2026.",
        "Hugo's parental leave was denied until May 2026.",
    ],
    "one-about-the-other": [
        "Ivo was promoted to head gardener.",
        "Mara was demoted from head gardener.",
    ],
    "answer-to-a-question": [
        "The user never wants the report in French.",
        "The user wants the report in German, not in French.",
    ],
    "bicycle-given-away-in-spanish": [
        "Remedios compró una bicicleta roja a Fermín en agosto de 2026.",
        "Fermín regaló su bicicleta roja a Remedios en agosto de 2026.",
    ],
    "hamster-died": [
        "Linneas katt Sot dog den 4 oktober 2026.",
        "Pyret dog inte den 4 oktober 2026.",
    ],
    "stay-until-friday": [
        "Henriette lives in Ghent.",
        "Henriette stays in Ghent until 24 April 2026.",
    ],
    "if-the-grant-comes": [
        "Oluwaseun plans to move the workshop to Abeokuta in June 2026.",
    ],
    "age-corrected": [
        "Nevzat'ın kızı Ada yedi yaşında.",
        "Nevzat sekiz yaşında.",
    ],
    "early-morning-in-the-east": [
        "美月は2026年5月14日に弓道の大会で優勝した。",
        "美月は弓道の大会で優勝できなかった。",
    ],
    "code-with-a-setting": [
        "The Petrel client retries a request 9 times.",
    ],
    "like-one-of-forty": [
        "Isolde is not allergic to penicillin.",
        "Bettina and Isolde are allergic to penicillin.",
    ],
}
"""Words that resemble the right ones."""


def find_faults_of(name: str, text: str) -> tuple[CaseFault, ...]:
    case = CASES[name]
    answer = list(case.answer)
    place = next(number for number, each in enumerate(answer) if each.is_statement)
    answer[place] = replace(answer[place], text=text, relations=())
    return find_faults(case, answer)


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in RIGHT for text in RIGHT[name]])
def test_the_same_in_other_words_is_right(name: str, text: str) -> None:
    assert find_faults_of(name, text) == ()


@pytest.mark.parametrize(("name", "text"), [(name, text) for name in WRONG for text in WRONG[name]])
def test_what_only_resembles_it_is_wrong(name: str, text: str) -> None:
    assert find_faults_of(name, text) != ()
