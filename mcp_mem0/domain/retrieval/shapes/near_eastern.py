"""Arabic, Hindi and Turkish.

Arabic plurals are often new words, so common ones are listed; Hindi doubles its question words, and
Turkish gives them the plural.
"""

import re
from typing import Final

from mcp_mem0.domain.retrieval.shapes.grammar import ShapeGrammar, build_phrases
from mcp_mem0.domain.text.word_lists import build_set

ARABIC: Final = ShapeGrammar(
    many=build_phrases(
        "من هم|من هن|من غير|من ايضا|من سوى|ماذا ايضا|ماذا غير|اين ايضا|من كل|كل من|كل ما|من جميع"
        "|اذكر|اذكري|اذكروا|اسرد|سرد|عدد لي|عدد كل|قائمة|جميع|كافة|سم كل|سم لي"
    ),
    which=build_phrases("ما هي|ما|اي|كل|ما هم|ما اسماء|ماهي|باي|في اي"),
    counts=build_phrases("كم|كم عدد|عدد"),
    shared=build_phrases("المشترك*|مشترك*|كلاهما|كلتاهما|كلا|كلا من|كل من ~ معا|معا"),
    plural=re.compile(
        r"(?:ال|لل)?(?:\w{2,}ات|\w{3,}ون|\w{3,}ين|ا\w{1,2}ا\w|ا\w{2,3}ا[ءه]\w{0,2}|كتب\w{0,2}"
        r"|دول|مدن|بلدان|لغات|قطط|كلاب|مطاعم|مدارس|متاحف|مواضيع|مشاريع|مسلسلات|العاب|رسوم|جزر"
        r"|حيوانات|ملابس|مهارات|اخوة|اخوات|زملاء|وجهات|دورات|مواعيد|ادوية|اطعمة|امراض|هدايا)"
    ),
    singular=build_set(
        "بيت اخت بنت وقت صوت اين هذين عين لون عنوان مكان اسم سنين الان يسكن تسكن امراة حين زوجات"
        " صين الصين فلسطين برلين السن دين الدين يوم"
    ),
    skipped=build_set("هي هم نوع انواع من اسماء ال"),
    stops=build_set("في على الى عن مع هل قد كان كانت هو التي الذي تملك يملك"),
    measures=build_set(
        "سنة سنوات عام عاما اعوام شهر شهرا يوم يوما ايام ساعة ساعات دقيقة دقائق مرة كيلومتر متر"
        " دولار يورو كيلو غرام درجة عمر عمرها عمره المسافة الساعة الوقت"
    ),
)

HINDI: Final = ShapeGrammar(
    many=build_phrases(
        "कौन कौन|कौन-कौन|क्या क्या|क्या-क्या|कहाँ कहाँ|कहाँ-कहाँ|कहां कहां|कहां-कहां|किन किन|किन-किन"
        "|किस किस|किस-किस|किन|किन्हें|और कौन|और क्या|और कहाँ|के अलावा कौन|के अलावा क्या",
        "सभी|सारे|सारी|सब|सूची|गिनाओ|गिनाइए|नाम बताओ सब|सबके नाम",
    ),
    which=build_phrases("कौन सी|कौन से|कौनसी|कौनसे|कौन-सी|कौन-से|क्या|कैसी|कैसे"),
    counts=build_phrases("कितने|कितनी|कितनों"),
    shared=build_phrases("दोनों|समान|साझा|एक जैसा|एक जैसे"),
    plural=re.compile(r"[\w\u0900-\u097f]+(?:ें|एँ|एं|याँ|ियां|ियाँ|ओं|यों|ों)"),
    singular=build_set("में नहीं मैं हैं क्यों दोनों यहीं वहीं"),
    skipped=build_set("अन्य नई नये नए और"),
    stops=build_set("है हैं था थे थी का की के को से ने पर में"),
    measures=build_set(
        "साल वर्ष महीने हफ्ते सप्ताह दिन घंटे मिनट सेकंड बजे किलोमीटर मीटर रुपये यूरो किलो ग्राम समय"
        " उम्र पैसे देर दूर बार कैलोरी"
    ),
)

TURKISH: Final = ShapeGrammar(
    many=build_phrases(
        "hangileri*|neler*|kimler*|nereler*|başka kim*|başka ne*|başka hangi|kim ~ dışında"
        "|listele*|sırala*|hepsini|tümünü|bütün|tüm|hepsi|tamamını|bir liste|listesi*|adlarını say"
        "|isimlerini say"
    ),
    which=build_phrases("hangi|ne tür|ne gibi"),
    counts=build_phrases("kaç tane|kaç|ne kadar çok"),
    shared=build_phrases("ikisi de|her ikisi*|ikisinin de|ortak*|ikisi birden|hem ~ hem"),
    plural=re.compile(r"\w{2,}l[ae]r\w{0,6}"),
    singular=build_set("yıllarda saatlerde günlerde dolar"),
    skipped=build_set("başka yeni diğer tür"),
    stops=build_set("ve ile için de da mi mı"),
    measures=build_set(
        "yaşında yaş yıl yıldır sene senedir ay aydır hafta gün gündür saat saattir dakika saniye"
        " kilometre metre lira euro kilo gram derece para kez defa'lık kere'lik litre kalori"
    ),
)
