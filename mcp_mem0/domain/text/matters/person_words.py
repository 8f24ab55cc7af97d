"""Words for who somebody is: the user, their relatives, their name, home, work and languages."""

from typing import Final

USERS: Final = (
    "user|users|user s|nutzer|nutzers|nutzerin|benutzer|benutzers|benutzerin|anwender|anwenderin"
    "|utilisateur|utilisatrice|usuario|usuaria|usuarios|utente|usuário|utilizador|gebruiker"
    "|użytkownik|użytkownika|użytkowniczka|użytkownikowi|пользователь|пользователя|пользователю"
    "|пользовательница|用户|用戶|使用者|ユーザ|ユーザー|사용자|المستخدم|المستخدمة|للمستخدم"
    "|उपयोगकर्ता|यूज़र|यूजर|kullanıcı|kullanıcının|kullanıcıya"
)
"""What the user of an assistant is called."""

SUBJECTLESS: Final = (
    "is|has|lives|works|likes|loves|prefers|hates|dislikes|enjoys|speaks|uses|wants|plans|studies"
    "|owns|plays|name|allergic|vegetarian|vegan|favourite|favorite|born|married|avoids|eats"
    "|drinks|takes|needs|feels|thinks|goes|runs|collects|trains|learns|wohnt|lebt|arbeitet|mag"
    "|heißt|spricht|ist|hat|bevorzugt|trinkt|isst|lernt|spielt|lieblings*|vive|trabaja|prefiere"
    "|habla|tiene|quiere|le gusta|lavora|preferisce|parla|abita|ama|ha|mora|trabalha|gosta|fala"
    "|tem|woont|werkt|houdt|spreekt|heeft|heet|mieszka|pracuje|lubi|mówi|woli|nazywa się|живет"
    "|работает|любит|предпочитает|говорит|зовут|adım|ismim|名前は|名字是|名字叫|姓名|이름은"
    "|prefiero|odio|uso|bebo|juego|estudio|aprendo|necesito|quiero|puedo|hablo|nací|me gusta"
    "|me encanta|no puedo|no como|no bebo|no tolero|prefiro|gosto|jogo|estudo|preciso|quero|posso"
    "|falo|nasci|não posso|não como|não bebo|não tolero|preferisco|bevo|gioco|imparo|voglio|parlo"
    "|amo|mi piace|non posso|non mangio|non bevo|non tollero|wolę|lubię|używam|piję|uczę się"
    "|potrzebuję|chcę|nie mogę|nie jem|nie piję|urodziłem|urodziłam|люблю|предпочитаю|использую"
    "|учусь|не ем|не пью|не могу|أسكن|أعيش|أعمل|أفضل|أحب|أستخدم|أدرس|أتحدث|أقيم|住在|喜欢|喜歡|叫"
)
"""How a statement begins that leaves out its subject, who is the user then."""

RELATIVES: Final = (
    "wife|husband|spouse|partner|fiancé|fiancée|girlfriend|boyfriend|son|sons|daughter|daughters"
    "|child|children|kid|kids|baby|twins|stepson|stepdaughter|mother|mum|mom|father|dad|parents"
    "|brother|brothers|sister|sisters|sibling*|grandmother|grandfather|grandma|grandpa"
    "|grandparents|aunt|uncle|cousin|cousins|niece|nephew|in law|family|ehefrau|ehemann"
    "|ehepartner|verlobte|verlobter|freundin|sohn|söhne|tochter|töchter|kind|kinder|mutter|vater"
    "|eltern|bruder|brüder|schwester|schwestern|geschwister|oma|opa|großmutter|großvater|tante"
    "|onkel|cousine|nichte|neffe|familie|femme|mari|épouse|époux|compagne|compagnon|fils|fille"
    "|filles|enfant|enfants|mère|père|frère|frères|sœur|sœurs|grand mère|grand père|oncle|nièce"
    "|neveu|famille|esposa|esposo|marido|mujer|novia|novio|hijo|hija|hijos|hijas|madre|padre"
    "|padres|hermano|hermana|hermanos|abuela|abuelo|tía|tío|prima|primo|sobrina|sobrino|familia"
    "|moglie|marito|compagno|compagna|fidanzato|fidanzata|figlio|figlia|figli|figlie|genitori"
    "|fratello|fratelli|sorella|sorelle|nonna|nonno|zia|zio|cugino|cugina|nipote|famiglia|mãe|pai"
    "|pais|filho|filha|filhos|filhas|irmão|irmã|irmãos|avó|avô|família|namorada|namorado|vrouw"
    "|echtgenoot|echtgenote|vriendin|zoon|zonen|dochter|dochters|kinderen|moeder|vader|ouders"
    "|broer|broers|zus|zussen|oom|nicht|neef|gezin|żona|mąż|narzeczona|narzeczony|syn|synowie"
    "|córka|córki|dziecko|dzieci|matka|mama|ojciec|tata|rodzice|brat|bracia|siostra|siostry"
    "|babcia|dziadek|ciocia|wujek|rodzina|жена|муж|невеста|жених|сын|сыновья|дочь|дочка|дочери"
    "|ребенок|дети|мать|мама|отец|папа|родители|брат|братья|сестра|сестры|бабушка|дедушка|тетя"
    "|дядя|семья|妻子|老婆|太太|丈夫|老公|女友|男友|未婚妻|未婚夫|儿子|兒子|女儿|女兒|孩子|母亲"
    "|母親|妈妈|媽媽|父亲|父親|爸爸|父母|哥哥|弟弟|姐姐|妹妹|奶奶|爷爷|外婆|外公|家人|家庭|妻|夫"
    "|旦那|彼女|彼氏|婚約者|息子|娘|子供|子ども|母|父|両親|兄|弟|姉|妹|祖母|祖父|家族|아내|남편"
    "|여자친구|남자친구|약혼|아들|딸|아이|어머니|엄마|아버지|아빠|부모|형|누나|오빠|언니|동생"
    "|할머니|할아버지|가족|زوجة|زوجتي|زوجته|زوج|زوجي|زوجها|ابن|ابني|ابنة|ابنتي|ابنته|أطفال|أطفالي"
    "|أم|أمي|والدتي|أب|أبي|والدي|أخ|أخي|أخت|أختي|جدتي|جدي|عائلة|عائلتي|पत्नी|पति|मंगेतर|बेटा|बेटे"
    "|बेटी|बच्चा|बच्चे|माँ|मां|माता|पिता|भाई|बहन|दादी|दादा|नानी|नाना|परिवार|eşi|eşim|karısı|karım"
    "|kocası|kocam|nişanlı*|oğlu|oğlum|kızı|kızım|çocuğu|çocukları|çocuklarım|annesi|annem|babası"
    "|babam|kardeşi|kardeşim|ablası|ablam|abisi|abim|ailesi|ailem"
)
"""Relatives and partners."""

NAMINGS: Final = (
    "name is|named|is called|am called|be called|goes by|go by|known as|call me|calls himself"
    "|calls herself|pronouns|first name|last name|surname|nickname|heißt|heiße|name ist"
    "|nennt sich|genannt werden|nenn mich|nenne mich|spitzname|vorname|nachname|s appelle"
    "|m appelle|appelle moi|appelez moi|prénom|nom est|surnom|se llama|me llamo|llámame|nombre es"
    "|apodo|apellido|si chiama|mi chiamo|chiamami|nome è|soprannome|cognome|me chamo|se chama"
    "|chama se|nome é|me chame|chame me|apelido|sobrenome|ik heet|heet|naam is|noem me|noem mij"
    "|bijnaam|voornaam|achternaam|nazywam się|nazywa się|mam na imię|ma na imię|imię|mów mi"
    "|меня зовут|зовут|имя|называй меня|фамилия|名字是|名字叫|我叫|名叫|叫我|姓名|名前は"
    "|と申します|といいます|と言います|と呼んで|이름은|*라고 합니다|*이라고 해|*라고 불러|اسمي"
    "|اسمه|اسمها|نادني|اسم المستخدم|नाम|adım|adı|ismim|ismi|bana"
)
"""That somebody is called something."""

IDENTITY: Final = (
    # English
    "live|lives|living in|home|hometown|reside|resides|based in|address is|from|born|birthday|age"
    "|years old|turned|nationality|citizen*|passport|native|grew up|work|works|worked|job"
    "|employed|employer|profession|occupation|career|freelanc*|self employed|unemployed|retired"
    "|student|study|studies|studied|degree|graduated|married|divorced|widow*|engaged|single|speak"
    "|speaks|fluent|bilingual|mother tongue|native speaker|language|languages|time zone|timezone"
    "|email|phone|team is|colleague*|manager is|boss"
    # German
    "|wohne|wohnt|wohnhaft|lebe|lebt|zuhause|zu hause|heimat*|komme aus|kommt aus|stamme|stammt"
    "|geboren|geburtstag|alter|jahre alt|staatsangehörig*|aufgewachsen|arbeite|arbeitet|beruf"
    "|beruflich|angestellt|arbeitgeber|selbstständig|selbständig|freiberuf*|rentner*|pensioniert"
    "|studiert|studiere|studium|student*|verheiratet|geschieden|verwitwet|verlobt|ledig|spreche"
    "|spricht|muttersprache|sprachen|zeitzone|adresse|telefonnummer|chef|chefin|kollege*"
    "|kollegin*"
    # French
    "|habite|habitent|vis à|vit à|vis en|vit en|demeure|originaire|né|née|anniversaire|âge|ans"
    "|nationalité|travaille|travail|métier|emploi|employeur|indépendant|retraité*|étudiant*"
    "|étudie|marié*|divorcé*|veuf|veuve|célibataire|parle|parlent|langue*|fuseau horaire"
    "|téléphone|collègue*"
    # Spanish, Portuguese, Italian
    "|vivo|vive|vivimos|resido|soy de|es de|nací|nació|nacido|nacida|cumpleaños|edad|años"
    "|nacionalidad|trabajo|trabaja|profesión|empleo|jubilad*|estudio|estudia|estudiante|casado"
    "|casada|divorciado|divorciada|soltero|soltera|viudo|viuda|hablo|habla|idioma*|zona horaria"
    "|dirección|teléfono|jefe|jefa|compañero*|moro|mora|nasci|nasceu|aniversário|idade"
    "|nacionalidade|trabalho|trabalha|profissão|emprego|aposentad*|estudo|estuda|estudante"
    "|solteiro|solteira|divorciad*|falo|fala|línguas|idiomas|fuso horário|endereço|telefone|chefe"
    "|colega*|abito|abita|risiedo|risiede|nato|nata|compleanno|età|anni|nazionalità|lavoro|lavora"
    "|professione|impiegato|impiegata|pensionato|pensionata|studio|studia|studente|studentessa"
    "|sposato|sposata|divorziato|divorziata|celibe|nubile|parlo|parla|lingue|fuso orario"
    "|indirizzo|telefono|capo|collega|colleghi"
    # Dutch, Polish
    "|woon|woont|kom uit|komt uit|verjaardag|leeftijd|jaar oud|nationaliteit|werk|werkt|beroep"
    "|baan|werkgever|zzp|gepensioneerd|studeer|studeert|getrouwd|gescheiden|vrijgezel|spreek"
    "|spreekt|talen|tijdzone|adres|telefoonnummer|baas|collega*|mieszkam|mieszka|pochodzę"
    "|pochodzi|urodził*|urodzony|urodzona|urodziny|wiek|lat|narodowość|pracuję|pracuje|zawód"
    "|zawodu|praca|pracodawca|emeryt*|studiuję|studiuje|żonaty|zamężna|rozwiedzion*|kawaler|panna"
    "|mówię|mówi|język*|strefa czasowa|telefon|szef|szefowa"
    # Russian
    "|живу|живет|проживаю|проживает|родом|родился|родилась|рождения|возраст|лет|гражданств*"
    "|работаю|работает|профессия|профессии|работа|работодатель|пенсионер*|учусь|учится|студент*"
    "|женат|замужем|разведен*|холост|говорю|говорит|владею|владеет|язык*|часовой пояс|адрес"
    "|телефон|начальник*|коллег*"
    # Chinese, Japanese, Korean
    "|住在|居住|家在|来自|來自|出生|生日|岁|歲|年龄|年齡|国籍|國籍|老家|工作|职业|職業|上班|就职"
    "|公司是|任职|退休|自由职业|学生|學生|上大学|就读|已婚|未婚|离婚|離婚|单身|單身|会说|會說"
    "|母语|母語|语言|語言|时区|時區|地址|电话|老板|同事|住んで|住まい|出身|生まれ|誕生日|歳|年齢"
    "|働いて|勤め|勤務|仕事は|会社員|フリーランス|定年|大学|結婚|独身|話せ|話し|言語|タイムゾーン"
    "|住所|電話番号|上司|同僚|*살고|*산다|*삽니다|*살아|*거주|*출신|*태어|생일|*나이|*살이|국적"
    "|*일하|*근무|직업|직장|회사|프리랜서|은퇴|학생|대학|결혼|이혼|미혼|독신|모국어|언어|시간대"
    "|주소|전화번호|상사|동료"
    # Arabic, Hindi, Turkish
    "|أسكن|يسكن|تسكن|أعيش|يعيش|تعيش|أقيم|يقيم|تقيم|ولدت|ولد|ميلاد*|عمري|عمره|عمرها|جنسية|جنسيتي"
    "|أعمل|يعمل|تعمل|وظيفة|وظيفتي|مهنة|مهنتي|موظف*|متقاعد*|طالب|طالبة|أدرس|يدرس|تدرس|متزوج|متزوجة"
    "|مطلق|مطلقة|أعزب|عزباء|أتحدث|يتحدث|تتحدث|أتكلم|يتكلم|لغة|لغتي|اللغة|عنوان|هاتف|مديري|زميل*"
    "|रहता|रहती|रहते|जन्म|जन्मदिन|उम्र|साल का|साल की|राष्ट्रीयता|काम करता|काम करती|काम करते|नौकरी"
    "|पेशा|व्यवसाय|सेवानिवृत्त|छात्र|छात्रा|पढ़ता|पढ़ती|शादीशुदा|विवाहित|तलाकशुदा|अविवाहित|बोलता"
    "|बोलती|भाषा|मातृभाषा|पता है|फ़ोन|बॉस|सहकर्मी|yaşıyor*|oturuyor*|ikamet|aslen|doğum*|doğdu*"
    "|yaşında*|uyruk*|vatandaş*|çalışıyor*|mesleği|mesleğim|işi|işim|emekli*|öğrenci*|okuyor*"
    "|evli|evliyim|boşan*|bekar*|konuşuyor*|konuşur*|anadil*|diller|saat dilimi|adres*|telefon*"
    "|patron*|iş arkadaş*"
)
"""Home, origin, age, work, studies, family status, languages and how somebody is reached."""

COPULAS: Final = (
    "i am a|i am an|i am the|i m a|i m an|user is a|user is an|user is the|is a|is an|ich bin"
    "|nutzer ist|benutzer ist|je suis|utilisateur est|utilisatrice est|soy|usuario es|io sono"
    "|sono un|sono una|utente è|eu sou|sou|usuário é|ik ben een|gebruiker is|jestem"
    "|użytkownik jest|我是|用户是|用戶是|私は|僕は|俺は|저는|나는|사용자는|أنا|मैं|ben bir"
)
"""That the user is something."""

FIRST_PERSON_VERBS: Final = (
    "ederim|severim|sevmem|isterim|istemem|içmem|içerim|yerim|yemem|kullanırım|kullanmam|yaşarım"
    "|çalışırım|oynarım|giderim|konuşurum"
)
"""Verbs of which only their ending says that the speaker is meant, in Turkish."""

COLLEAGUES: Final = (
    "manager|boss|supervisor|team lead|teammate|colleague|coworker|mentor|assistant|flatmate"
    "|roommate|neighbour|neighbor|best friend|friend|doctor|therapist|landlord|chef|chefin"
    "|kollege|kollegin|vorgesetzte*|mitbewohner*|nachbar*|freund|freundin|hausarzt|collègue"
    "|patron|patronne|amie|ami|voisin|voisine|jefe|jefa|compañero|compañera|amigo|amiga|vecino"
    "|vecina|capo|collega|amico|amica|vicino|vicina|chefe|colega|vizinho|vizinha|baas|vriend"
    "|buurman|buurvrouw|szef|szefowa|kolega|koleżanka|przyjaciel|przyjaciółka|sąsiad|sąsiadka"
    "|начальник*|коллега|друг|подруга|сосед|соседка"
)
"""People whom somebody works or lives with."""
