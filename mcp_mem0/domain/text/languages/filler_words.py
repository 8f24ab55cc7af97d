"""Phrases that acknowledge, greet, thank or laugh, in the languages of the rules.

Each is folded words as `split_plain_words` gives them, so without accents, or a run of signs of a
script that writes without spaces. A phrase that is missing costs a place in a list and nothing
else; one that says something of somebody does not belong here.
"""

from typing import Final

from mcp_mem0.domain.text.normalise import split_plain_words

PHRASE_WORDS_MAX: Final = 7
"""Longest phrase, in words."""


def _build_phrases(*lines: str) -> frozenset[tuple[str, ...]]:
    return frozenset(split_plain_words(phrase) for line in lines for phrase in line.split("|"))


CALLING_PHRASES: Final = _build_phrases(
    # English, German, Dutch.
    "thanks|thank you|many thanks|thanks a lot|thank you so much|thank you very much|thx|ty|cheers",
    "hi|hello|hey|hey there|hi there|good morning|good evening|good afternoon|good night|bye",
    "goodbye|bye bye|see you|good|well done|sorry|ok|okay|please|congrats|congratulations",
    "danke|danke dir|danke schön|dankeschön|danke sehr|vielen dank|hallo|guten morgen|guten abend",
    "guten tag|gute nacht|tschüss|tschüs|servus|moin|bitte|dank je|dank je wel|dankjewel|bedankt",
    "dank u|dank u wel|hoi|goedemorgen|goedenavond|goedemiddag|doei|dag|tot ziens",
    # French, Spanish, Italian, Portuguese.
    "merci|merci beaucoup|merci bien|bonjour|bonsoir|salut|au revoir|bonne nuit|coucou|bravo",
    "gracias|muchas gracias|mil gracias|hola|buenos días|buenas tardes|buenas noches|buenas|adiós",
    "grazie|grazie mille|ciao|buongiorno|buonasera|buonanotte|arrivederci|salve|prego|scusa",
    "obrigado|obrigada|muito obrigado|muito obrigada|valeu|olá|oi|bom dia|boa tarde|boa noite",
    "tchau",
    # Polish, Russian, Turkish.
    "dziękuję|dzięki|dziękuję bardzo|wielkie dzięki|cześć|hej|dzień dobry|dobry wieczór|dobranoc",
    "спасибо|спасибо большое|большое спасибо|спс|привет|здравствуйте|здравствуй|добрый день|пока",
    "доброе утро|добрый вечер|спокойной ночи|до свидания|благодарю",
    "teşekkürler|teşekkür ederim|çok teşekkürler|çok teşekkür ederim|sağ ol|sağol|merhaba|selam",
    "günaydın|iyi akşamlar|iyi geceler|iyi günler|görüşürüz|hoşça kal|eyvallah",
    # Scandinavian, Czech, Ukrainian, Greek, Indonesian, Vietnamese.
    "tack|tack så mycket|tusen tack|tak|mange tak|takk|tusen takk|hej då|hei|god morgon|god natt",
    "děkuji|díky|ahoj|дякую|привіт|ευχαριστώ|γεια|γεια σου|καλημέρα|terima kasih|makasih|halo",
    "cảm ơn|xin chào|kiitos|moi|köszönöm|szia|mulțumesc|salut",
    # Arabic, Hebrew, Hindi, Persian.
    "شكرا|شكرا لك|شكرا جزيلا|شكرا كثيرا|مرحبا|أهلا|أهلا وسهلا|السلام عليكم|وعليكم السلام",
    "صباح الخير|مساء الخير|تصبح على خير|مع السلامة|تحياتي|תודה|תודה רבה|שלום|בוקר טוב|לילה טוב|ביי",
    "धन्यवाद|शुक्रिया|बहुत धन्यवाद|बहुत बहुत धन्यवाद|नमस्ते|नमस्कार|अलविदा|शुभ रात्रि|सुप्रभात",
    "shukriya|dhanyavaad|namaste|مرسی|ممنون|ممنونم|سلام|خداحافظ|متشکرم",
)
"""Phrases after which somebody may be called by name: "Thanks, Ana"."""

ACKNOWLEDGEMENTS: Final = CALLING_PHRASES | _build_phrases(
    # English.
    "yes|yeah|yep|yup|no|nope|nah|sure|sure thing|of course|certainly|absolutely|definitely",
    "exactly",
    "right|all right|alright|true|correct|agreed|indeed|totally|fine|done|all done|great|perfect",
    "good one|nice|nice one|nice work|cool|awesome|excellent|amazing|wonderful|fantastic|brilliant",
    "lovely|super|wow|oh|ah|oh no|oh wow|oh yes|hm|hmm|hmmm|mm|mhm|uh|um|k|kk|okey|okey dokey|oki",
    "got it|gotcha|i see|understood|noted|roger|copy that|will do|on it|i agree|me too|same here",
    "i will do that|i ll do that|i ll remember that|i will remember that|consider it done",
    "i ve noted that|i ve saved that|i have noted that|let me know|let me know how it goes",
    "go ahead",
    "let me know if you need anything else|let me know if you have any questions|anything else",
    "is there anything else|you re welcome|youre welcome|you are welcome|no problem|no worries",
    "no problem at all|np",
    "my pleasure|glad to help|happy to help|glad to hear that|glad to hear it|good to know|anytime",
    "sounds good|sounds great|sounds good to me|makes sense|that makes sense|that works",
    "works for me",
    "that s great|that s good|that s fine|that s right|that s it|that s all|that s perfect",
    "all good",
    "that is great|that is fine|that is all|that is right|that helps|that helped|very good",
    "very nice",
    "good job|great job|good idea|great idea|good point|fair enough|i know|so true|me neither",
    "not yet",
    "for now|again|then|so|and|well|anyway|really|very much|a lot|a bunch|so much|for that|for now",
    "for the help|for your help|for helping|for asking|for letting me know|for everything|love it",
    "go on|continue|next|stop|wait|one moment|one second|one sec|just a moment|never mind",
    "nevermind",
    "take care|have a nice day|have a good day|have a great day|have a good one|you too|talk soon",
    "talk to you later|see you later|see you soon|see you tomorrow|later|lol|rofl|lmao|omg|haha",
    "yay",
    # German.
    "ja|jo|jep|nein|nö|klar|na klar|alles klar|gut|sehr gut|ganz gut|in ordnung|passt|passt so",
    "genau|stimmt|richtig|verstanden|verstehe|erledigt|fertig|prima|super|toll|klasse|perfekt",
    "spitze",
    "wunderbar|schön|sehr schön|danke für die hilfe|danke für deine hilfe|für die hilfe|gern|gerne",
    "gern geschehen|kein problem|keine ursache|mach ich|wird gemacht|so ist es|ach so|aha|naja",
    "na ja",
    "bis dann|bis später|bis morgen|bis bald|schönen tag|schönen tag noch|schönes wochenende",
    "weiter",
    "das passt|das stimmt|das ist gut|das ist super|das ist alles|das war s|lieb von dir|nochmal",
    "noch",
    # Dutch.
    "nee|prima|goed|heel goed|oké|oke|klopt|begrepen|snap ik|helemaal goed|mooi|leuk|top",
    "geen probleem",
    "graag gedaan|is goed|komt goed|doe ik|zeker|natuurlijk|tot later|tot morgen|fijne dag|gedaan",
    # French.
    "oui|non|ouais|d accord|dac|parfait|très bien|bien|bien sûr|c est bon|c est parfait|ça marche",
    "ça va",
    "génial|super|top|excellent|compris|je vois|je comprends|noté|fait|c est fait|exactement",
    "tout à fait",
    "de rien|pas de problème|pas de souci|avec plaisir|je vous en prie|je t en prie|à bientôt",
    "à demain",
    "bonne journée|bonne soirée|à plus|pour ton aide|pour votre aide|mdr|voilà|vas y|ah bon",
    "merveilleux",
    # Spanish.
    "sí|si|no|vale|de acuerdo|muy bien|bien|perfecto|genial|claro|claro que sí|por supuesto",
    "entendido",
    "entiendo|listo|hecho|ya está|exacto|exactamente|estupendo|excelente|qué bien|bueno|está bien",
    "ok vale",
    "de nada|no hay problema|sin problema|con gusto|un placer|hasta luego|hasta mañana",
    "hasta pronto",
    "por tu ayuda|por la ayuda|por todo|que tengas buen día|jaja|guay|qué bueno|adelante|por favor",
    # Italian.
    "sì|va bene|d accordo|bene|molto bene|benissimo|perfetto|ottimo|certo|certamente|capito",
    "ho capito",
    "fatto|esatto|esattamente|giusto|bello|fantastico|bravo|brava|di niente|figurati",
    "nessun problema",
    "a presto|a domani|a dopo|buona giornata|buona serata|per l aiuto|del tuo aiuto|per favore",
    "certo che sì",
    # Portuguese.
    "sim|não|tá|tá bom|está bem|tudo bem|certo|claro|com certeza|perfeito|ótimo|muito bom",
    "muito bem|beleza",
    "entendi|entendido|feito|pronto|isso|isso mesmo|exato|exatamente|legal|que bom|show|de nada",
    "por nada",
    "sem problema|sem problemas|até logo|até mais|até amanhã|bom trabalho|pela ajuda|por favor",
    "kkk|fixe",
    # Polish.
    "tak|nie|no|dobrze|dobra|w porządku|jasne|oczywiście|rozumiem|zrozumiałem|zrozumiałam|gotowe",
    "zrobione",
    "super|świetnie|znakomicie|doskonale|dokładnie|zgadza się|fajnie|pewnie|nie ma sprawy",
    "nie ma za co",
    "proszę|do zobaczenia|na razie|do jutra|miłego dnia|za pomoc|no dobrze|no dobra|ok dzięki",
    # Russian.
    "да|нет|ага|угу|ок|окей|хорошо|ладно|понял|поняла|понятно|ясно|отлично|супер|класс|круто",
    "здорово",
    "прекрасно|замечательно|точно|верно|правильно|согласен|согласна|конечно|готово|сделано",
    "договорились",
    "пожалуйста|не за что|без проблем|до завтра|до встречи|увидимся|хорошего дня|за помощь|ну",
    "ну ладно|ура",
    "всё понятно|все понятно|я понял|я поняла|так точно|именно|ахах|лол",
    # Turkish.
    "evet|hayır|tamam|tamamdır|peki|olur|tabii|tabii ki|elbette|anladım|anlaşıldı|harika|süper",
    "güzel",
    "çok güzel|mükemmel|oldu|bitti|aynen|doğru|kesinlikle|rica ederim|bir şey değil|sorun değil",
    "lütfen",
    "yardımın için|kolay gelsin|eline sağlık|iyi|çok iyi|hadi|yok",
    # Scandinavian, Czech, Ukrainian, Finnish, Greek, Indonesian, Vietnamese.
    "ja|nej|nei|visst|okej|bra|jättebra|precis|perfekt|förstår|klart|toppen|varsågod|fint|godt",
    "det är bra",
    "ano|ne|dobře|jasně|rozumím|hotovo|skvělé|není zač|так|ні|добре|зрозуміло|чудово|будь ласка",
    "гаразд",
    "joo|kyllä|ei|selvä|hyvä|ναι|όχι|εντάξει|τέλεια|ωραία|iya|ya|tidak|baik|oke|siap|mantap",
    "sama sama",
    "vâng|dạ|được rồi|không|tốt|hay quá",
    # Arabic, Hebrew, Persian.
    "نعم|لا|أجل|حسنا|حسنًا|تمام|طيب|ماشي|أوكي|اوكي|أكيد|بالطبع|بالتأكيد|ممتاز|رائع|جميل|جيد",
    "جيد جدا|صحيح|فهمت",
    "مفهوم|تم|عفوا|لا مشكلة|لا شكر على واجب|إن شاء الله|الحمد لله|ما شاء الله|على الرحب والسعة",
    "من فضلك|على المساعدة",
    "إلى اللقاء|أراك لاحقا|كن بخير|כן|לא|אוקיי|אוקי|בסדר|בסדר גמור|מעולה|מצוין|יופי|הבנתי|נכון",
    "בבקשה|אין בעיה|סבבה",
    "بله|نه|باشه|خوب|عالی|درسته|فهمیدم|چشم|حتما",
    # Hindi, in its own letters and in Latin ones.
    "हाँ|हां|जी|जी हाँ|जी हां|नहीं|जी नहीं|ठीक|ठीक है|अच्छा|बहुत अच्छा|बढ़िया|बहुत बढ़िया|सही|सही है|समझ गया",
    "समझ गई|बिल्कुल",
    "हो गया|कोई बात नहीं|ज़रूर|जरूर|वाह|शाबाश|फिर मिलेंगे|कृपया|बस|चलो|haan|haan ji|ji|theek hai|thik hai",
    "accha|acha",
    "bilkul|koi baat nahi|sahi|badhiya",
    # Korean, which writes spaces.
    "네|넵|넹|예|응|어|아니요|아니오|아니|그래|그래요|그렇군요|그렇구나|좋아|좋아요|좋습니다",
    "좋네요|알겠어|알겠어요|알겠습니다",
    "알았어|알았어요|고마워|고마워요|고맙습니다|감사|감사해요|감사합니다|정말 고마워",
    "정말 감사합니다|안녕|안녕하세요|안녕히 가세요",
    "안녕히 계세요|잘 자|잘 자요|수고하세요|수고했어|수고하셨습니다|맞아|맞아요|맞습니다|괜찮아",
    "괜찮아요|괜찮습니다|대박|오케이|오키",
    "완료|끝|됐어|됐어요|됐습니다|다 됐어|물론|물론이죠|당연하지|천만에요|별말씀을요|화이팅",
    "파이팅|이해했어|이해했어요|와|오|아|헐|굿",
)
"""Phrases that say nothing beside "heard", "thank you" or "hello"."""

SPACELESS_ACKNOWLEDGEMENTS: Final = (
    # Chinese.
    "好的|好|好吧|好啊|好呀|好嘞|好滴|嗯嗯|嗯|哦|噢|喔|啊|哇|哎呀|诶|欸|行|可以|没问题|沒問題"
    "|没事|沒事|没关系|沒關係|对|對|对的|對的"
    "|对啊|是|是的|是啊|不是|不用|不|没有|没错|沒錯|确实|確實|当然|當然|一定|谢谢|謝謝|多谢|多謝"
    "|感谢|感謝|非常感谢|非常感謝|十分感谢|太感谢"
    "|谢啦|你|您|大家|不客气|不客氣|不用谢|客气|知道|明白|懂|了解|收到|清楚|完成|搞定|做好|你好"
    "|您好|大家好|嗨|早|早上好|早安|上午好"
    "|下午好|晚上好|晚安|再见|再見|拜拜|回头见|明天见|辛苦|加油|太好|太棒|很好|非常好|真好|真棒"
    "|棒|不错|不錯|厉害|厲害|完美|赞|牛"
    "|真的|原来如此|原來如此|这样|這樣|继续|繼續|哈|呵|嘿|嘻|了|吧|呢|的|呀|啦|哈|哟|么|咯|耶|我"
    "|都|就"
    # Japanese.
    "|はい|うん|ううん|ええ|いいえ|いえ|いや|そう|そうです|そうですね|そうだね|そっか|そうか"
    "|なるほど|ですね|だね|ありがとう|有難う|有り難う"
    "|ございます|ございました|どうも|サンキュー|了解|りょうかい|です|しました|いたしました|承知"
    "|承知しました|わかりました|分かりました|わかった|分かった"
    "|おけ|オッケー|オーケー|すごい|凄い|すばらしい|素晴らしい|いいね|いいですね|良いですね"
    "|よかった|良かった|完璧|最高|お願いします|お願い|よろしく"
    "|おはよう|こんにちは|こんばんは|おやすみ|おやすみなさい|さようなら|じゃあ|またね|また"
    "|また明日|どういたしまして|大丈夫|問題ない|お疲れ様|お疲れさま"
    "|でした|でしょう|もちろん|確かに|たしかに|本当に|ほんとに|助かりました|助かります|助かる"
    "|終わり|終わった|終わりました|できました|できた|完了|笑|よ|ね|へえ|へー|ほう"
    # Thai.
    "|ครับ|ค่ะ|คะ|จ้ะ|จ้า|นะ|ขอบคุณ|ขอบใจ|มาก|โอเค|ได้|ใช่|ไม่ใช่|ไม่เป็นไร|สวัสดี|เข้าใจแล้ว|เข้าใจ|เรียบร้อย|แล้ว"
    "|ดี|ดีมาก|เยี่ยม|ตกลง|รับทราบ|ฮ่า|ลาก่อน"
)
"""The same in scripts without spaces, with the particles that may follow: a filler is made of them
alone."""
