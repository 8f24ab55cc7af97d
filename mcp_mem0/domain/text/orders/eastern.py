"""Orders to forget in Turkish, Arabic, Hebrew, Persian, Hindi, Vietnamese, Indonesian and others."""

from typing import Final

from mcp_mem0.domain.text.orders.grammar import Grammar

TURKISH: Final = Grammar(
    imperatives="unut|unutun|unutunuz|unutsana|sil|silin|siliniz|silsene|yok say|yok sayın|yok et"
    "|yok edin|yok ediniz|unutur musun|siler misin|unutabilir misin|silebilir misin"
    "|unutur musunuz|siler misiniz|silebilir misiniz|her şeyi at|hepsini at|bilgileri at"
    "|hepsini bırak|baştan başla|sıfırdan başla|unutuver|siliver|temizler misin|silmelisin"
    "|unutmalısın|silmelisiniz|unutmalısınız|kaldırmalısın|sileceksin|unutacaksın|silersen"
    "|unutursan|silseniz|unutsanız|silsen|unutsan|silebilirsin|unutabilirsin|silmeniz gerek"
    "|silinsin|unutulsun",
    infinitives="unutmak|silmek|unutman|silmen|unutmanı|silmeni|unutmanız|silmeniz|unutmanızı"
    "|silmenizi|temizlemeni|temizlemen|unutmanı|kaldırmanı|yok etmeni|silinmesi|unutulması",
    dependents="unutmanı ~ istiyorum|silmeni ~ istiyorum|unutmanızı ~ istiyorum|unutasın|silesin"
    "|silmenizi ~ istiyorum|unutman ~ gerek*|silmen ~ gerek*|unutman lazım|silmen lazım"
    "|unutmanız ~ gerek*|silmeniz ~ gerek*|unutmanı ~ rica*|silmeni ~ rica*|silmenizi ~ rica*"
    "|unutmanızı ~ rica*|unutmanı ~ emr*|silmeni ~ emr*|unutmak zorundasın|silmek zorundasın",
    loose="atın|boşver|boş ver|temizle|temizleyin|kaldır|kaldırın|çıkar|çıkarın|sıfırla|sıfırlayın"
    "|bırak|görmezden gel|ihmal et|iptal et|kurtul|boşalt|boşaltın|dikkate alma|göz ardı et"
    "|hatırlama|saklama|ne biliyorsan",
    gone="silinmeli|silinmelidir|silinsin|unutulmalı|unutulsun|silindi|silinecek|silinmiş"
    "|kaldırılmalı|kaldırılsın|temizlenmeli|yok edilmeli|silinmesi|unutulması|silinmek"
    "|unutulmalıdır|temizlensin|sıfırlansın|yok edilsin|silinmesini|unutulmasını"
    "|silinmeleri|silinmelerini|kalmasın|kalmamalı",
    requests="lütfen|senden ~ istiyorum|sizden ~ istiyorum|rica ediyorum|emrediyorum|rica ederim",
    duties="gerek*|lazım|şart|zorunda*|malı|silinmeli|silinmelidir|silinsin|unutulmalı|unutulsun"
    "|kaldırılmalı|kaldırılsın|temizlenmeli|unutulmalıdır|temizlensin|sıfırlansın"
    "|yok edilmeli|yok edilsin|silinecek|istiyorum|talep|rica|emrediyorum|bundan sonra"
    "|istiyor|dedi|söyledi",
    governors="karar verdik|karar verdim|karar verdi|zorunda kald*|istedim|istedik|başardım|çalıştım"
    "|silmek istiyorum|kapatmak istiyorum",
    subjects="ben|biz|o|onlar|annem|babam|kardeşim",
    own="benim|bizim|onun|onların",
    total="her|hepsini|hepsi|bütün|tüm|tümünü|tümü|tamamını|tamamen|hiçbir|hiç|ne varsa",
    memory="hafıza*|bellek|belleği*|bilgi|bilgileri|bilgiler|kayıtlar|kayıtları|kayıt|anıları"
    "|anılar|notları|notlar|verileri|veriler|kayıtların|bilgilerin|verilerin|gerçekleri|hatıraları",
    known="bildiğin her|bildiğin ~ şey*|bildiğin ~ bilgi*|bildiklerini|bildiğiniz ~ her"
    "|bildiklerinizi|ne biliyorsan|hafızanı|hafızanızı|hafızan|belleğini|belleğinizi"
    "|hafızandaki*|hafızandan|belleğindeki|söylediğim ~ her|söylediklerimi|anlattıklarımı"
    "|hatırladığın|öğrendiğin|hafızanda|öğrendiklerini|bildiğin hepsini|bildiklerinin",
    asides="bildiğin gibi|bildiğiniz gibi|bildiğin üzere|bildiğiniz üzere|biliyorsun|biliyorsunuz",
    ignorance="bilmiyorsun|bilmiyorsunuz|hatırlamıyorsun|hatırlamıyorsunuz|tanımıyorsun|bilmeyeceksin"
    "|hatırlamayacaksın|hafızanda|bilmiyormuş|tanımıyorsunuz",
    nothing="hiçbir|hiç|asla|boş|yok|artık beni|beni tanımıyorsun|kim olduğumu|beni hatırlamıyorsun",
    void="yanlış|geçersiz|yalan|boş|silindi|hükümsüz|sıfırlandı|geçersizdir|boştur",
    negations="",
    fillers="lütfen|şimdi|hemen|ve|veya|ya|da|o|zaman|merhaba|selam|asistan|claude|sadece|sonra"
    "|hadi|artık|evet|hayır|derhal",
    is_free=True,
)

ARABIC: Final = Grammar(
    imperatives="انس|انسي|انسوا|انسى|احذف|احذفي|احذفوا|امسح|امسحي|امسحوا|امح|امحي|امحوا"
    "|انسَ|قم بحذف|قم بمسح|قم بإزالة|قومي بحذف|قوموا بحذف|ابدأ من الصفر|تظاهر بأنك لا|فلتنس|دمر"
    "|تناس|انسه|احذفها|امسحها|احذفه|امسحه|انسها",
    infinitives="حذف|مسح|إزالة|نسيان|محو|إلغاء|تفريغ|بحذف|بمسح|بنسيان|بإزالة|الحذف",
    dependents="أن تنسى|أن تحذف|أن تمسح|أن تمحو|أن تزيل|أن تنسي|أن تحذفي|أن تمسحي|أن تنسوا|أن تحذفوا"
    "|لتنس|أن تتجاهل|أن تتخلص|ان تنسى|ان تحذف|ان تمسح|تنسى كل|تحذف كل|تمسح كل|تنساني"
    "|نسيت كل|لو نسيت|لو حذفت|ان تمحو|تمحو كل|أن تنساني|تمحو|أن تلغي",
    loose="تجاهل|تجاهلي|تجاهلوا|أزل|أزيلي|أزيلوا|ألغ|ألغي|تخلص|تخلصي|فرغ|أفرغ|ارم|اتركوا|أسقط|اشطب"
    "|اشطبي|اترك|لا تتذكر|لا تحتفظ|اعتبر|صفر|نظف",
    gone="حذفها|حذفه|مسحها|مسحه|محذوف*|تحذف|تمسح|تمحى|تُحذف|تزال|يحذف|يمسح|يمحى|ينسى|تنسى|حذفت|مسحت",
    requests="يجب عليك|عليك أن|عليك|يجب أن|يجب ان|ينبغي أن|ينبغي عليك|أريدك أن|أريد منك|أطلب منك"
    "|أرجو منك|أرجوك|من فضلك|لو سمحت|هل يمكنك|هل بإمكانك|أنت مطالب|آمرك|رجاء|الرجاء|يرجى"
    "|يمكنك|بإمكانك|عليكم|أود منك|هلا|نرجو|ارجو|اريدك ان|هل تستطيع|تستطيع أن|أرجو أن"
    "|أتمنى أن|ليتك|أود أن|يمكن أن|قال لك|ينبغي لك|أطلب إليك",
    duties="يجب|ينبغي|لا بد|من الضروري|يلزم|يتعين|من اللازم|ليتم|يتم|تم|حان الوقت|أطالب|أطلب|يطلب"
    "|من الآن|مطلوب|نطلب|أريد أن|قال|أطالبك|فصاعدا",
    governors="قررت|قررنا|قرر|قرروا|اضطر*|أردت|اخترنا|اخترت|استطعت|تمكنت|أريد|سوف|قمت|قمنا|قام"
    "|قامت|قاموا|طلب|طلبوا|نويت",
    subjects="أنا|نحن|هو|هي|هم|لقد|قد",
    own="حسابي|حسابنا|صوري|هاتفي|أجهزتنا",
    total="كل|جميع|كافة|كامل|بالكامل|أي|شيئا|شيء|تماما|كلها|كله|جميعها|كليا|بكل|كلما",
    memory="ذاكرة|الذاكرة|ذاكرتك|ذاكرتكم|الحقائق|المعلومات|معلومات|البيانات|بيانات|ذكريات"
    "|الذكريات|السجلات|سجلات|الملاحظات|بياناتي|معلوماتي|سجلاتك|معرفتك|بياناتك",
    known="ما تعرفه|ما تعرف|ما تعلمه|ما تعلم|تعرفه عن*|تعرفونه|ذاكرتك|ذاكرتكم|الذاكرة|ما قلته|ما قلت"
    "|ما أخبرتك|ما تتذكره|ما تعلمته|ما تعرفينه|معرفتك|سجلاتك|ما حفظته|ما تذكره",
    asides="كما تعلم|كما تعرف|كما تعلمون|كما تعرفون|كما تعلمين|تعلم أن|تعرف أن|أنت تعلم أن",
    ignorance="لا تعرف|لا تعلم|لا تتذكر|لا تعرفين|لا تذكر|لم تعد تعرف|لن تعرف|لم تعد تتذكر|ليس لديك"
    "|لا تعرفون|لا تعلمون|في ذاكرتك|لم تعد تعلم",
    nothing="شيئا|شيء|أي|أحدا|أبدا|فارغة|مطلقا|ذكريات|معلومات|لا تعرفني|لا تتذكرني|من أنا|من أكون",
    void="خاطئ|خاطئة|باطل|باطلة|لاغ|لاغية|كذب|غير صحيح*|فارغة|ملغاة|منتهية|كاذبة",
    negations="لا|لم|لن|ليس|لا أريدك|بدون",
    fillers="من|فضلك|رجاء|الرجاء|أرجوك|الآن|ثم|و|أو|فورا|حالا|مرحبا|يا|مساعد|claude|إذن|لو|سمحت"
    "|فقط|نعم|لا|هيا|فضلكم|عليك|بعد|ذلك",
)

HEBREW: Final = Grammar(
    imperatives="שכח|שכחי|שכחו|תשכח|תשכחי|תשכחו|מחק|מחקי|מחקו|תמחק|תמחקי|תמחקו|השמד|תשמיד"
    "|התחל מחדש|תתחיל מחדש|תתחיל מאפס|תעשה כאילו אף פעם|נא לשכוח|נא למחוק|להשמיד|הסר את כל"
    "|תסיר|תסירי|תסירו",
    infinitives="לשכוח|למחוק|להסיר|לאפס|לנקות|להשמיד|לרוקן|להיפטר",
    dependents="שתשכח|שתשכחי|שתשכחו|שתמחק|שתמחקי|שתמחקו|שתסיר|שתסירי|שתאפס|שתנקה|תשכחו|אם תשכח|אם תמחק"
    "|למחוק אותי|תשכח אותי|תמחק אותי",
    loose="התעלם|התעלמי|התעלמו|תתעלם|תתעלמי|הסר|הסירי|נקה|נקי|תנקה|זרוק|זרקי|תזרוק|בטל|בטלי|תבטל"
    "|אפס|תאפס|רוקן|תרוקן|היפטר|תיפטר|אל תזכור|אל תשמור|התייחס|תחשיב",
    gone="להימחק|למחיקה|נמחק|נמחקו|יימחק|יימחקו|ימחקו|מחוק|מחוקים|להישכח|יישכח|להיעלם|ימחק|תימחק"
    "|נמחקה|תמחק|מחיקת|מחיקה|הסרת|שיימחק|שיימחקו|יישאר|נשאר|שימחקו",
    requests="אתה חייב|אתה צריך|את צריכה|את חייבת|אתם חייבים|אתם צריכים|עליך|עליכם|אני רוצה ש*"
    "|אני מבקש|אני מבקשת|תוכל|תוכלי|אתה יכול|את יכולה|האם תוכל|אבקש|אבקשך|בבקשה|נא"
    "|אתה מתבקש|אני מצווה|אתה נדרש|אפשר|מוטל עליך|אתה מוכרח|תוכלו|האם אתה יכול"
    "|הייתי רוצה ש*|אשמח אם|אודה לך|מבקש ממך|דורש ש*|את מתבקשת",
    duties="חייב|חייבת|חייבים|צריך|צריכה|צריכים|יש|נחוץ|הכרחי|מוטב|ראוי|מוכרח|מוכרחים|אמור|אמורים"
    "|חובה|הגיע הזמן|דורש|דורשת|מבקש|מבקשת|מעכשיו|מעתה|רוצה ש*|אמר|אמרה",
    governors="החלטתי|החלטנו|החליט|החליטה|החליטו|נאלצתי|נאלצנו|נאלצו|רציתי|רצינו|בחרנו|בחרתי"
    "|הצלחתי|הייתי|היו צריכים|היה צריך|הולך|רוצה|רוצים|שכחתי",
    subjects="אני|אנחנו|הוא|היא|הם|הן|אנו",
    own="שלי|שלנו|שלו|שלה|שלהם",
    total="הכל|הכול|כל|כולם|מכל|בכל|שום|כולו|לגמרי|לחלוטין|מהכל|דבר|כלום",
    memory="זיכרון|הזיכרון|זכרון|הזכרון|זיכרונך|זכרונך|העובדות|עובדות|זכרונות|זיכרונות|הזיכרונות"
    "|המידע|מידע|הנתונים|נתונים|הרשומות|רשומות|הפתקים|הידע|הפרטים",
    known="שאתה ~ יודע|שאת ~ יודעת|שאתם ~ יודעים|מה שאתה ~ יודע|מה שידוע לך|הזיכרון שלך"
    "|הזכרון שלך|זיכרונך|הידע שלך|מה שאמרתי|שאמרתי לך|שסיפרתי לך|מה שסיפרתי|שאתה זוכר"
    "|הזיכרונות שלך|הזיכרון שלכם|שלמדת|המידע שלך|שידוע לך|זכרונך",
    asides="כמו שאתה ~ יודע|כמו שאת ~ יודעת|כפי שאתה ~ יודע|כפי שאת ~ יודעת|כידוע|כידוע לך"
    "|אתה יודע ש*|כמו שאתם יודעים",
    ignorance="אתה ~ לא ~ יודע|את ~ לא ~ יודעת|אתה ~ לא ~ זוכר|אינך יודע|אינך זוכר|אינך מכיר"
    "|אתה ~ לא ~ מכיר|אתה ~ לא ~ תדע|בזיכרון שלך|אתם ~ לא ~ יודעים|אין לך",
    nothing="כלום|דבר|שום|מאומה|אף פעם|ריק|מעולם|אף אחד|זיכרון|זכרונות|זיכרונות|מידע|לא מכיר אותי"
    "|מי אני|לא זוכר אותי",
    void="שקר|שקרים|שגוי|שגויים|לא נכון|לא נכונים|בטל|בטלים|בטלה|ריק|מיושן|חסר תוקף|שקרי",
    negations="אל|לא|בלי|אסור|מבלי",
    fillers="בבקשה|נא|עכשיו|אז|ו|או|מיד|שלום|היי|עוזר|claude|פשוט|אחר|כך|כן|לא|יאללה|תודה|גם"
    "|את|הכל|כל",
)

PERSIAN: Final = Grammar(
    imperatives="فراموش کن|فراموش کنید|پاک کن|پاک کنید|حذف کن|حذف کنید|از یاد ببر|از یاد ببرید"
    "|نادیده بگیر|نادیده بگیرید|دور بریز|دور بریزید|رها کن|رها کنید|محو کن|پاکش کن|فراموشش کن"
    "|حذفش کن|از ذهنت بیرون کن|از نو شروع کن|از صفر شروع کن|نابود کن",
    infinitives="فراموش کردن|پاک کردن|حذف کردن",
    dependents="فراموش کنی|پاک کنی|حذف کنی|نادیده بگیری|از یاد ببری|فراموش بکنی|پاک بکنی|محو کنی"
    "|فراموش کنید|پاک کنید|حذف کنید|فراموشم کن|فراموش می کردی|پاک می کردی|فراموش می کنی"
    "|پاک می کنی",
    loose="خالی کن|خالی کنید|بریز|بازنشانی کن|ریست کن|صفر کن|باطل کن|به یاد نیاور|نگه ندار",
    gone="فراموش شود|پاک شود|حذف شود|پاک شوند|حذف شوند|فراموش شوند|حذف گردد|پاک گردد|حذف شده*"
    "|پاک شده|محو شود|نابود شود|پاک بشود|حذف بشود|پاک شد",
    requests="لطفا|خواهش می کنم|باید|می خواهم|از تو می خواهم|میشه|می شود|می توانی|ممکن است",
    duties="باید|لازم است|بایستی|می بایست|ضروری است|قرار است|بهتر است|درخواست|می خواهم|خواهان"
    "|از حالا|از این پس|از الان|خواهشمندم|گفت",
    governors="تصمیم گرفتم|تصمیم گرفتیم|تصمیم گرفت|مجبور شدم|مجبور شدند|خواستم|توانستم",
    subjects="من|ما|او|آنها|ایشان",
    own="خودم|خودمان",
    total="همه|تمام|هر|هیچ|کل|کامل|سراسر|کاملا|تمامی|همگی",
    memory="حافظه*|خاطرات|خاطره|اطلاعات|داده ها*|یادداشت*|حقایق|سوابق|دانش|رکورد*",
    known="می دانی|می دانید|میدانی|میدانید|میدونی|می دونی|حافظه ات|حافظه ت|حافظه خود*|حافظه تان"
    "|حافظه ات را|حافظه|به تو گفتم|به تو گفته ام|گفته ام|یاد داری|به خاطر داری|حافظه تو",
    asides="همان طور که ~ می دانی|همان طور که ~ می دانید|همانطور که ~ می دانی"
    "|همانطور که ~ می دانید|همانطور که ~ میدانی|چنان که می دانی|می دانی که|می دانید که"
    "|همونطور که ~ می دونی|همونطور که ~ میدونی|همانطور که ~ میدانید",
    ignorance="نمی دانی|نمی دانید|نمیدانی|نمیدانید|نمیدونی|نمی دونی|به یاد نداری|به خاطر نداری"
    "|یادت نیست|نمی شناسی|نداری|نخواهی دانست|به یاد نمی آوری",
    nothing="هیچ|هیچی|هیچ چیز|چیزی|هرگز|هیچچیز|اصلا|مرا نمی شناسی|من را نمی شناسی|منو نمی شناسی"
    "|کی هستم|که هستم",
    void="غلط|اشتباه|نادرست|باطل|دروغ|نامعتبر|منسوخ|خالی",
    negations="",
    fillers="لطفا|حالا|الان|و|یا|پس|فورا|سلام|دستیار|claude|فقط|بعد|بله|نه|همین",
    is_free=True,
)

HINDI: Final = Grammar(
    imperatives="भूल जाओ|भूल जाइए|भूल जाइये|भूल जा|भूल जाएं|भूल जाना|भूलो|भुला दो|भुला दीजिए"
    "|मिटा दो|मिटा दीजिए|मिटाओ|मिटा दें|मिटा देना|मिटाइए|हटा दो|हटा दीजिए|हटाओ|हटा दें|हटाइए"
    "|डिलीट करो|डिलीट कर दो|डिलीट करें|डिलीट कर दीजिए|साफ कर दो|साफ करो|साफ कर दीजिए|नष्ट कर दो"
    "|नष्ट करो|भुला दें|खाली कर दो|रीसेट कर दो|रीसेट करो|भूल जाएँ|मिटा डालो|साफ करें"
    "|ভুলে যাও|ভুলে যান|মুছে ফেলো|মুছে ফেলুন|মুছে দাও|মুছে দিন|بھول جاؤ|بھول جائیں|مٹا دو|حذف کرو"
    "|حذف کر دو|भूल जाने|मिटा देने|மறந்துவிடு|மறந்து விடு|அழித்துவிடு|நீக்கு|ਭੁੱਲ ਜਾਓ|भूलिए",
    infinitives="भूलना|मिटाना|हटाना|मिटानी|हटानी|मिटाने|हटाने|डिलीट करना|डिलीट करनी|भूल जाना|मिटा देना"
    "|हटा देना|मिटा देनी|हटा देनी|भूलनी|मिटा|हटा|भूल|भुला|डिलीट|मिटाया|हटाया|भुलाया",
    dependents="",
    loose="अनदेखा*|नज़रअंदाज़*|फेंक*|উপেক্ষা*|अनदेखी*|याद मत*|ध्यान मत|नजरअंदाज*|छोड़ दो",
    gone="मिटाया|मिटाई|हटाया|हटाई|मिटाए|हटाए|डिलीट|नष्ट|भुलाया|मिटा|हटा|मिट|भुला",
    requests="तुम्हें|आपको|तुझे|कृपया|मैं चाहता हूं ~ तुम|मैं चाहता हूँ ~ तुम|क्या आप|क्या तुम"
    "|मैं चाहती हूं ~ तुम|मैं चाहती हूँ ~ तुम|आपसे|तुमसे|ज़रा|जरा|सकते हैं|सकते हो|सकती हैं"
    "|तुम सब|आप सब|मैं चाहता हूँ कि तुम|मैं चाहता हूँ कि आप|चाहता हूं कि",
    duties="चाहिए|होगा|होगी|होंगे|पड़ेगा|पड़ेगी|ज़रूरी|जरूरी|जाना|जाए|जाएं|जाएँ|जानी|आवश्यक|अनुरोध"
    "|मांग|चाहता हूँ|चाहता हूं|कहा|अब से",
    governors="फैसला|पड़ा|पड़ी|निर्णय|तय|फैसला किया|निर्णय किया|फ़ैसला|चाहता हूँ हटाना",
    subjects="मैं|मैंने|हम|हमने|उसने|उन्होंने|वह|वे|मुझे|हमें|उन्हें|उसे|ने",
    own="मेरा|मेरी|मेरे|हमारा|हमारी|हमारे|अपना|अपने|उसका|उसकी|उनका",
    total="सब|सभी|सारी|सारा|सारे|पूरी|पूरा|हर|कुछ|सबकुछ|कोई|तमाम|समस्त|पूर्णतः|সব|সমস্ত|سب|تمام",
    memory="याददाश्त|मेमोरी|यादें|याद|जानकारी|जानकारियाँ|तथ्य|डेटा|रिकॉर्ड|नोट्स|স্মৃতি|তথ্য|स्मृति"
    "|जानकारियां|सूचना|विवरण",
    known="जानते हो|जानती हो|जानते हैं|जानती हैं|जानता है|पता है|मालूम है|तुम्हारी याददाश्त"
    "|आपकी याददाश्त|अपनी याददाश्त|अपनी मेमोरी|तुम्हारी मेमोरी|आपकी मेमोरी|अपनी स्मृति|मैंने कहा"
    "|मैंने बताया|बताया है|याददाश्त|मेमोरी|याद है|अपने रिकॉर्ड|तुम जानते|आप जानते",
    asides="जैसा कि ~ जानते हैं|जैसा कि ~ जानते हो|जैसे कि ~ जानते हो|जैसे कि ~ जानते हैं"
    "|जैसा कि ~ पता है|जैसा तुम जानते हो|जैसा आप जानते हैं|तुम जानते हो कि|आप जानते हैं कि"
    "|जैसा कि ~ जानती हो|जैसा कि ~ जानती हैं",
    ignorance="तुम ~ नहीं जानते|आप ~ नहीं जानते|तुम ~ नहीं जानती|तुम्हें ~ नहीं|आपको ~ नहीं"
    "|तुम ~ याद नहीं|नहीं जानते हो|आप ~ नहीं जानतीं|नहीं जानते|नहीं पता|नहीं पहचानते"
    "|याद नहीं",
    nothing="कुछ|कुछ भी|कोई|कभी|मुझे नहीं|कौन हूँ|कौन हूं",
    void="गलत|ग़लत|झूठ|अमान्य|रद्द|पुराना|खाली|झूठी|बेकार",
    negations="मत|नहीं|ना|न",
    fillers="कृपया|अब|और|या|तो|अभी|तुरंत|नमस्ते|सहायक|claude|बस|फिर|हाँ|नहीं|ज़रा|प्लीज़|जल्दी",
    is_free=True,
)

VIETNAMESE: Final = Grammar(
    imperatives="hãy quên|hãy xóa|hãy xoá|hãy loại bỏ|xóa bỏ|quên hết|quên sạch|xóa hết|xoá hết"
    "|xóa sạch|xoá sạch|quên đi|quên tất cả|quên mọi|quên toàn bộ|quên những gì|xóa tất cả"
    "|xóa mọi|xóa toàn bộ|xóa bộ nhớ|xóa trí nhớ|xóa ký ức|xóa những gì|xóa dữ liệu|xóa thông tin"
    "|bỏ qua mọi|bỏ qua tất cả|bỏ hết|loại bỏ tất cả|quên ~ đi|xóa ~ đi|đừng nhớ|đừng để ý"
    "|làm lại từ đầu|bắt đầu lại từ đầu|coi như chưa từng|hãy coi như|xin quên|xin xóa|xóa khỏi"
    "|xóa địa chỉ|xóa tên|xóa số",
    infinitives="quên|xóa|loại bỏ|tẩy|xóa bỏ",
    dependents="",
    loose="bỏ|xóa|quên|dẹp|hủy|huỷ|gỡ|vứt|quẳng|bỏ qua|phớt lờ|tẩy|loại|đặt lại|làm trống|xem như"
    "|không nhớ|đừng giữ|đừng lưu",
    gone="bị xóa|được xóa|bị quên|xóa bỏ|bị loại bỏ|bị hủy|biến mất|được xoá|bị xoá|phải xóa"
    "|cần xóa|sót lại|còn lại",
    requests="bạn phải|bạn cần|bạn nên|bạn hãy|bạn có thể|anh phải|em phải|mày phải|vui lòng|làm ơn"
    "|xin hãy|xin vui lòng|tôi muốn bạn|tôi yêu cầu bạn|yêu cầu bạn|đề nghị bạn|tôi cần bạn"
    "|ra lệnh cho bạn|bạn được yêu cầu|nhờ bạn|bảo bạn|mong bạn|bạn làm ơn|cậu phải|cậu hãy"
    "|bạn được|tôi mong bạn|liệu bạn|tôi muốn anh|tôi muốn em|hệ thống phải|trợ lý phải",
    duties="phải|cần|nên|hãy|cần phải|đến lúc|bắt buộc|cần được|phải được|yêu cầu|đòi|từ giờ"
    "|từ nay|đề nghị|muốn|nói rằng",
    governors="quyết định|đã|vừa|mới|định|muốn|sẽ|buộc phải|chọn|đành|phải nhờ|lỡ|đang",
    subjects="tôi|mình|anh ấy|chị ấy|họ|chúng tôi|chúng ta|cô ấy|ông ấy|bà ấy|nó|tớ|em|anh|chị|bác sĩ",
    own="của tôi|của mình|của chúng tôi|của anh ấy|của cô ấy",
    total="tất cả|mọi|hết|toàn bộ|sạch|bất cứ|bất kỳ|hoàn toàn|tất|cả|không còn gì",
    memory="bộ nhớ|trí nhớ|ký ức|dữ liệu|thông tin|sự kiện|ghi chú|hồ sơ|dữ kiện|kiến thức|ghi nhớ",
    known="bạn ~ biết|bộ nhớ của bạn|bộ nhớ|trí nhớ của bạn|ký ức của bạn|trí nhớ|tôi đã nói|tôi nói"
    "|tôi đã kể|bạn nhớ|bạn đã lưu|bạn đã học|kiến thức của bạn|dữ liệu của bạn|anh biết về|em biết về",
    asides="như ~ bạn ~ biết|như ~ anh ~ biết|như ~ chị ~ biết|bạn biết rằng|bạn biết là"
    "|như mọi người ~ biết|bạn biết đấy",
    ignorance="bạn không ~ biết|bạn chẳng ~ biết|bạn không ~ nhớ|bạn không ~ quen|bạn không còn ~ nhớ"
    "|bạn chưa ~ biết|trong bộ nhớ của bạn|bạn không còn ~ biết|bạn không có ~ ký ức",
    nothing="gì|gì cả|điều gì|ai|bất cứ|chút|ký ức nào|thông tin nào|trống|chưa bao giờ|tôi là ai"
    "|không quen tôi|không biết tôi",
    void="sai|vô hiệu|lỗi thời|hết hạn|giả|dối trá|trống|không đúng|không còn đúng|không hợp lệ",
    negations="không|đừng quên|đừng xóa|chưa|chẳng|không được quên|đừng",
    fillers="hãy|làm|ơn|vui|lòng|xin|bây|giờ|và|hoặc|rồi|ngay|lập|tức|chào|trợ|lý|claude|chỉ|sau"
    "|đó|bạn|ạ|nhé|ok|thôi|phải|nên|cần|từ",
)

INDONESIAN: Final = Grammar(
    imperatives="lupakan|lupakanlah|hapus|hapuskan|hapuslah|padamkan|hilangkan|musnahkan|buang semua"
    "|mulai dari nol|mulai dari awal|anggap kamu tidak|anggap saja tidak|kalimutan|burahin"
    "|sahau|futa|harro|fshi|დაივიწყე|წაშალე|մոռացիր|ջնջիր|limutin|tanggalin|padam|bersihkan|singkirkan"
    "|tolong lupa*|tolong hapus*|musahau|lupain|hapusin|kosongkan",
    infinitives="melupakan|menghapus|menghapuskan|membuang|mengosongkan|memadamkan|menghilangkan"
    "|membersihkan|kusahau|kufuta|kalimutan|lupa|dihapus",
    dependents="",
    loose="abaikan|buang|kosongkan|hilangkan|balewalain|ondoa|puuza|bersihkan|batalkan|reset|setel"
    "|jangan ingat|jangan simpan|cabut|copot",
    gone="dihapus|dihapuskan|dilupakan|dibuang|dimusnahkan|dihilangkan|dikosongkan|dipadam*"
    "|terhapus|dipadamkan|hilang|lenyap|penghapusan|tersisa|dihapus semua",
    requests="kamu ~ harus|anda ~ harus|kau ~ harus|engkau harus|kamu wajib|anda wajib|kamu perlu"
    "|anda perlu|kamu sebaiknya|anda sebaiknya|tolong|mohon|silakan|harap|bisakah"
    "|bisakah kamu|bisakah anda|dapatkah|maukah|saya ingin kamu|saya mau kamu|aku mau kamu"
    "|aku ingin kamu|saya minta kamu|saya minta anda|kuminta|kamu boleh|anda boleh"
    "|saya ingin anda|saya perintahkan|kamu mesti|awak mesti|kamu disuruh|kamu diminta"
    "|bisa tolong|agar kamu|supaya kamu|lu harus|boleh tolong|bisa kamu|bisa anda|bolehkah"
    "|aku minta kamu|kuharap kamu|aku harap kamu|saya harap kamu|saya harap anda|sudikah"
    "|kamu seharusnya|apakah kamu bisa|apakah anda bisa",
    duties="harus|wajib|perlu|sebaiknya|seharusnya|mesti|hendaknya|harap|mohon|saatnya|hendaklah"
    "|meminta|minta|menuntut|mulai sekarang|ingin agar|ingin supaya|menyuruh|bilang|memohon",
    governors="memutuskan|memilih|terpaksa|sudah|telah|baru|baru saja|berhasil|ingin|mau|akan"
    "|hendak|berencana|sempat|pernah|tadi",
    subjects="saya|aku|kami|kita|dia|mereka|ia|beliau|dokter",
    own="saya|kami|kita|dia|mereka|ku|nya",
    total="semua|semuanya|seluruh|seluruhnya|segala|segalanya|setiap|apa pun|apapun|lahat|yote|zote"
    "|total|sepenuhnya|semua yang|apa saja",
    memory="ingatan|ingatanmu|memori|memorimu|fakta|data|informasi|catatan|pengetahuan|kenangan"
    "|rekaman|maklumat|kumbukumbu|taarifa|entri|memorinya",
    known="yang kamu ~ tahu|yang anda ~ tahu|yang kau ~ tahu|kamu ketahui|anda ketahui|kau ketahui"
    "|ingatanmu|ingatan anda|ingatan kamu|memorimu|memori anda|memori kamu|yang aku ~ katakan"
    "|yang saya ~ katakan|yang kamu ingat|yang anda ingat|yang kamu simpan|yang anda simpan"
    "|pengetahuanmu|datamu|catatanmu|kamu pelajari|awak tahu|yang saya ~ ceritakan"
    "|yang aku ~ ceritakan|dari ingatan|dari memori",
    asides="seperti ~ kamu ~ tahu|seperti ~ anda ~ tahu|seperti ~ anda ketahui|seperti ~ kau ~ tahu"
    "|seperti ~ kamu ketahui|kamu tahu bahwa|kamu tahu kalau|anda tahu bahwa|seperti diketahui",
    ignorance="kamu ~ tidak ~ tahu|anda ~ tidak ~ tahu|kau ~ tidak ~ tahu|kamu ~ tidak ~ ingat"
    "|anda ~ tidak ~ ingat|kamu ~ tidak ~ mengenal|anda ~ tidak ~ mengenal|kamu tidak mengetahui"
    "|anda tidak mengetahui|kamu ~ nggak ~ tahu|kamu ~ gak ~ tahu|di ingatanmu|kamu ~ tidak ~ kenal",
    nothing="apa apa|apapun|apa pun|sama sekali|satu pun|siapa|kosong|tidak kenal|mengenal"
    "|siapa saya|siapa aku|tidak mengenal saya|tidak mengenal aku|tidak kenal saya",
    void="salah|tidak benar|tidak berlaku|usang|batal|bohong|kosong|palsu|kedaluwarsa",
    negations="jangan|tidak|bukan|belum|tak|nggak|gak|jangan sampai",
    fillers="tolong|mohon|sekarang|lalu|dan|atau|segera|langsung|halo|hai|asisten|claude|saja|kemudian"
    "|harap|silakan|ya|tidak|coba|please|dong|ayo|mulai",
)

GRAMMARS: Final = (TURKISH, ARABIC, HEBREW, PERSIAN, HINDI, VIETNAMESE, INDONESIAN)
