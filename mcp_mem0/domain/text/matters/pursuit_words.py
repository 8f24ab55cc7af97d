"""Words for what somebody prefers and for what they are working on, in fifteen languages."""

from typing import Final

PREFERENCES: Final = (
    # English
    "prefer|prefers|preferred|preference*|favourite*|favorite*|like|likes|love|loves|enjoy|enjoys"
    "|dislike|dislikes|hate|hates|can t stand|cannot stand|fan of|fond of|keen on|interested in"
    "|passionate about|hobby|hobbies|rather than|instead of|use|uses|using|always|never|usually"
    "|avoid|avoids|drinks|eats|listens to|plays|collects|wants|convention*|style"
    # German
    "|bevorzuge|bevorzugt|mag|möge|liebt|liebe|lieber|am liebsten|lieblings*|hasse|hasst|gern"
    "|gerne|ungern|interessiere|interessiert|hobbys|verwende|verwenden|nutzen|benutzen|utilisons"
    "|utilizamos|verwendet|benutze|benutzt|nutze|nutzt|immer|nie|niemals|vermeide|vermeidet"
    "|trinke|trinkt|spiele|spielt|sammle|sammelt|statt"
    # French
    "|préfère|préfèrent|préféré*|aime|adore|déteste|passionné*|intéresse*|loisir*|utilise"
    "|toujours|jamais|évite|plutôt|joue|boit|collectionne"
    # Spanish, Portuguese, Italian
    "|prefiero|prefiere|favorit*|preferid*|me gusta|le gusta|me gustan|le gustan|me encanta"
    "|le encanta|odio|odia|afición|aficiones|interesa*|uso|usa|usamos|siempre|nunca|evito|evita"
    "|juego|juega|prefiro|prefere|gosto|gosta|adoro|adora|odeia|detesto|detesta|passatempo*"
    "|utilizo|utiliza|sempre|jogo|joga|preferisco|preferisce|preferit*|mi piace|gli piace"
    "|le piace|mi piacciono|amo|ama|appassionat*|interess*|usiamo|mai|gioco|gioca|colleziono"
    "|colleziona"
    # Dutch, Polish, Russian
    "|geef de voorkeur|geeft de voorkeur|voorkeur|liever|lievelings*|houd van|hou van|houdt van"
    "|vind leuk|haat|hekel|graag|hobby s|gebruik|gebruikt|gebruiken|altijd|nooit|speel|speelt"
    "|drink|drinkt|wolę|woli|lubię|lubi|uwielbiam|uwielbia|ulubion*|nienawidz*|nie znosi"
    "|nie cierpi|interesuj*|używam|używa|używamy|zawsze|nigdy|unikam|unika|gram|gra|предпочитаю"
    "|предпочитает|предпочитаем|люблю|любит|любим*|нравится|нравятся|ненавиж*|ненавидит|не люблю"
    "|увлека*|интересу*|хобби|использую|использует|используем|всегда|никогда|избегаю|избегает"
    "|играю|играет|пью|пьет"
    # Chinese, Japanese, Korean
    "|喜欢|喜歡|偏好|最爱|最愛|爱好|愛好|热爱|讨厌|討厭|不喜欢|宁愿|更愿意|感兴趣|兴趣|興趣|习惯"
    "|習慣|使用|总是|從不|从不|好き|嫌い|好み|好む|お気に入り|趣味|苦手|興味|使って|使う|いつも"
    "|*좋아|*싫어|*선호|취미|관심|*즐겨|*즐긴|*사용|*쓴다|*씁니다|항상|절대"
    # Arabic, Hindi, Turkish
    "|أفضل|يفضل|تفضل|المفضل*|أحب|يحب|تحب|أكره|يكره|تكره|هواية|هوايتي|هواياتي|يهتم|تهتم|مهتم"
    "|أستخدم|يستخدم|تستخدم|نستخدم|دائما|أبدا|पसंद|पसंदीदा|नापसंद|प्यार|नफ़रत|नफरत|शौक|रुचि"
    "|इस्तेमाल|उपयोग|हमेशा|कभी|tercih*|sever|seviyor*|severim|sevmez|sevmiyor*|favori*|en sevdiği"
    "|nefret|hobi*|ilgileniyor*|kullanıyor*|kullanır*|her zaman|asla|genellikle"
)
"""Likes, dislikes, habits and tools."""

PROJECTS: Final = (
    "current project|currently|project|projects|building|builds|developing|develops|preparing"
    "|prepares|writing a|writing an|writes a|renovating|organising|organizing|learning"
    "|training for|studying for|launching|migrating|saving up|deadline|goal|goals|aims to|projekt"
    "|projekte|derzeit|zurzeit|momentan|gerade dabei|baue|baut|entwickle|entwickelt|bereite"
    "|bereitet|schreibe an|schreibt an|renovier*|organisier*|lerne|lernt|trainiere für"
    "|trainiert für|ziel|ziele|frist|projet|projets|actuellement|en train de|développe|construit"
    "|prépare|rénove|organise|apprends|apprend|objectif*|échéance|proyecto*|actualmente"
    "|desarroll*|constru*|prepar*|aprend*|meta|objetivo*|plazo|projeto*|projecto*|atualmente"
    "|desenvolv*|progetto|progetti|attualmente|svilupp*|costru*|impar*|obiettivo|obiettivi"
    "|scadenza|projecten|momenteel|bouw|bouwt|ontwikkel*|leer|leert|doel|doelen|projekt*|obecnie"
    "|rozwija*|buduj*|przygotow*|uczę się|uczy się|cel|termin|проект*|сейчас|разрабатыва*|строю"
    "|строит|готовл*|готовит*|учу|учит|изуча*|цель|дедлайн*|正在|项目|項目|專案|目前|开发|開發"
    "|准备|準備|学习|學習|目标|目標|截止|プロジェクト|現在|開発|勉強|学んで|締め切り|締切"
    "|*프로젝트|현재|*개발|*준비|*배우|공부|목표|마감|مشروع*|المشروع|حاليا|يطور|أطور|يبني|أبني"
    "|أستعد|يستعد|أتعلم|يتعلم|هدف*|موعد نهائي|परियोजना|प्रोजेक्ट|फिलहाल|अभी|विकसित|तैयारी|सीख"
    "|लक्ष्य|समय सीमा|proje*|şu anda|şu an|geliştiriyor*|hazırlan*|öğreniyor*|hedef*|son tarih"
)
"""What somebody is working on now."""

UNDERTAKINGS: Final = (
    "working on|work on|works on|arbeite an|arbeitet an|travaille sur|trabajo en un|trabaja en un"
    "|trabalho num|lavoro su|lavora su|werk aan|werkt aan|pracuję nad|pracuje nad|работаю над"
    "|работает над|取り組|trabajamos en|trabalha num|trabalho em um|trabalhando|trabajando en"
    "|arbeiten an|正在做|正在写|正在寫|正在开发|正在開發|開発して|準備して|작업 중|개발 중"
    "|준비 중|أعمل على|يعمل على|تعمل على|पर काम कर|üzerinde çalış*"
)
"""That somebody is at work on something, in words that elsewhere say what their work is."""
