"""What was forgotten, and what was said later: the same in other words, or something else."""

from typing import Final

SAME: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "The user lives in Oslo.",
        (
            "I live in Oslo.",
            "I'm living in Oslo now.",
            "My home is in Oslo.",
            "Oslo is where I live.",
            "I moved to Oslo.",
            "Oslo has been my home for ten years.",
            "As you know, I live in Oslo with my dog.",
            "Ich wohne in Oslo.",
            "Vivo en Oslo.",
            "J'habite à Oslo.",
            "Please forget that I live in Oslo.",
            "i live in oslo btw",
            "We live in Oslo, near the harbour.",
            "As I said, I live in Oslo.",
            "As I said, my home is Oslo.",
            "Like I told you, I live in Oslo.",
        ),
    ),
    (
        "The user is allergic to peanuts.",
        ("I'm allergic to peanuts.", "I have a peanut allergy.", "Peanuts: I am allergic to them."),
    ),
    (
        "Tove has epilepsy and takes Keppra.",
        (
            "Tove takes Keppra for her epilepsy.",
            "Tove has epilepsy.",
            "Did I say that Tove takes Keppra?",
        ),
    ),
    (
        "Ana's phone number is 555-0142.",
        ("The phone number of Ana is 555-0142.", "Ana has the phone number 555-0142."),
    ),
    (
        "The user works at Acme as a nurse.",
        ("I work at Acme as a nurse.", "I'm a nurse at Acme, that's where I work."),
    ),
    (
        "Der Nutzer wohnt in Hamburg.",
        (
            "Ich wohne in Hamburg.",
            "Hamburg ist mein Zuhause.",
            "Bitte vergiss, dass ich in Hamburg wohne.",
        ),
    ),
    (
        "Ben leidet an Asthma.",
        ("Ben hat Asthma, er leidet sehr.", "Dass Ben an Asthma leidet, weißt du."),
    ),
    (
        "El usuario vive en Sevilla.",
        ("Vivo en Sevilla.", "Yo vivo en Sevilla.", "Olvida que vivo en Sevilla."),
    ),
    (
        "L'utilisateur habite à Lyon.",
        ("J'habite à Lyon.", "Oublie que j'habite à Lyon."),
    ),
    (
        "ユーザーは京都に住んでいる。",
        (
            "私は京都に住んでいます。",
            "京都に住んでいます。",
            "京都に住んでいることを忘れてください。",
        ),
    ),
    (
        "Пользователь живёт в Москве.",
        ("Я живу в Москве.", "Живу в Москве.", "Пожалуйста, забудь, что я живу в Москве."),
    ),
    ("У Тани диабет.", ("Таня болеет: у Тани диабет.", "Забудь, что у Тани диабет.")),
    ("用户住在上海。", ("我住在上海。", "请忘记我住在上海。")),
    ("사용자는 부산에 살고 있다.", ("저는 부산에 살아요.", "부산에 살아요.")),
    (
        "The user's sister Mara is pregnant.",
        (
            "My sister Mara is pregnant.",
            "Mara, my sister, is pregnant.",
            "Mara is expecting, my sister is pregnant!",
        ),
    ),
    ("The user earns 84,000 euros a year.", ("I earn 84,000 euros a year.",)),
    ("The user is gay.", ("I'm gay.", "I am gay, as you know.")),
    (
        "Jonas was fired from Initech in 2024.",
        ("Initech fired Jonas in 2024.", "In 2024 Jonas was fired by Initech."),
    ),
    (
        "The user votes for the Green Party.",
        ("I vote for the Green Party.", "I always vote for the Green Party."),
    ),
    ("The user's door code is 7731.", ("My door code is 7731.", "The code of my door: 7731.")),
    ("The user takes sertraline for depression.", ("I take sertraline for my depression.",)),
    ("The user broke up with Lena.", ("I broke up with Lena.", "Lena and I broke up.")),
    (
        "El usuario trabaja en el banco Santander.",
        ("Trabajo en el banco Santander.", "Yo trabajo en Santander, el banco."),
    ),
    (
        "L'utilisateur est allergique aux noix.",
        ("Je suis allergique aux noix.", "J'ai une allergie aux noix."),
    ),
    ("Пользователь работает в Яндексе.", ("Я работаю в Яндексе.", "Работаю в Яндексе.")),
    ("ユーザーはソニーで働いている。", ("私はソニーで働いています。", "ソニーに勤めています。")),
    (
        "The user's birthday is on 14 June.",
        ("My birthday is on 14 June.", "I was born on 14 June."),
    ),
    ("The user has a cat called Mittens.", ("My cat is called Mittens.", "I have a cat, Mittens.")),
)
"""A forgotten statement, and sentences that say it again."""

ELSE: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    (
        "The user lives in Oslo.",
        (
            "Ben lives in Oslo.",
            "My brother lives in Oslo.",
            "My brother Ben has lived in Oslo since May.",
            "Ben lives in Oslo and I visit him.",
            "Ana told me that Ben lives in Oslo.",
            "I told Ben that Oslo is nice, and I live in Bergen.",
            "As I said, my brother lives in Oslo.",
            "I visited Oslo last summer.",
            "I love Oslo.",
            "I work in Oslo on Mondays.",
            "The Oslo office is closed today.",
            "What is the weather like in Oslo?",
            "Oslo is the capital of Norway.",
            "I am flying to Oslo on Friday.",
            "I live in Bergen.",
            "I no longer live in Oslo.",
            "I don't live in Oslo.",
            "I used to live in Oslo.",
            "I have never lived in Oslo.",
            "The train to Oslo leaves at nine.",
            "Our customer sits in Oslo.",
            "Her parents live in Oslo.",
            "Book a hotel in Oslo, please.",
            "Rents in Oslo went up.",
            "I met Ana in Oslo.",
            "The meeting in Oslo was moved to June.",
        ),
    ),
    (
        "Tove has epilepsy and takes Keppra.",
        (
            "Tove is coming to dinner.",
            "Tove has a new bicycle.",
            "Tove and I are going to Rome.",
            "My cousin has epilepsy.",
            "What does Keppra cost?",
            "Tove works at Acme.",
            "Write a birthday card for Tove.",
            "Tove likes tea.",
        ),
    ),
    (
        "The user's dog Rex is ill.",
        (
            "Rex likes the beach.",
            "The film T-Rex is good.",
            "My neighbour's dog is ill.",
            "Rex is my dog.",
        ),
    ),
    (
        "The user works at Acme as a nurse.",
        (
            "Acme has a new logo.",
            "I ordered from Acme.",
            "Ben works at Acme.",
            "My sister is a nurse.",
            "I have an appointment with the nurse.",
            "I work at Initech as a nurse.",
        ),
    ),
    (
        "The user is allergic to peanuts.",
        (
            "I bought peanuts for Ben.",
            "My son is allergic to peanuts.",
            "Is there peanut oil in it?",
            "I'm allergic to cats.",
            "Ben is allergic to peanuts.",
        ),
    ),
    (
        "Der Nutzer wohnt in Hamburg.",
        (
            "Mein Bruder wohnt in Hamburg.",
            "Ich war gestern in Hamburg.",
            "Hamburg liegt an der Elbe.",
            "Ich wohne nicht mehr in Hamburg.",
            "Anna wohnt in Hamburg.",
            "Ich wohne in Berlin.",
        ),
    ),
    (
        "El usuario vive en Sevilla.",
        (
            "Mi hermana vive en Sevilla.",
            "Sevilla es muy bonita.",
            "Ya no vivo en Sevilla.",
            "Vivo en Granada.",
            "Viajo a Sevilla mañana.",
        ),
    ),
    (
        "L'utilisateur habite à Lyon.",
        (
            "Mon frère habite à Lyon.",
            "Lyon est une belle ville.",
            "J'habite à Paris.",
            "Je vais à Lyon.",
        ),
    ),
    (
        "ユーザーは京都に住んでいる。",
        (
            "兄は京都に住んでいます。",
            "京都は美しいです。",
            "大阪に住んでいます。",
            "京都に行きました。",
        ),
    ),
    (
        "Пользователь живёт в Москве.",
        ("Мой брат живёт в Москве.", "Москва большая.", "Я живу в Казани.", "Я еду в Москву."),
    ),
    ("用户住在上海。", ("我哥哥住在上海。", "上海很大。", "我住在北京。")),
    (
        "The user's sister Mara is pregnant.",
        (
            "Mara called me yesterday.",
            "My sister is visiting.",
            "My sister Mara has moved to Bonn.",
            "Anna is pregnant.",
            "Buy a present for Mara.",
        ),
    ),
    (
        "The user earns 84,000 euros a year.",
        (
            "The car costs 84,000 euros.",
            "I earn too little.",
            "Ben earns 84,000 euros a year.",
            "84,000 people came.",
        ),
    ),
    ("The user is gay.", ("My brother is gay.", "I went to a gay bar with Tom.")),
    (
        "Jonas was fired from Initech in 2024.",
        (
            "Jonas likes Initech.",
            "Jonas joined Initech in 2019.",
            "Initech was founded in 2024.",
            "Jonas got married in 2024.",
            "Who was fired from Initech?",
        ),
    ),
    (
        "The user votes for the Green Party.",
        (
            "The Green Party won.",
            "My mother votes for the Green Party.",
            "I do not vote for the Green Party any more.",
        ),
    ),
    (
        "The user's door code is 7731.",
        ("The order number is 7731.", "My door is green.", "Ben's door code is 7731."),
    ),
    (
        "The user takes sertraline for depression.",
        (
            "What are the side effects of sertraline?",
            "Sertraline treats depression.",
            "Depression is common.",
        ),
    ),
    (
        "The user broke up with Lena.",
        (
            "I met Lena for coffee.",
            "Lena sent me a mail.",
            "Ben broke up with Lena.",
            "Lena broke her arm.",
        ),
    ),
    (
        "Der Nutzer nimmt Metformin gegen Diabetes.",
        ("Meine Mutter nimmt Metformin.", "Was kostet Metformin?", "Diabetes ist eine Krankheit."),
    ),
    (
        "El usuario trabaja en el banco Santander.",
        (
            "Santander es una ciudad.",
            "Mi padre trabaja en el banco Santander.",
            "Abrí una cuenta en el banco Santander.",
        ),
    ),
    (
        "L'utilisateur est allergique aux noix.",
        ("J'aime les noix.", "Ma fille est allergique aux noix."),
    ),
    (
        "Пользователь работает в Яндексе.",
        ("Яндекс купил компанию.", "Мой друг работает в Яндексе.", "Я ищу в Яндексе."),
    ),
    ("ユーザーはソニーで働いている。", ("ソニーのテレビを買った。", "弟はソニーで働いている。")),
    (
        "The user's birthday is on 14 June.",
        ("The party is on 14 June.", "Ana's birthday is on 14 June.", "I fly on 14 June."),
    ),
    (
        "The user has a cat called Mittens.",
        ("Mittens is a film.", "My neighbour has a cat called Mittens."),
    ),
)
"""A forgotten statement, and sentences of the same names that say something else."""
