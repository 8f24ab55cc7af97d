"""Words of time in Turkish, Arabic and Hindi."""

from typing import Final

from mcp_mem0.domain.text.times.languages.language import TimeLanguage

TURKISH: Final = TimeLanguage(
    months="ocak;şubat;?mart;nisan;mayıs;haziran;temmuz;ağustos;eylül;?ekim;kasım;aralık",
    weekdays="pazartesi;salı;çarşamba;perşembe;cuma;cumartesi;?pazar",
    seasons="ilkbahar|bahar;?yaz|yazın;sonbahar|güz;kış|kışın",
    feasts="noel|noelde;paskalya|paskalyada;yılbaşı gecesi;yılbaşı|yılbaşında",
    units="saat;gün;hafta sonu;hafta;?ay;yıl|sene",
    numbers="bir;iki;üç;dört;beş;altı;yedi;sekiz;dokuz;on;on bir;on iki",
    few="birkaç",
    shifts="evvelki|önceki;geçen|geçtiğimiz|son;bu;gelecek|önümüzdeki|haftaya;",
    days="evvelsi gün|önceki gün;dün|dün gece|dün akşam;bugün|bu akşam|bu sabah|şimdi;yarın"
    ";öbür gün",
    ago="önce|evvel",
    into="tarihinde|ayında|yılında|günü|ayı|yılı",
    links="ayının|yılının",
    since_behind="beri|itibaren|bu yana",
    until_behind="kadar|dek",
    before_behind="önce|evvel",
    after_behind="sonra",
    when="ne zaman|hangi gün|hangi yıl|hangi ay|hangi tarihte|hangi yılda|hangi ayda|saat kaçta"
    "|ayın kaçında",
    how_long="ne kadar süre|ne kadar zamandır|ne zamandan beri|kaç gün|kaç hafta|kaç ay|kaç yıl"
    "|ne kadar sürdü|ne kadar süredir",
    interrogatives="kim|nerede|nereye|nasıl|neden|niye|hangi",
    first="ilk kez|ilk defa|ilk olarak",
    last="son kez|son defa|en son|son zamanlarda|geçenlerde|en yeni",
    future="yapacak|yapacağım|yapacağız|olacak|gidecek|gideceğim|gideceğiz|planlıyor|planlıyorum",
    endings="da|de|ta|te|dan|den|tan|ten|ın|in|un|ün|nın|nin|ı|i|u|ü|yı|yi|a|e|ya|ye|daki|deki"
    "|taki|teki|ları|leri|lar|ler|dır|dir|tır|tir|larda|lerde",
)

ARABIC: Final = TimeLanguage(
    months="يناير|كانون الثاني;فبراير|شباط;مارس|آذار|اذار;أبريل|ابريل|إبريل|نيسان;مايو|أيار|ايار"
    ";يونيو|حزيران|يونيه;يوليو|تموز|يوليه;أغسطس|اغسطس|آب;سبتمبر|أيلول|ايلول;أكتوبر|اكتوبر"
    "|تشرين الأول;نوفمبر|تشرين الثاني;ديسمبر|كانون الأول",
    weekdays="الاثنين|الإثنين;الثلاثاء;الأربعاء|الاربعاء;الخميس;الجمعة;السبت;?الأحد|?الاحد",
    seasons="الربيع|?ربيع;الصيف|?صيف;الخريف|?خريف;الشتاء|?شتاء",
    feasts="عيد الميلاد|الكريسماس|عيد الميلاد المجيد;عيد الفصح;ليلة رأس السنة;رأس السنة",
    units="ساعة|ساعات|الساعة;يوم|أيام|ايام|يوما|اليوم|الأيام;عطلة نهاية الأسبوع|نهاية الأسبوع"
    ";أسبوع|أسابيع|اسبوع|اسابيع|الأسبوع|الاسبوع|الأسابيع|أسبوعا;شهر|أشهر|شهور|الشهر|شهرا|الأشهر"
    "|اشهر;سنة|سنوات|عام|أعوام|العام|السنة|سنين|عاما|السنوات|الأعوام",
    pairs="ساعتين;يومين|اليومين;;أسبوعين|اسبوعين|الأسبوعين;شهرين|الشهرين;سنتين|عامين|العامين"
    "|السنتين",
    numbers="واحد|واحدة;اثنين|اثنتين;ثلاثة|ثلاث|الثلاثة;أربعة|أربع|اربعة|اربع;خمسة|خمس;ستة|ست;سبعة"
    "|سبع;ثمانية|ثماني;تسعة|تسع;عشرة|عشر;أحد عشر;اثني عشر",
    few="بضعة|بضع|عدة",
    shifts="قبل الماضي|قبل الماضية;الماضي|الماضية|الفائت|الفائتة|المنصرم|السابق|الأخير|الأخيرة;هذا"
    "|هذه|الحالي|الحالية|الجاري;القادم|القادمة|المقبل|المقبلة|التالي;",
    days="أول أمس|اول امس|أول من أمس;أمس|البارحة|بالأمس|امس;اليوم|الليلة|الآن;غدا|غدًا|بكرة;بعد غد",
    ago_ahead="قبل|منذ",
    into="في|يوم|شهر|عام|سنة|خلال|بداية|نهاية|فصل|من|تاريخ",
    links="من|عام|سنة|شهر",
    since="منذ|من|ابتداء من",
    until="حتى|إلى|الى",
    between="بين",
    before="قبل أن|قبل|قبل ان",
    after="بعد أن|بعد|بعد ان|بعدما|منذ أن",
    when="متى|في أي يوم|في أي سنة|في أي عام|في أي شهر|أي يوم|أي عام|أي سنة|أي شهر|في أي تاريخ"
    "|أي ساعة|ومتى",
    how_long="كم من الوقت|كم يوما|كم أسبوعا|كم شهرا|كم سنة|كم عاما|كم استغرق|كم مدة|ما مدة|كم يوم"
    "|كم شهر|كم دام",
    interrogatives="ماذا|ما|من|أين|كيف|لماذا|هل",
    first="أول مرة|لأول مرة|للمرة الأولى|المرة الأولى|اول مرة",
    last="آخر مرة|للمرة الأخيرة|المرة الأخيرة|مؤخرا|اخر مرة|المرة الماضية|أحدث",
    future="سوف|ينوي|تنوي|يخطط|تخطط|نخطط|ستكون|سيكون|سنفعل|سأفعل",
)

HINDI: Final = TimeLanguage(
    months="जनवरी;फरवरी|फ़रवरी;?मार्च|मार्च;अप्रैल;?मई|मई;जून;जुलाई;अगस्त;सितंबर|सितम्बर;अक्टूबर"
    "|अक्तूबर;नवंबर|नवम्बर;दिसंबर|दिसम्बर",
    weekdays="सोमवार;मंगलवार;बुधवार;गुरुवार|बृहस्पतिवार|गुरूवार;शुक्रवार;शनिवार;रविवार|इतवार",
    seasons="वसंत|बसंत;गर्मी|गर्मियों|ग्रीष्म;शरद|पतझड़;सर्दी|सर्दियों|जाड़े|शीतकाल",
    feasts="क्रिसमस;ईस्टर;;नववर्ष",
    units="घंटा|घंटे|घंटों;दिन|दिनों;सप्ताहांत|वीकेंड;सप्ताह|हफ्ता|हफ्ते|हफ़्ते|हफ्तों|सप्ताहों"
    ";महीना|महीने|महीनों|माह;साल|वर्ष|सालों|वर्षों",
    numbers="एक;दो;तीन;चार;पांच|पाँच;छह|छः|छे;सात;आठ;नौ;दस;ग्यारह;बारह",
    few="कुछ|कई",
    shifts=";पिछले|पिछली|पिछला|गत|बीते;इस|यह|वर्तमान;अगले|अगली|अगला|आने वाले|आगामी;",
    days=";बीते कल|कल रात;आज|अभी;आने वाले कल;",
    ago="पहले|पूर्व",
    into="में|को|के|की|का|तारीख|दौरान",
    links="के|की|का|सन|सन्",
    since_behind="से|के बाद से",
    until_behind="तक",
    before_behind="से पहले|के पहले|से पूर्व",
    after_behind="के बाद|के पश्चात",
    when="कब|किस दिन|किस साल|किस वर्ष|किस महीने|किस तारीख|कितने बजे",
    how_long="कितने समय|कितने दिन|कितने हफ्ते|कितने सप्ताह|कितने महीने|कितने साल|कितनी देर|कब से",
    interrogatives="क्या|कौन|कहाँ|कहां|कैसे|क्यों|किस",
    first="पहली बार|सबसे पहले|पहली दफा",
    last="आखिरी बार|पिछली बार|आख़िरी बार|अंतिम बार|हाल ही|हाल में",
    future="करेंगे|करेगा|करेगी|करूंगा|करूंगी|होगा|होगी|होंगे|जाएगा|जाएगी|जाएंगे|योजना",
)
