"""Words of people's health, diet and safety, in fifteen languages.

A language is one list of entries for `build_lexicon`. What is said of machines as often as of
people ("virus", "injection", "tablet") is left out.
"""

from typing import Final

_ENGLISH: Final = (
    "*allerg*|*intoleran*|anaphyla*|epipen|epipens|celiac|coeliac|gluten|lactose|hay fever"
    "|diabet*|asthma*|epilep*|seizure|seizures|pregnan*|breastfeed*|miscarriage|insulin|inhaler"
    "|medication*|medicine|medicines|medicinal|prescription drug*|antibiotic*|antidepressant*"
    "|painkiller*|ibuprofen|metformin|penicillin|aspirin|paracetamol|acetaminophen|statin|statins"
    "|warfarin|antihistamine*|beta blocker*|steroid|steroids|chemo|chemotherapy|dialysis"
    "|takes pills|take pills|vitamin|vitamins|blood type|blood group|blood pressure|blood sugar"
    "|blood thinner*|hypertens*|haemophil*|hemophil*|cholesterol|migraine|migraines|depress*"
    "|anxiety|panic attack*|*phobi*|adhd|autis*|dyslex*|bipolar|ptsd|dementia|alzheimer*"
    "|parkinson*|cancer|tumor|tumour|leukaemia|leukemia|heart condition|heart disease"
    "|heart attack|heart failure|weak heart|pacemaker|stroke|kidney|kidneys|liver disease"
    "|hepatitis|hiv|thyroid|arthritis|rheuma*|multiple sclerosis|crohn*|colitis|eczema|psoriasis"
    "|endometrio*|vaccinat*|unvaccinated|immunocompromised|immune system|wheelchair|deaf"
    "|hard of hearing|hearing aid*|blind|colour blind|color blind|disabilit*|chronic illness"
    "|chronic pain|chronic disease|chronically ill|diagnosed with|medical condition*"
    "|medical history|back pain|bad knee|bad back|herniated disc|surgery|injury|injured|suicid*"
    "|self harm|eating disorder*|anorexi*|bulimi*|alcoholi*|recovering addict*|sober|teetotal*"
    "|vegetarian*|vegan|vegans|pescatarian*|pescetarian*|halal|kosher|keto|dietary|diet|diets"
    "|dairy|nut free|low salt|low sodium|low carb|fodmap|ramadan|fasting|fasts|pork|shellfish"
    "|not eat|never eat|never eats|can t eat|cannot eat|doesn t eat|don t eat|not drink"
    "|doesn t drink|don t drink|never drinks|can t have|cannot have|not tolerate|can t tolerate"
    "|cannot tolerate|can t stand milk|avoids eating|emergency contact*|in an emergency"
    "|in case of emergency|emergency number|carries an epipen|faints|fainting"
)
_GERMAN: Final = (
    "*unverträglich*|verträgt kein*|vertrage kein*|verträgt nicht|zöliakie|glutenfrei*|laktose*"
    "|heuschnupfen|zuckerkrank*|krampfanfall|krampfanfälle|*schwanger*|stillende*|fehlgeburt"
    "|medikament*|arznei*|*tabletten|antibiotik*|schmerzmittel|blutverdünn*|blutgruppe|*blutdruck"
    "|blutzucker|inhalator|asthmaspray|bluter|cholesterin*|migräne*|angststörung*|panikattacke*"
    "|adhs|autist*|demenz*|demente*|krebs|krebskrank*|tumor|*herzinfarkt|herzkrank*|herzfehler"
    "|herzschrittmacher|schlaganfall|dialyse|nieren*|leberkrank*|schilddrüse*|multiple sklerose"
    "|neurodermitis|geimpft|ungeimpft|impfung*|impfpass|immunschwäche|rollstuhl*|gehörlos*"
    "|schwerhörig*|hörgerät*|farbenblind*|schwerbehinder*|behinderung|chronisch krank"
    "|chronische schmerzen|diagnostiziert|rückenschmerzen|bandscheibenvorfall|operiert|verletzt"
    "|verletzung|suizid*|essstörung*|magersucht|trockener alkoholiker|vegetari*|veganer*|veganes"
    "|pescetari*|koscher*|schweinefleisch|diät|diäten|*ernährung|fastet|faste|kein fleisch"
    "|isst kein*|esse kein*|essen kein*|isst nie|darf kein*|trinkt kein*|trinke kein*"
    "|notfallkontakt*|notfallnummer*|im notfall"
)
_FRENCH: Final = (
    "cœliaque*|coeliaque*|lactose|rhume des foins|crise d épilepsie|est enceinte|suis enceinte"
    "|enceinte de|grossesse|allaite*|fausse couche|médicament*|antibiotique*|antidouleur*"
    "|anticoagulant*|insuline|inhalateur|groupe sanguin|tension artérielle|hypertendu*|glycémie"
    "|cholestérol|dépressi*|anxiété|trouble anxieux|tdah|démence|cancer|tumeur|maladie*"
    "|malade chronique|crise cardiaque|insuffisance cardiaque|insuffisance rénale|cardiaque*|avc"
    "|dialyse|thyroïde|sclérose en plaques|vacciné*|vaccin|fauteuil roulant|sourd|sourde"
    "|malentendant*|aveugle|daltonien*|handicap*|diagnostiqu*|mal de dos|hernie|opérée|été opéré"
    "|blessé|blessée|blessure|trouble alimentaire|végétarien*|végan*|végétalien*|pescétarien*"
    "|casher|kasher|halal|régime|sans gluten|sans sel|jeûne|porc|ne mange pas|ne mange jamais"
    "|mange pas de|ne mangent pas|ne peut pas manger|ne peux pas manger|ne bois pas|ne boit pas"
    "|ne supporte pas|ne tolère pas|contact d urgence|en cas d urgence|numéro d urgence"
)
_SPANISH: Final = (
    "*alergi*|celíac*|celiaquía|lactosa|diabétic*|asma|asmátic*|epilépt*|embaraza*|lactancia"
    "|aborto espontáneo|medicament*|medicina|medicinas|medicación|antibiótic*|analgésic*"
    "|anticoagulante*|insulina|inhalador|penicilina|ibuprofeno|grupo sanguíneo|tipo de sangre"
    "|presión arterial|tensión alta|hipertens*|azúcar en sangre|colesterol|migraña*|depresi*"
    "|ansiedad|ataque de pánico|tdah|demencia|cáncer|tumor|enfermedad*|enfermo crónico|infarto"
    "|cardíac*|cardiac*|marcapasos|derrame cerebral|diálisis|tiroides|esclerosis múltiple"
    "|vacunad*|vacuna|silla de ruedas|sordo|sorda|ciego|ciega|daltónic*|discapacid*|diagnostica*"
    "|dolor de espalda|hernia|operado|operada|lesión|lesionado|anorexia|abstemi*|vegetarian*"
    "|vegano|vegana|veganos|pescetarian*|dieta|sin gluten|sin sal|ayuna|ayuno|cerdo|no come"
    "|no como|no comen|no puede comer|no puedo comer|no bebe|no bebo|no toma alcohol|no tolera"
    "|no tolero|contacto de emergencia|en caso de emergencia|número de emergencia"
)
_ITALIAN: Final = (
    "celiac*|celiachia|lattosio|glutine|diabete|epilessia|epilettic*|incinta|gravidanza|allatta*"
    "|aborto spontaneo|farmac*|medicinale|medicinali|medicine|antibiotic*|antidolorific*"
    "|anticoagulant*|insulina|inalatore|penicillina|gruppo sanguigno|pressione alta|iperteso"
    "|ipertesa|ipertensione|glicemia|colesterolo|emicrania*|depress*|ansia|attacco di panico"
    "|demenza|cancro|tumore|malattia|malata|malato|infarto|cardiopatic*|cardiac*|ictus|dialisi"
    "|tiroide|sclerosi multipla|vaccinat*|vaccino|sedia a rotelle|sordo|sorda|cieco|cieca"
    "|daltonic*|disabil*|diagnosticat*|mal di schiena|ernia|operato|operata|infortuni*|anoressia"
    "|astemi*|vegetarian*|vegano|vegana|vegani|pescetarian*|dieta|senza glutine|senza lattosio"
    "|digiuno|digiuna|maiale|non mangia|non mangio|non mangiano|non può mangiare"
    "|non posso mangiare|non beve|non bevo|non tollera|non tollero|contatto di emergenza"
    "|contatto d emergenza|in caso di emergenza"
)
_PORTUGUESE: Final = (
    "celíac*|lactose|glúten|diabétic*|asma|asmátic*|grávida*|gravidez|amamenta*|remédio*"
    "|medicamento*|medicação|antibiótico*|analgésico*|anticoagulante*|insulina|bombinha"
    "|penicilina|dipirona|grupo sanguíneo|tipo sanguíneo|pressão alta|pressão arterial|hipertens*"
    "|glicemia|colesterol|enxaqueca*|depressão|deprimid*|ansiedade|tdah|demência|câncer|cancro"
    "|tumor|doença*|doente|infarto|enfarte|cardíac*|marca passo|marcapasso|avc|diálise|tireoide"
    "|tiroide|esclerose múltipla|vacinad*|vacina|cadeira de rodas|surdo|surda|cego|cega|daltônic*"
    "|deficiência|diagnosticad*|dor nas costas|hérnia|operado|operada|lesão|lesionad*|anorexia"
    "|abstêmi*|vegetarian*|vegano|vegana|veganos|dieta|sem glúten|sem lactose|jejum|porco"
    "|não come|não como|não comem|não pode comer|não posso comer|não bebe|não bebo|não tolera"
    "|não tolero|contato de emergência|contacto de emergência|em caso de emergência"
)
_DUTCH: Final = (
    "coeliakie|glutenvrij*|*lactose*|hooikoorts|suikerziek*|epilepsie|zwanger*|borstvoeding"
    "|miskraam|medicijn*|medicatie|*pijnstiller*|bloedverdunner*|bloedgroep|*bloeddruk"
    "|bloedsuiker|inhalator|penicilline|cholesterol|depressie*|angststoornis*|paniekaanval*"
    "|dementie|kanker|tumor|hartaanval|hartpatiënt*|hartziekte|hartkwaal|pacemaker|beroerte"
    "|nierziekte|dialyse|schildklier*|multiple sclerose|gevaccineerd|ingeënt|vaccinatie*"
    "|rolstoel*|doof geboren|is doof|slechthorend*|gehoorapparaat|slechtziend|kleurenblind"
    "|gehandicapt*|handicap|chronisch ziek|chronische pijn|gediagnosticeerd|rugpijn|hernia"
    "|geopereerd|blessure|gewond|eetstoornis*|geheelonthouder|vegetariër*|vegetarisch*|veganist*"
    "|veganistisch*|koosjer|dieet|zoutarm|vast tijdens|varkensvlees|eet geen|eten geen|eet nooit"
    "|mag geen|drinkt geen|drink geen|verdraagt geen|kan niet tegen|noodcontact*"
    "|in geval van nood|noodnummer"
)
_POLISH: Final = (
    "*alergi*|uczulon*|uczuleni*|nietoleranc*|celiak*|laktoz*|bezglutenow*|cukrzy*|astma|astmę"
    "|astmatyk*|padaczk*|epileps*|w ciąży|ciąża|ciążę|karmi piersią|poronieni*|lekarstw*|leki"
    "|lekach|antybiotyk*|przeciwból*|przeciwkrzepliw*|insulin*|inhalator*|penicylin*|grupa krwi"
    "|grupę krwi|grupy krwi|ciśnienie krwi|nadciśnieni*|cholesterol*|migren*|depresj*|lękow*"
    "|atak paniki|ataki paniki|demencj*|rak płuc|ma raka|raka|nowotw*|choroba|chorobę|choruje"
    "|chory|jest chora|zawał*|chore serce|rozrusznik*|udar|udarze|dializ*|tarczyc*"
    "|stwardnienie rozsiane|szczepi*|zaszczepion*|wózku inwalidzkim|głuch*|niesłysz*|niewidom*"
    "|daltonist*|niepełnospr*|zdiagnozowan*|ból pleców|bóle pleców|przepuklin*|po operacji"
    "|operację serca|kontuzj*|anoreksj*|abstynent*|wegetaria*|wegan*|koszern*|dietę|diecie|diety"
    "|bezmięsn*|pości|wieprzow*|nie je|nie jem|nie jada|nie jadam|nie jedzą|nie może jeść"
    "|nie mogę jeść|nie pije|nie piję|nie toleruje|nie toleruję|kontakt alarmowy|w nagłym wypadku"
    "|w razie wypadku"
)
_RUSSIAN: Final = (
    "*аллерг*|*непереносим*|не переносит|не переношу|целиак*|глютен*|безглютен*|лактоз*"
    "|сенная лихорадка|диабет*|астм*|эпилеп*|беременн*|кормит грудью|выкидыш|лекарств*"
    "|антибиотик*|обезболива*|антикоагул*|инсулин*|ингалятор*|пенициллин*|ибупрофен*|метформин*"
    "|группа крови|группу крови|группы крови|артериальное давление|высокое давление|гипертон*"
    "|холестерин*|мигрен*|депресси*|тревожн*|паническ*|сдвг|аутизм*|деменци*|рак легких|онколог*"
    "|опухол*|болезнь|болезни|болеет|болен|больна|заболевани*|инфаркт*|кардиостимулятор*|инсульт*"
    "|диализ*|щитовидн*|рассеянный склероз|привит*|вакцин*|прививк*|инвалидн*|инвалид*|глухой"
    "|глухая|глуха|слабослыш*|слепой|слепая|дальтоник*|диагноз*|диагностирова*|боли в спине"
    "|болит спина|грыж*|хирург*|после операции|сделали операцию|травм*|анорекси*|непьющ*"
    "|вегетариан*|веган*|халял*|кошер*|диет*|постится|свинин*|не ест|не ем|не едят|нельзя есть"
    "|не пьет|не пью|не употребляет|экстренный контакт|в экстренном случае|экстренной связи"
)
_CHINESE: Final = (
    "过敏|過敏|不耐受|乳糖|麸质|麩質|无麸质|乳糜泻|糖尿病|哮喘|气喘|氣喘|癫痫|癲癇|怀孕|懷孕|孕妇"
    "|孕婦|哺乳|流产|吃药|吃藥|服药|服藥|药物|藥物|用药|药片|抗生素|止痛|胰岛素|胰島素|吸入器"
    "|青霉素|盘尼西林|布洛芬|二甲双胍|血型|血压|血壓|血糖|胆固醇|偏头痛|偏頭痛|抑郁|憂鬱|焦虑症"
    "|焦慮症|恐慌症|多动症|自闭症|自閉症|痴呆|失智|癌|肿瘤|腫瘤|心脏|心臟|心梗|起搏器|中风|中風"
    "|透析|肾病|腎病|肝炎|甲状腺|疫苗|轮椅|輪椅|失聪|聋|失明|盲人|色盲|残疾|殘疾|慢性病|确诊|確診"
    "|腰痛|椎间盘|手术|手術|受伤|厌食症|戒酒|素食|吃素|纯素|純素|清真|犹太洁食|忌口|不吃|不能吃"
    "|不喝|不能喝|禁食|饮食|飲食|猪肉|豬肉|紧急联系人|緊急聯絡人|紧急联络"
)
_JAPANESE: Final = (
    "アレルギー|不耐症|乳糖|グルテン|セリアック|花粉症|糖尿|喘息|てんかん|妊娠|授乳|流産|薬を"
    "|服薬|薬が|常備薬|お薬|服用|処方|抗生物質|鎮痛|痛み止め|インスリン|インシュリン|吸入器"
    "|ペニシリン|血液型|血圧|血糖|コレステロール|片頭痛|偏頭痛|うつ病|鬱病|不安障害|パニック障害"
    "|発達障害|自閉症|認知症|がん治療|癌|腫瘍|心臓|心筋梗塞|ペースメーカー|脳卒中|脳梗塞|透析"
    "|腎臓|肝炎|甲状腺|ワクチン|予防接種|車椅子|車いす|聴覚|難聴|耳が聞こえ|視覚障害|色覚|障害者"
    "|持病|慢性|診断され|腰痛|ヘルニア|手術|怪我|けがを|拒食|禁酒|断酒|下戸|菜食|ベジタリアン"
    "|ヴィーガン|ビーガン|ハラール|ハラル|コーシャ|食事制限|ダイエット|断食|豚肉|食べられない"
    "|食べられません|食べない|食べません|飲めない|飲めません|飲まない|飲みません|緊急連絡先"
)
_KOREAN: Final = (
    "*알레르기|*알러지|불내증|유당|글루텐|셀리악|*당뇨|천식|간질|뇌전증|임신|임산부|모유|수유 중"
    "|유산했|약을 먹|약을 복용|복용|처방|항생제|*진통제|인슐린|흡입기|페니실린|혈액형|혈압|혈당"
    "|콜레스테롤|편두통|*우울증|불안장애|공황|자폐|치매|암 진단|암에 걸|종양|심장|심근경색|뇌졸중"
    "|투석|신장병|간염|갑상선|백신|예방접종|휠체어|청각|난청|시각장애|색맹|*장애인|지병|만성"
    "|진단받|허리 통증|허리가 아|허리 디스크|수술|부상을 입|거식증|금주|채식|비건|할랄|코셔|식단"
    "|다이어트|금식|돼지고기|못 먹|안 먹|먹지 않|먹지 못|못 마시|안 마시|마시지 않|마시지 못"
    "|비상연락처|비상 연락처|긴급 연락처"
)
_ARABIC: Final = (
    "*حساسية*|حساس من|*السيلياك*|*الجلوتين*|*الغلوتين*|*غلوتين*|*لاكتوز*|سكري|السكري|بالسكري"
    "|*السكر في الدم*|ربو|الربو|بالربو|صرع|الصرع|بالصرع|حامل|الحامل|حملها|ترضع|*إجهاض*|*دواء*"
    "|أدوية|الأدوية|أدويته|أدويتها|*مضاد حيوي*|مسكنات|المسكنات|مسكن ألم|*إنسولين*|*أنسولين*"
    "|*بخاخ*|*بنسلين*|*فصيلة الدم*|*فصيلة دم*|*زمرة الدم*|*زمرة دم*|*ضغط الدم*|*كوليسترول*"
    "|صداع نصفي|الصداع النصفي|*اكتئاب*|التوحد|بالتوحد|خرف|الخرف|*سرطان*|ورم|الورم|أورام|مرض|المرض"
    "|بمرض|مرضه|مريض|مريضة|*نوبة قلبية*|القلب|قلبه|قلبها|*جلطة*|*غسيل الكلى*|*الغدة الدرقية*|لقاح"
    "|اللقاح|تلقيح|التلقيح|*كرسي متحرك*|أصم|الأصم|صماء|كفيف|كفيفة|الكفيف|*عمى ألوان*|*إعاقة*|معاق"
    "|معاقة|تم تشخيص*|*ألم الظهر*|*آلام الظهر*|جراحة|الجراحة|*إصابة*|*نباتي*|حلال|الحلال|كوشر"
    "|حمية|الحمية|صائم|صائمة|يصوم|تصوم|أصوم|*لحم الخنزير*|لا يأكل|لا تأكل|لا آكل|لا يشرب|لا تشرب"
    "|لا أشرب|*الطوارئ*|*للطوارئ*|*حالات طارئة*"
)
_HINDI: Final = (
    "एलर्जी|एलर्जिक|ऐलर्जी|असहिष्णुता|ग्लूटेन|लैक्टोज|सीलिएक|मधुमेह|डायबिटीज|शुगर|अस्थमा|दमा"
    "|मिर्गी|गर्भवती|गर्भावस्था|स्तनपान|गर्भपात|दवा|दवाई|दवाएँ|दवाएं|दवाइयाँ|दवाइयां|एंटीबायोटिक"
    "|इंसुलिन|इनहेलर|पेनिसिलिन|रक्त समूह|ब्लड ग्रुप|रक्तचाप|ब्लड प्रेशर|बीपी|कोलेस्ट्रॉल|माइग्रेन"
    "|अवसाद|डिप्रेशन|चिंता विकार|ऑटिज़्म|मनोभ्रंश|कैंसर|ट्यूमर|बीमारी|बीमार|रोग|दिल का दौरा|हृदय"
    "|पेसमेकर|लकवा|डायलिसिस|थायराइड|थायरॉइड|टीका|टीकाकरण|व्हीलचेयर|बहरा|बहरी|अंधा|नेत्रहीन"
    "|विकलांग|दिव्यांग|निदान|पीठ दर्द|कमर दर्द|ऑपरेशन|सर्जरी|चोट|शाकाहारी|वीगन|हलाल|कोषेर|आहार"
    "|परहेज|परहेज़|उपवास|व्रत|रोज़ा|सूअर|नहीं खाता|नहीं खाती|नहीं खाते|नहीं खा सकता|नहीं खा सकती"
    "|नहीं पीता|नहीं पीती|नहीं पीते|आपातकालीन संपर्क|आपातकालीन"
)
_TURKISH: Final = (
    "*alerji*|*alerjik*|intolerans*|çölyak*|glüten*|glutensiz|laktoz*|saman nezlesi|diyabet*"
    "|şeker hastası|astım*|epilepsi*|sara hastası|hamile*|gebelik|emzir*|düşük yaptı|ilaç|ilacı"
    "|ilaçlar*|ilacını|antibiyoti*|ağrı kesici*|kan sulandırıcı*|insülin*|inhaler|penisilin*"
    "|kan grubu*|tansiyon*|kan şekeri|kolesterol*|migren*|depresyon*|anksiyete|panik atak*|dehb"
    "|otizm*|otistik|demans|kanser*|tümör*|hastalığı|hastalık*|hastası|kalp*|felç|diyaliz*"
    "|tiroid*|aşılı|aşısı|tekerlekli sandalye*|sağır|işitme*|görme engelli|renk körü|engelli"
    "|kronik|teşhisi|tanısı|bel ağrısı|bel fıtığı|ameliyat*|sakatl*|yaralan*|vejetaryen*|vegan*"
    "|helal|koşer|diyet*|oruç|domuz eti|yemez|yemiyor|yemiyorum|yiyemez|yiyemiyor*|yemem"
    "|içki içmez|alkol almıyor|alkol içm*|acil durum*|acil iletişim"
)

SAFETY_LISTS: Final = (
    _ENGLISH,
    _GERMAN,
    _FRENCH,
    _SPANISH,
    _ITALIAN,
    _PORTUGUESE,
    _DUTCH,
    _POLISH,
    _RUSSIAN,
    _CHINESE,
    _JAPANESE,
    _KOREAN,
    _ARABIC,
    _HINDI,
    _TURKISH,
)
"""What is said of somebody's health, diet or safety."""
