"""Words of occasions on which somebody's health, diet or safety matters, in fifteen languages.

Whoever asks for a recipe, a restaurant, a dose, a present or an outing should be told of an
allergy, although no word of it is in the question. Words that programs share ("menu", "cookie",
"run") are left out.
"""

from typing import Final

_ENGLISH: Final = (
    "food|foods|eat|eats|eating|meal|meals|recipe|recipes|cook|cooks|cooking|bake|baking|baked"
    "|grill|roast|fry|dinner|lunch|breakfast|brunch|supper|snack|snacks|dessert|desserts"
    "|appetizer*|cake|cakes|muffin*|biscuits|pastry|pastries|pie|pasta|pizza|sushi|curry|soup"
    "|stew|salad|sandwich*|burger*|restaurant*|bistro|takeaway|takeout|canteen|catering|caterer"
    "|grocer*|shopping list|ingredient*|nut|nuts|peanut*|almond*|walnut*|hazelnut*|sesame|soya"
    "|soy sauce|soy milk|supplement|supplements|milk|cheese|yoghurt|yogurt|cream|butter|bread"
    "|flour|wheat|egg|eggs|fish|seafood|prawn*|shrimp*|lobster|meat|beef|steak|chicken|ham|bacon"
    "|sausage*|strawberr*|chocolate*|candy|sweets|ice cream|smoothie*|wine|beer|drink|drinks"
    "|drinking|cocktail*|whisky|vodka|coffee|spicy|picnic|barbecue|bbq|buffet|potluck|dining|dine"
    "|hungry|nutrition|calories|protein|pill|pills|dose|doses|dosage|mg|drugstore|pharmacy"
    "|pharmacist|cough syrup|remedy|remedies|headache*|fever|flu|have a cold|got a cold"
    "|has a cold|sore throat|cough|pain|painful|nausea|rash|sick|ill|unwell|symptom*|doctor*"
    "|dentist|physician|hospital|ambulance|nurse|therapy|first aid|emergency|emergencies|accident"
    "|bee sting|sting|my health|health issue*|healthy|unhealthy|sport|sports|exercise|exercises"
    "|workout*|fitness|gym|training plan|jogging|running shoes|go running|marathon|hike|hiking"
    "|climb|climbing|swim|swimming|dive|diving|skiing|cycling|yoga|sauna|massage|lift weights"
    "|heavy lifting|roller coaster|trek|trekking|kitten*|puppy|puppies|pet|pets|pollen|flowers"
    "|perfume|cosmetics|sunscreen|birthday party|dinner party|guests|babysit*|nanny|childcare"
    "|sleepover|school trip|hen party|party food|anyone avoid|should avoid|stay safe|safe for"
    "|is it safe"
)
_GERMAN: Final = (
    "essen|gegessen|weihnachtsessen|geschäftsessen|isst|esse|speise*|lebensmittel*|rezept|rezepte"
    "|kochen|koche|kocht|gekocht|backen|backe|backt|gebacken|grillen|frühstück*|mittag"
    "|mittagessen|abendessen|abendbrot|imbiss|nachtisch|nachspeise|vorspeise|kuchen|torte|torten"
    "|plätzchen|kekse|nudeln|suppe|suppen|eintopf|salat|restaurant*|gaststätte|kantine"
    "|lieferdienst|einkaufsliste|einkaufen|zutat|zutaten|nuss|nüsse|nüssen|erdnuss*|erdnüsse*"
    "|haselnuss*|haselnüsse*|mandeln|sesam|soja|milch|käse|joghurt|sahne|butter|brot|brötchen"
    "|mehl|weizen|eier|fisch|meeresfrüchte|garnelen|fleisch|hähnchen|schinken|speck|wurst"
    "|erdbeeren|schokolade|süßigkeiten|eis|wein|bier|trinken|trinkt|getränk*|schnaps|kaffee"
    "|picknick|grillfest|buffet|büfett|hungrig|hunger|kalorien|eiweiß|nahrungsergänzung*|pille"
    "|pillen|dosis|dosierung|apotheke|hustensaft|kopfschmerz*|schmerz*|fieber|grippe|erkältung"
    "|erkältet|halsweh|husten|übelkeit|ausschlag|krank|symptom*|arzt|ärztin|zahnarzt|krankenhaus"
    "|krankenwagen|therapie|erste hilfe|notfall|unfall|bienenstich|gesundheit|gesund|gesunde"
    "|sport|trainingsplan|trainieren|fitness*|joggen|laufschuhe|marathon|wandern|wanderung"
    "|klettern|schwimmen|tauchen|skifahren|radfahren|sauna|haustier*|katze|katzen|hund|welpe"
    "|blumen|parfüm|sonnencreme|gäste|gästen|geburtstagsfeier|kindergeburtstag|babysitter"
    "|klassenfahrt"
)
_FRENCH: Final = (
    "nourriture|manger|mange|mangent|repas|recette|recettes|cuisiner|cuisine|cuire|dîner|déjeuner"
    "|petit déjeuner|goûter|apéro|apéritif|dessert|desserts|gâteau|gâteaux|biscuits|tarte|crêpes"
    "|pâtes|pizza|soupe|salade|restaurant*|resto|traiteur|cantine|liste de courses|ingrédient*"
    "|noix|cacahuète*|amande*|noisette*|sésame|soja|lait|fromage|yaourt|crème|beurre|pain|farine"
    "|blé|œuf|œufs|poisson|fruits de mer|crevette*|viande|bœuf|poulet|jambon|fraises|chocolat"
    "|bonbons|glace|vin|bière|boire|boisson*|cocktail|café|pique nique|barbecue|buffet|faim"
    "|calories|pilule*|dose|posologie|comprimé*|pharmacie|sirop|mal de tête|mal à la|douleur*"
    "|fièvre|grippe|rhume|toux|nausée|malade|symptôme*|médecin|docteur|dentiste|hôpital|ambulance"
    "|premiers secours|accident|piqûre|santé|sport|sports|entraînement|gym|courir|footing"
    "|marathon|randonnée|escalade|nager|natation|plongée|ski|vélo|sauna|animal de compagnie"
    "|chaton|chiot|fleurs|parfum|invités|anniversaire des enfants|baby sitter"
)
_SPANISH: Final = (
    "comida|comidas|comer|comemos|alimento*|receta|recetas|cocinar|cocino|cocina|hornear|cena"
    "|cenar|almuerzo|almorzar|desayuno|desayunar|merienda|postre|postres|tapas|pastel|tarta"
    "|galletas|pasta|pizza|sopa|ensalada|restaurante*|comedor|lista de la compra|supermercado"
    "|ingrediente*|nueces|nuez|frutos secos|cacahuete*|maní|almendra*|avellana*|sésamo|soja|leche"
    "|queso|yogur|nata|mantequilla|pan|harina|trigo|huevo|huevos|pescado|marisco*|gambas|carne"
    "|ternera|pollo|jamón|fresas|chocolate|dulces|helado|vino|cerveza|beber|bebida*|copa|café"
    "|picnic|barbacoa|hambre|calorías|pastilla*|píldora*|dosis|farmacia|jarabe|dolor*|fiebre"
    "|gripe|resfriado|náusea*|enfermo|enferma|síntoma*|médico|doctora|dentista|hospital"
    "|ambulancia|primeros auxilios|emergencia|urgencias|accidente|picadura|salud|saludable"
    "|deporte*|ejercicio|entrenamiento|gimnasio|maratón|senderismo|escalada|nadar|natación|buceo"
    "|esquí|sauna|mascota*|gatito|cachorro|flores|perfume|invitados|fiesta|niñera"
)
_ITALIAN: Final = (
    "cibo|cibi|mangiare|mangia|mangiamo|pasto|pasti|ricetta|ricette|cucinare|cucino|cucina"
    "|cuocere|infornare|cena|cenare|pranzo|pranzare|colazione|merenda|dolce|dolci|antipasto|torta"
    "|torte|biscotti|pasta|pizza|zuppa|minestra|insalata|ristorante|ristoranti|trattoria|mensa"
    "|spesa|ingredient*|noci|noce|arachidi|mandorle|nocciole|sesamo|soia|latte|formaggio|yogurt"
    "|panna|burro|pane|farina|grano|uova|uovo|pesce|frutti di mare|gamberi|carne|manzo|pollo"
    "|prosciutto|fragole|cioccolato|caramelle|gelato|vino|birra|bere|bevanda|bevande|aperitivo"
    "|caffè|picnic|grigliata|ho fame|calorie|pillola|pillole|pastiglia|pastiglie|dose|dosaggio"
    "|farmacia|sciroppo|mal di testa|dolore|dolori|febbre|influenza|raffreddore|tosse|nausea"
    "|sintom*|medico|dottore|dentista|ospedale|ambulanza|pronto soccorso|primo soccorso|emergenza"
    "|puntura|salute|sano|sport|allenamento|palestra|maratona|escursione|arrampicata|nuotare"
    "|nuoto|immersione|sci|sauna|animale domestico|gattino|cucciolo|fiori|profumo|ospiti|festa"
    "|babysitter"
)
_PORTUGUESE: Final = (
    "comida|comidas|comer|comemos|alimento*|refeição|refeições|receita|receitas|cozinhar|cozinho"
    "|assar|jantar|almoço|almoçar|café da manhã|pequeno almoço|lanche|sobremesa*|petisco*|bolo"
    "|bolos|bolachas|biscoito*|massa|macarrão|pizza|sopa|salada|restaurante*|cantina"
    "|lista de compras|supermercado|ingrediente*|nozes|castanha*|amendoim|amêndoa*|avelã*"
    "|gergelim|soja|leite|queijo|iogurte|manteiga|pão|farinha|trigo|ovo|ovos|peixe|frutos do mar"
    "|marisco*|camarão|carne|frango|presunto|morangos|chocolate|doces|sorvete|gelado|vinho"
    "|cerveja|beber|bebida*|café|piquenique|churrasco|fome|calorias|comprimido*|pílula*|dose"
    "|dosagem|farmácia|xarope|dor|dores|febre|gripe|resfriado|tosse|náusea*|sintoma*|médico"
    "|médica|dentista|hospital|ambulância|primeiros socorros|emergência|acidente|picada|saúde"
    "|saudável|esporte*|desporto|exercício*|treino|na academia|ginásio|maratona|caminhada"
    "|escalada|nadar|natação|mergulho|esqui|sauna|animal de estimação|gatinho|filhote|flores"
    "|perfume|convidados|festa|babá"
)
_DUTCH: Final = (
    "eten|gegeten|eet|voedsel|maaltijd*|recept|recepten|koken|kook|kookt|bakken|bak|ontbijt|lunch"
    "|avondeten|diner|tussendoortje*|toetje*|nagerecht*|voorgerecht*|taart|taarten|koek|koekjes"
    "|gebak|soep|salade|restaurant*|eetcafé|kantine|boodschappen*|ingrediënt*|noot|noten|pinda*"
    "|amandel*|hazelnoot|hazelnoten|sesam|soja|melk|kaas|yoghurt|boter|brood|meel|bloem|tarwe|ei"
    "|eieren|schaaldieren|garnalen|vlees|rundvlees|kip|ham|spek|worst|aardbeien|chocola|chocolade"
    "|snoep|ijs|wijn|bier|drinken|drinkt|drankje*|borrel|koffie|picknick|barbecue|buffet|honger"
    "|calorieën|pil|pillen|dosis|dosering|apotheek|hoestdrank|hoofdpijn|pijn|koorts|griep"
    "|verkouden|keelpijn|hoesten|misselijk|ziek|ziekte|symptomen|dokter|huisarts|tandarts"
    "|ziekenhuis|ambulance|eerste hulp|ehbo|noodgeval|ongeluk|bijensteek|gezondheid|gezond"
    "|gezonde|sport|sporten|trainingsschema|sportschool|hardlopen|marathon|wandelen|klimmen"
    "|zwemmen|duiken|skiën|fietsen|sauna|huisdier*|kat|katten|hond|puppy|bloemen|parfum"
    "|zonnebrand|gasten|kinderfeestje|oppas|schoolreis"
)
_POLISH: Final = (
    "jedzenie|jedzenia|jeść|zjeść|jemy|posiłek|posiłki|posiłku|przepis|przepisy|przepisu|gotować"
    "|gotuje|gotuję|ugotować|upiec|piec|piecze|śniadanie|śniadania|obiad|obiadu|kolacja|kolację"
    "|kolacji|przekąsk*|deser|desery|deseru|przystawk*|ciasto|ciasta|ciastka|tort|makaron*|pizza"
    "|pizzę|zupa|zupę|sałatk*|restauracj*|knajp*|stołówk*|lista zakupów|listę zakupów|zakupy"
    "|składnik*|orzech*|orzeszki|migdał*|sezam|soja|mleko|mleka|ser|sera|jogurt|śmietan*|masło"
    "|chleb|mąka|mąki|pszenic*|jajka|jajko|ryba|ryby|rybę|owoce morza|krewetk*|mięso|mięsa"
    "|wołowin*|kurczak*|szynk*|truskawk*|czekolad*|słodycz*|lody|wino|wina|piwo|napój|napoje"
    "|drink*|kawa|kawę|piknik|grill|grilla|głodny|głodna|kalori*|tabletk*|dawka|dawkę|dawki"
    "|dawkowanie|apteka|apteki|syrop*|ból|bóle|gorączk*|gryp*|przeziębi*|kaszel|nudności|objaw*"
    "|lekarz*|dentyst*|szpital*|karetk*|pierwsza pomoc|nagły przypadek|użądleni*|zdrowi*|zdrowy"
    "|sport*|trening*|siłowni*|biegać|bieganie|maraton*|wędrówk*|wspinaczk*|pływać|pływanie"
    "|nurkowani*|narty|sauna|zwierz*|kotek|szczeniak*|kwiaty|perfumy|goście|gości|przyjęcie"
    "|urodziny dziecka|opiekunk*"
)
_RUSSIAN: Final = (
    "еда|еды|еду|поесть|съесть|кушать|ужин*|обед*|завтрак*|перекус*|рецепт*|готовить|приготов*"
    "|испечь|печь|выпечк*|блюд*|меню на|десерт*|закуск*|торт*|пирог*|печенье|паст*|пицц*|суп|супа"
    "|салат*|ресторан*|кафе|столов*|список покупок|продукты|ингредиент*|орех*|арахис*|миндал*"
    "|кунжут*|соя|молок*|сыр|сыра|йогурт*|сливк*|масло|хлеб*|мука|муки|пшениц*|яйц*|рыб*"
    "|морепродукт*|креветк*|мясо|мяса|говядин*|куриц*|ветчин*|клубник*|шоколад*|конфет*|сладк*"
    "|морожен*|вино|вина|пиво|пива|выпить|пить|напит*|коктейл*|кофе|пикник*|шашлык*|голод*"
    "|калори*|таблетк*|доза|дозу|дозы|дозировк*|аптек*|сироп*|боль|боли|болит|температур*|грипп*"
    "|простуд*|простыл*|кашель|кашля|тошнот*|сыпь|симптом*|врач*|доктор*|стоматолог*|больниц*"
    "|скорая|скорую|первая помощь|укус*|здоровье|здоровья|здоровый|здоровая|спорт*|тренировк*"
    "|тренажер*|бегать|пробежк*|марафон*|поход*|скалолаз*|плавать|плавани*|дайвинг*|лыж*|сауна"
    "|баня|питомец|питомц*|котен*|щенок|щенк*|цветы|цветов|духи|гост*|вечеринк*|детский праздник"
    "|няня|няню"
)
_CHINESE: Final = (
    "吃|食物|食品|食谱|食譜|菜谱|做饭|做飯|做菜|烹饪|烹飪|烘焙|烤|煮|晚饭|晚飯|晚餐|午饭|午飯"
    "|午餐|早饭|早餐|聚餐|宵夜|夜宵|零食|甜点|甜點|点心|點心|蛋糕|饼干|餅乾|面条|意面|披萨|煲汤"
    "|喝汤|沙拉|火锅|火鍋|餐厅|餐廳|餐馆|饭店|外卖|外賣|食堂|购物清单|買菜|买菜|食材|配料|坚果"
    "|堅果|花生|杏仁|芝麻|大豆|牛奶|奶酪|酸奶|奶油|黄油|面包|麵包|面粉|小麦|鸡蛋|雞蛋|鱼|魚|海鲜"
    "|海鮮|虾|蝦|肉|草莓|巧克力|糖果|冰淇淋|葡萄酒|啤酒|喝|饮料|飲料|鸡尾酒|咖啡|野餐|烧烤|燒烤"
    "|饿|餓|卡路里|热量|药|藥|剂量|劑量|头痛|頭痛|疼|痛|发烧|發燒|流感|感冒|咳嗽|恶心|皮疹|生病"
    "|症状|症狀|医生|醫生|牙医|医院|醫院|救护车|急救|健康|运动|運動|锻炼|鍛鍊|健身|跑步|马拉松"
    "|徒步|爬山|登山|攀岩|游泳|潜水|滑雪|桑拿|宠物|寵物|小猫|小狗|养猫|养狗|鲜花|香水|客人|聚会"
    "|派对|保姆"
)
_JAPANESE: Final = (
    "食べ|食事|料理|献立|レシピ|自炊|焼いて|焼く|焼き|煮|夕食|夕飯|晩ご飯|晩御飯|ディナー|昼食"
    "|昼ご飯|ランチ|朝食|朝ご飯|弁当|おやつ|デザート|お菓子|ケーキ|パスタ|ピザ|寿司|鍋|カレー"
    "|スープ|サラダ|レストラン|居酒屋|外食|出前|食堂|買い物リスト|食材|ナッツ|ピーナッツ|落花生"
    "|アーモンド|ごま|大豆|牛乳|チーズ|ヨーグルト|バター|パンを|パンが|食パン|小麦|卵|魚|海鮮"
    "|エビフライ|エビを|海老|蟹|肉|いちご|チョコ|アイスクリーム|ワイン|ビール|飲み|飲む|お酒"
    "|カクテル|コーヒー|ピクニック|バーベキュー|空腹|お腹|カロリー|薬|投与|用量|頭痛|痛み|痛い"
    "|発熱|熱が|インフルエンザ|風邪|咳|吐き気|発疹|病気|症状|医者|医師|歯医者|病院|救急|応急|健康"
    "|運動|スポーツ|トレーニング|筋トレ|ジムに|ジムで|ランニング|ジョギング|マラソン|ハイキング"
    "|登山|クライミング|水泳|泳ぐ|泳ぎ|ダイビング|スキーに|スキーを|サウナ|ペット|子猫|子犬|猫を"
    "|犬を|花束|香水|来客|パーティー|ベビーシッター|遠足"
)
_KOREAN: Final = (
    "먹|음식|식사|요리|레시피|조리법|굽|구워|끓|저녁 식사|저녁 메뉴|저녁밥|저녁으로|점심"
    "|아침 식사|아침밥|간식|디저트|후식|케이크|과자|쿠키를|파스타|피자|초밥|국물|찌개|샐러드|식당"
    "|레스토랑|맛집|배달|회식|장보기|식재료|재료|견과|땅콩|아몬드|호두|참깨|대두|우유|치즈"
    "|요구르트|크림|버터|빵|밀가루|달걀|계란|생선|해산물|새우|고기|닭|햄|딸기|초콜릿|사탕"
    "|아이스크림|와인|맥주|마시|마실|음료|칵테일|커피|술을|술 마|소풍|바비큐|배고|칼로리|약을"
    "|약이|약국|감기약|복용량|두통|통증|아파요|아픈|머리가 아|배가 아|열이 나|독감|감기|기침"
    "|메스꺼|발진|증상|의사에게|의사 선생|치과|병원|구급|응급|건강|운동|스포츠|트레이닝|헬스장"
    "|달리기|조깅|마라톤|등산|하이킹|클라이밍|수영을|수영장|다이빙|스키를|스키장|사우나|반려동물"
    "|애완|고양이를|강아지|꽃다발|향수|손님|파티에|파티를|생일 파티|베이비시터|현장학습"
)
_ARABIC: Final = (
    "*طعام*|أكل|الأكل|آكل|نأكل|يأكل|تأكل|*وجبة*|*وجبات*|*وصفة*|*وصفات*|*طبخ*|*أطبخ*|*خبز*|*شواء*"
    "|*عشاء*|*غداء*|*فطور*|*إفطار*|*حلوى*|*حلويات*|*كعك*|*باستا*|*معكرونة*|*بيتزا*|*حساء*|*شوربة*"
    "|*سلطة*|*مطعم*|*مطاعم*|*قائمة التسوق*|*مكسرات*|*فول سوداني*|*لوز*|*بندق*|*سمسم*|صويا|حليب"
    "|الحليب|جبن|الجبن|*زبادي*|زبدة|طحين|قمح|بيض|البيض|سمك|السمك|*مأكولات بحرية*|*روبيان*|لحم"
    "|اللحم|دجاج|الدجاج|*شوكولات*|*آيس كريم*|نبيذ|*يشرب*|*مشروب*|قهوة|القهوة|*نزهة*|*جائع*"
    "|*سعرات*|*حبوب*|*جرعة*|*صيدلية*|*صداع*|ألم|الألم|حمى|الحمى|*إنفلونزا*|زكام|سعال|غثيان|أعراض"
    "|*طبيب*|*مستشفى*|*إسعاف*|صحي|*رياضة*|*تمارين*|*تمرين*|الجري|ماراثون|*تسلق*|*سباحة*|*غوص*"
    "|*تزلج*|ساونا|*حيوان أليف*|قطة|*زهور*|عطر|ضيوف|الضيوف|حفلة|*جليسة*"
)
_HINDI: Final = (
    "खाना|खाने|खाऊँ|खाऊं|खाएं|खाएँ|खा|भोजन|रेसिपी|व्यंजन|पकाना|पकाऊँ|पकाऊं|पकाने|बनाऊँ खाने"
    "|रात का खाना|डिनर|लंच|नाश्ता|नाश्ते|मिठाई|केक|बिस्कुट|पास्ता|पिज़्ज़ा|पिज्जा|सूप|सलाद"
    "|रेस्तरां|रेस्टोरेंट|ढाबा|कैंटीन|खरीदारी की सूची|मेवे|मेवा|मूंगफली|बादाम|काजू|तिल|सोया|दूध"
    "|पनीर|चीज़|दही|मक्खन|ब्रेड|रोटी|आटा|मैदा|गेहूं|गेहूँ|अंडा|अंडे|मछली|झींगा|मांस|मटन|चिकन"
    "|चॉकलेट|आइसक्रीम|शराब|वाइन|बीयर|पीना|पीने|पेय|कॉफ़ी|कॉफी|पिकनिक|भूख|कैलोरी|गोली|गोलियाँ"
    "|गोलियां|खुराक|मेडिकल स्टोर|सिरदर्द|दर्द|बुखार|फ्लू|जुकाम|खांसी|मतली|लक्षण|डॉक्टर"
    "|दंत चिकित्सक|अस्पताल|एम्बुलेंस|प्राथमिक उपचार|आपात|दुर्घटना|स्वास्थ्य|सेहत|खेल|व्यायाम|कसरत"
    "|जिम|दौड़|मैराथन|ट्रेकिंग|चढ़ाई|तैराकी|तैरना|योग|पालतू|बिल्ली|पिल्ला|फूल|इत्र|मेहमान|पार्टी"
    "|दावत"
)
_TURKISH: Final = (
    "yemek|yemeği|yemekler*|yemeğe|yiyelim|yiyebilir*|yesem|yiyecek*|gıda|öğün|tarif|tarifi"
    "|tarifler*|pişir*|akşam yemeği|öğle yemeği|kahvaltı*|atıştırmalık*|tatlı|tatlısı|meze|pasta"
    "|kek|kurabiye*|makarna*|pizza|çorba*|salata*|restoran*|lokanta*|yemekhane|alışveriş listesi"
    "|malzeme*|fındık*|fıstık*|ceviz*|badem*|susam|soya|süt|sütlü|peynir*|yoğurt*|krema|tereyağı"
    "|ekmek*|buğday|yumurta*|balık|balığı|deniz ürün*|karides*|tavuk*|sucuk|çilek*|çikolata*"
    "|şeker|dondurma*|şarap|bira|içelim|içecek*|içki|kokteyl*|kahve|piknik*|mangal*|acıktı*"
    "|kalori*|hap|doz|dozu|eczane*|şurup|baş ağrısı|ağrı*|ateşi|nezle|öksürük|bulantı*|döküntü"
    "|hasta oldum|hasta hissed*|belirti*|doktor*|diş hekimi|hastane*|ambulans|ilk yardım|kaza"
    "|sağlık*|sağlıklı|spor|sporu|egzersiz*|antrenman*|koşu|koşmak|maraton*|yürüyüş*|tırmanış"
    "|yüzme|yüzmek|dalış|kayak|sauna|evcil hayvan*|kedi|köpek|yavru|çiçek*|parfüm|misafir*"
    "|partisi|bakıcı"
)

OCCASION_LISTS: Final = (
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
"""What is asked when somebody's health, diet or safety should be known."""
