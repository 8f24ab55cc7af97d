"""Words with which somebody tells assistants how to do things, in fifteen languages.

A language has three lists of entries for `build_lexicon`: openings of an order ("use", "never"),
what is wished of whoever answers ("answers in", "be called"), and words that make a rule of any
statement ("must not", "forbidden").
"""

from typing import Final

OPENINGS: Final = (
    # English
    "answer|reply|respond|speak|talk to|write|use|avoid|keep|prefer|never|always|do not|don t"
    "|please|only|stop|ask me|give me|show me|tell me|explain|format|call me|address me"
    "|refer to me|remind me|make sure|be concise|be brief|be polite|be direct|be honest|translate"
    "|summarise|summarize|cite|no emoji*|no commits|no small talk|run tests|run the tests"
    "|commit only|commit in|follow|stick to|when i ask|when i say|when i write|when you"
    "|before you|whenever you|if i ask|if i say|if you|you must|you should|you may|you shall"
    "|you can|you need|assistants|assistant|the assistant|any assistant|ai assistants"
    # German
    "|antworte|antworten sie|sprich|sprechen sie|schreib|schreibe|schreiben sie|verwende"
    "|verwenden sie|benutze|benutzen sie|nutze|vermeide|vermeiden sie|halte|halte dich|nenne mich"
    "|nenn mich|nennen sie mich|duze|sieze|erkläre|gib mir|zeig mir|frag mich|frage mich|sag mir"
    "|mach|bevorzuge|nie direkt|nie auf|nie in|nie im|nie mit|nie ohne|nie den|nie die|nie das"
    "|nie mehr|niemals|immer|bitte|nur|keine emojis|keine commits|kein smalltalk|du sollst"
    "|du darfst|du musst|assistenten|der assistent|wenn du|bevor du"
    # French
    "|réponds|répondez|répondre|parle|parle moi|parlez|écris|écrivez|utilise|utilisez|évite"
    "|évitez|garde|appelle moi|appelez moi|tutoie|vouvoie|explique|expliquez|donne moi|montre moi"
    "|demande moi|ne fais|ne faites|ne propose|ne proposez|n utilise|n utilisez|ne jamais|ne pas"
    "|jamais|toujours|ne commite|ne commits|s il te plaît|s il vous plaît|tu dois|vous devez"
    "|les assistants|l assistant|pas d emoji*"
    # Spanish
    "|responde|responda|respóndeme|contesta|háblame|habla en|escribe|usa|utiliza|evita|llámame"
    "|explica|dame|muéstrame|pregúntame|mantén|no uses|no hagas|no escribas|no sugieras"
    "|no propongas|no me llames|nunca|siempre|por favor|debes|no debes|los asistentes"
    "|el asistente|sin emojis"
    # Italian
    "|rispondi|rispondimi|risponda|parlami|parla in|scrivi|utilizza|chiamami|spiega|dammi"
    "|mostrami|chiedimi|non usare|non fare|non scrivere|non suggerire|non proporre|non chiamarmi"
    "|mai|sempre|per favore|devi|non devi|gli assistenti|l assistente|dammi del"
    # Portuguese
    "|responda em|responde em|fale comigo|fale em|fala em|escreva|escreve|utilize|evite|me chame"
    "|chame me|chama me|me dê|mostre me|pergunte|mantenha|não use|não uses|não faça|não escreva"
    "|não sugira|não proponha|os assistentes|o assistente|sem emojis"
    # Dutch
    "|antwoord|spreek|schrijf|gebruik|vermijd|noem me|noem mij|leg uit|geef me|geef mij|laat me"
    "|vraag me|houd|hou het|doe nooit|nooit|altijd|alsjeblieft|alleen|geen emoji*|je moet|je mag"
    "|de assistent|tutoyeer"
    # Polish
    "|odpowiadaj|odpowiedz|mów|pisz|używaj|unikaj|nazywaj mnie|mów mi|mów do mnie|zwracaj się"
    "|wyjaśniaj|podawaj|pokazuj|pytaj|nie używaj|nie pisz|nie rób|nie proponuj|nie commituj|nigdy"
    "|zawsze|proszę|musisz|asystenci|asystent|bez emoji*"
    # Russian
    "|отвечай|отвечайте|говори|говорите|пиши|пишите|используй|используйте|избегай|избегайте"
    "|называй|называйте|зови|зовите|обращайся|обращайтесь|объясняй|объясняйте|давай|показывай"
    "|спрашивай|не используй|не используйте|не пиши|не пишите|не делай|не делайте|не предлагай"
    "|не предлагайте|не коммить|никогда|всегда|пожалуйста|только|ты должен|вы должны|ассистенты"
    "|ассистент|без эмодзи"
    # Arabic
    "|أجب|أجبني|أجيبي|رد|رد علي|تحدث|تكلم|اكتب|استخدم|تجنب|نادني|سمني|اشرح|أعطني|أرني|اسألني"
    "|لا تستخدم|لا تكتب|لا تقترح|لا تفعل|لا تقم|دائما|أبدا|من فضلك|يرجى|رجاء|يجب عليك|يجب أن"
    "|المساعدون|المساعد"
    # Hindi
    "|कृपया|हमेशा|कभी|जवाब|उत्तर|मुझे बुलाओ|मुझे बुलाएँ|मुझसे|सहायक|असिस्टेंट"
    # Turkish
    "|lütfen|her zaman|asla|hiçbir zaman|daima|yanıtla|yanıt ver|cevap ver|cevapla|bana|kullan"
    "|kullanın|kaçın|asistanlar|asistan"
)
"""How an order begins."""

ORDERS_ANYWHERE: Final = (
    "请用|請用|请始终|请不要|請不要|不要|永远不要|永遠不要|务必|務必|叫我|称呼我|稱呼我|用中文回"
    "|用英文回|用德语回|回答我|回复我|请勿|てください|て下さい|ないでください|しないで|と呼んで"
    "|で答えて|で返事|で回答|必ず|絶対に|常に|使用禁止|すること|*대답해|*답변해|*답해|*불러 줘"
    "|*불러줘|*불러 주세요|*사용해 줘|*사용해줘|*사용하세요|*해 주세요|*해주세요|*하지 마|*마세요"
    "|반드시|절대|जवाब दो|जवाब दें|जवाब दीजिए|उत्तर दें|उत्तर दो|बुलाओ|बुलाएँ|बुलाएं|बुलाया करो"
    "|इस्तेमाल करें|इस्तेमाल करो|उपयोग करें|उपयोग करो|लिखें|मत करो|मत करना|न करें|ना करें"
    "|yanıt ver|yanıt verin|cevap ver|cevap verin|hitap et|hitap edin|diye çağır|diye seslen"
    "|kullanma|kullanmayın|yapma|yapmayın"
)
"""Orders whose verb stands last, or that have no first word."""

WISHES: Final = (
    "want|wants|wanted|would like|d like|prefer|prefers|preferred|like|likes|ask|asks|asked"
    "|request|requests|requested|expect|expects|insists|should|must|möchte|will|wünscht|wünsche"
    "|bevorzugt|bevorzuge|bittet|bat|soll|sollen|muss|müssen|veut|veux|voudrait|préfère|souhaite"
    "|demande|doit|doivent|quiere|quiero|prefiere|prefiero|pide|pidió|debe|deben|vuole|voglio"
    "|preferisce|preferisco|chiede|ha chiesto|deve|devono|quer|quero|prefere|prefiro|pede|pediu"
    "|devem|wil|wilt|graag|liever|vraagt|vroeg|chce|chcę|woli|wolę|prosi|prosił|prosiła|powinien"
    "|powinni|хочет|хочу|предпочитает|предпочитаю|просит|просил|просила|должен|должны|希望|想要"
    "|要求|喜欢|喜歡|偏好|ほしい|欲しい|望む|望んで|好む|*원해|*원한다|*원합니다|*선호|*좋아|يريد"
    "|تريد|أريد|يفضل|تفضل|أفضل|يطلب|طلب|चाहता|चाहती|चाहते|पसंद|istiyor|istiyorum|ister|tercih"
    "|rica"
)
"""That somebody wishes something."""

OF_ANSWERS: Final = (
    "answer|answers|answered|reply|replies|response|responses|respond|be called|to be called"
    "|called by|addressed|assistants|assistant|you to|explanations|explained|summaries"
    "|bullet points|emoji*|small talk|short answers|commit messages|code comments|code reviews"
    "|spoken to|*antwort*|genannt werden|genannt|angesprochen|angeredet|geduzt|gesiezt|assistent*"
    "|erklärungen|réponse*|répondre|appelé|appelée|tutoyé*|vouvoyé*|que l on l appelle"
    "|explications|respuesta*|respondan|le llamen|la llamen|me llamen|tuteen|asistente*"
    "|explicaciones|risposte|risposta|rispondere|essere chiamato|essere chiamata|assistente"
    "|assistenti|spiegazioni|resposta*|respondam|ser chamado|ser chamada|explicações|antwoorden"
    "|genoemd worden|aangesproken|uitleg|odpowiedzi|odpowiadać|nazywano|zwracano|asystent*"
    "|wyjaśnienia|ответ*|отвеча*|называли|обращались|ассистент*|объяснени*|回答|回复|回覆|称呼"
    "|稱呼|叫他|叫她|助手|解释|返答|呼ばれ|答え|アシスタント|説明|*답변|*대답|*불러|*불리|*호칭"
    "|*설명|*إجابة*|*إجابات*|*الرد*|*ينادى*|*تنادى*|*المساعد*|जवाब|उत्तर|बुलाया|सहायक|yanıt*"
    "|cevap*|hitap|çağrılma*|açıklama*"
)
"""That it concerns the answers of assistants, or how they address somebody."""

RULES: Final = (
    "never go|never goes|always go|always goes|must not|must never|must always|must be|must use"
    "|must have|may not be|may never|is forbidden|are forbidden|is prohibited|not allowed"
    "|is mandatory|are mandatory|is required|by convention|coding style|house rule*|never commit"
    "|never commits|never push|never pushes|never deploy|never deploys|darf nicht|dürfen nicht"
    "|darf nie|verboten|ist pflicht|sind pflicht|muss immer|müssen immer|niemals|interdit*"
    "|obligatoire*|ne doit jamais|ne doit pas|ne doivent pas|prohibido*|prohibida*|obligatorio*"
    "|no debe|no deben|vietato|vietati|obbligatori*|non deve|non devono|proibido*|proibida*"
    "|obrigatóri*|não deve|não devem|verplicht|mag niet|mogen niet|mag nooit|zabronion*"
    "|obowiązkow*|nie wolno|запрещен*|обязательн*|нельзя|禁止|必须|必須|不得|不许|してはいけない"
    "|してはならない|義務|*금지|*필수|*안 된다|*안됩니다|ممنوع*|إلزامي*|لا يجوز|يجب ألا|मना है"
    "|अनिवार्य|वर्जित|yasak*|zorunlu*|mecburi*"
)
"""What makes a rule of a statement."""

STANDING: Final = (
    "always|never|from now on|in future|in the future|going forward|every time|whenever"
    "|by default|in general|call me|address me|immer|nie|niemals|ab jetzt|künftig|zukünftig"
    "|in zukunft|von nun an|grundsätzlich|nenn mich|nenne mich|toujours|jamais|désormais"
    "|dorénavant|à l avenir|appelle moi|siempre|nunca|a partir de ahora|de ahora en adelante"
    "|en adelante|llámame|sempre|mai|d ora in poi|in futuro|chiamami|a partir de agora"
    "|daqui em diante|me chame|altijd|nooit|voortaan|vanaf nu|noem me|zawsze|nigdy|od teraz|odtąd"
    "|nazywaj mnie|mów mi|всегда|никогда|впредь|отныне|с этого момента|называй меня|зови меня"
    "|以后|以後|从现在起|從現在起|今后|永远|始终|总是|叫我|今後|これから|いつも|常に|必ず"
    "|と呼んで|앞으로|항상|절대|이제부터|*불러|دائما|أبدا|من الآن فصاعدا|نادني|हमेशा|कभी|अब से"
    "|आगे से|her zaman|asla|bundan sonra|artık|bana"
)
"""That an order holds for later conversations, too."""
