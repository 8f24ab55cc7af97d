"""Orders to forget in Turkish, Arabic, Hebrew and Persian."""

from typing import Final

from mcp_mem0.domain.text.orders.grammar import Grammar

TURKISH: Final = Grammar(
    imperatives="unut|unutun|unutunuz|unutsana|sil|silin|siliniz|silsene|yok say|yok sayın"
    "|yok et|yok edin|yok ediniz|unutur musun|siler misin|unutabilir misin|silebilir misin"
    "|unutur musunuz|siler misiniz|silebilir misiniz|her şeyi at|hepsini at|bilgileri at"
    "|hepsini bırak|baştan başla|sıfırdan başla|unutuver|siliver|temizler misin|silmelisin"
    "|unutmalısın|silmelisiniz|unutmalısınız|kaldırmalısın|sileceksin|unutacaksın|silersen"
    "|unutursan|silseniz|unutsanız|silsen|unutsan|silebilirsin|unutabilirsin|silmeniz gerek"
    "|silinsin|unutulsun",
    infinitives="unutmak|silmek|unutman|silmen|unutmanı|silmeni|unutmanız|silmeniz|unutmanızı"
    "|silmenizi|temizlemeni|temizlemen|kaldırmanı|yok etmeni|silinmesi|unutulması",
    dependents="unutmanı ~ istiyorum|silmeni ~ istiyorum|unutmanızı ~ istiyorum|unutasın"
    "|silesin|silmenizi ~ istiyorum|unutman ~ gerek*|silmen ~ gerek*|unutman lazım|silmen lazım"
    "|unutmanız ~ gerek*|silmeniz ~ gerek*|unutmanı ~ rica*|silmeni ~ rica*|silmenizi ~ rica*"
    "|unutmanızı ~ rica*|unutmanı ~ emr*|silmeni ~ emr*|unutmak zorundasın|silmek zorundasın",
    loose="atın|boşver|boş ver|temizle|temizleyin|kaldır|kaldırın|çıkar|çıkarın|sıfırla"
    "|sıfırlayın|bırak|görmezden gel|ihmal et|iptal et|kurtul|boşalt|boşaltın|dikkate alma"
    "|göz ardı et|hatırlama|saklama|ne biliyorsan",
    gone="silinmeli|silinmelidir|silinsin|unutulmalı|unutulsun|silindi|silinecek|silinmiş"
    "|kaldırılmalı|kaldırılsın|temizlenmeli|yok edilmeli|silinmesi|unutulması|silinmek"
    "|unutulmalıdır|temizlensin|sıfırlansın|yok edilsin|silinmesini|unutulmasını|silinmeleri"
    "|silinmelerini|kalmasın|kalmamalı",
    requests="lütfen|senden ~ istiyorum|sizden ~ istiyorum|rica ediyorum|emrediyorum"
    "|rica ederim|rica etsem|mümkün mü|zahmet olmazsa|mümkünse|rica etsek|emrediyoruz|senden rica"
    "|sizden rica",
    duties="gerek*|lazım|şart|zorunda*|malı|silinmeli|silinmelidir|silinsin|unutulmalı"
    "|unutulsun|kaldırılmalı|kaldırılsın|temizlenmeli|unutulmalıdır|temizlensin|sıfırlansın"
    "|yok edilmeli|yok edilsin|silinecek|istiyorum|talep|rica|emrediyorum|bundan sonra|istiyor"
    "|dedi|söyledi",
    governors="karar verdik|karar verdim|karar verdi|zorunda kald*|istedim|istedik|başardım"
    "|çalıştım|silmek istiyorum|kapatmak istiyorum",
    subjects="ben|biz|o|onlar|annem|babam|kardeşim",
    own="benim|bizim|onun|onların",
    total="her|hepsini|hepsi|bütün|tüm|tümünü|tümü|tamamını|tamamen|hiçbir|hiç|ne varsa",
    memory="hafıza*|bellek|belleği*|bilgi|bilgileri|bilgiler|kayıtlar|kayıtları|kayıt|anıları"
    "|anılar|notları|notlar|verileri|veriler|kayıtların|bilgilerin|verilerin|gerçekleri"
    "|hatıraları|bilgi*|kayıt*|kayd*|anıları*|notları*|hatıra*|veriler*|verimi|veriyi|verilerimi"
    "|verilerimin|hakkındaki her|hakkında her|ilgili her|hakkındaki tüm|ilgili tüm",
    known="bildiğin her|bildiğin ~ şey*|bildiğin ~ bilgi*|bildiklerini|bildiğiniz ~ her"
    "|bildiklerinizi|ne biliyorsan|hafızanı|hafızanızı|hafızan|belleğini|belleğinizi|hafızandaki*"
    "|hafızandan|belleğindeki|söylediğim ~ her|söylediklerimi|anlattıklarımı|hatırladığın"
    "|öğrendiğin|hafızanda|öğrendiklerini|bildiğin hepsini|bildiklerinin|belleğinden|hafızanızdan"
    "|belleğinizden",
    asides="bildiğin gibi|bildiğiniz gibi|bildiğin üzere|bildiğiniz üzere|biliyorsun|biliyorsunuz",
    ignorance="bilmiyorsun|bilmiyorsunuz|hatırlamıyorsun|hatırlamıyorsunuz|tanımıyorsun"
    "|bilmeyeceksin|hatırlamayacaksın|hafızanda|bilmiyormuş|tanımıyorsunuz",
    nothing="hiçbir|hiç|asla|boş|yok|artık beni|beni tanımıyorsun|kim olduğumu"
    "|beni hatırlamıyorsun",
    void="yanlış|geçersiz|yalan|boş|silindi|hükümsüz|sıfırlandı|geçersizdir|boştur|hafızandan"
    "|belleğinden|hafızanızdan|belleğinizden",
    fillers="lütfen|şimdi|hemen|ve|veya|ya|da|o|zaman|merhaba|selam|asistan|claude|sadece"
    "|sonra|hadi|artık|evet|hayır|derhal",
    is_free=True,
)

ARABIC: Final = Grammar(
    imperatives="انس|انسي|انسوا|انسى|احذف|احذفي|احذفوا|امسح|امسحي|امسحوا|امح|امحي|امحوا|انسَ"
    "|قم بحذف|قم بمسح|قم بإزالة|قومي بحذف|قوموا بحذف|ابدأ من الصفر|تظاهر بأنك لا|فلتنس|دمر|تناس"
    "|انسه|احذفها|امسحها|احذفه|امسحه|انسها",
    infinitives="حذف|مسح|إزالة|نسيان|محو|إلغاء|تفريغ|بحذف|بمسح|بنسيان|بإزالة|الحذف",
    dependents="أن تنسى|أن تحذف|أن تمسح|أن تمحو|أن تزيل|أن تنسي|أن تحذفي|أن تمسحي|أن تنسوا"
    "|أن تحذفوا|لتنس|أن تتجاهل|أن تتخلص|ان تنسى|ان تحذف|ان تمسح|تنسى كل|تحذف كل|تمسح كل|تنساني"
    "|نسيت كل|لو نسيت|لو حذفت|ان تمحو|تمحو كل|أن تنساني|تمحو|أن تلغي",
    loose="تجاهل|تجاهلي|تجاهلوا|أزل|أزيلي|أزيلوا|ألغ|ألغي|تخلص|تخلصي|فرغ|أفرغ|ارم|اتركوا|أسقط"
    "|اشطب|اشطبي|اترك|لا تتذكر|لا تحتفظ|اعتبر|صفر|نظف",
    gone="حذفها|حذفه|مسحها|مسحه|محذوف*|تحذف|تمسح|تمحى|تُحذف|تزال|يحذف|يمسح|يمحى|ينسى|تنسى|حذفت|مسحت",
    requests="يجب عليك|عليك أن|عليك|يجب أن|يجب ان|ينبغي أن|ينبغي عليك|أريدك أن|أريد منك"
    "|أطلب منك|أرجو منك|أرجوك|من فضلك|لو سمحت|هل يمكنك|هل بإمكانك|أنت مطالب|آمرك|رجاء|الرجاء|يرجى"
    "|يمكنك|بإمكانك|عليكم|أود منك|هلا|نرجو|ارجو|اريدك ان|هل تستطيع|تستطيع أن|أرجو أن|أتمنى أن"
    "|ليتك|أود أن|يمكن أن|قال لك|ينبغي لك|أطلب إليك|هل من الممكن|تكرم|تفضل|من الممكن|لطفا"
    "|أتمنى لو|كن لطيفا|مطلوب منك|يطلب منك|احرص على|تأكد من|هلا تفضلت|مهمتك",
    duties="يجب|ينبغي|لا بد|من الضروري|يلزم|يتعين|من اللازم|ليتم|يتم|تم|حان الوقت|أطالب|أطلب"
    "|يطلب|من الآن|مطلوب|نطلب|أريد أن|قال|أطالبك|فصاعدا",
    governors="قررت|قررنا|قرر|قرروا|اضطر*|أردت|اخترنا|اخترت|استطعت|تمكنت|أريد|سوف|قمت|قمنا|قام"
    "|قامت|قاموا|طلب|طلبوا|نويت",
    subjects="أنا|نحن|هو|هي|هم|لقد|قد",
    own="حسابي|حسابنا|صوري|هاتفي|أجهزتنا",
    total="كل|جميع|كافة|كامل|بالكامل|أي|شيئا|شيء|تماما|كلها|كله|جميعها|كليا|بكل|كلما",
    memory="ذاكرة|الذاكرة|ذاكرتك|ذاكرتكم|الحقائق|المعلومات|معلومات|البيانات|بيانات|ذكريات"
    "|الذكريات|السجلات|سجلات|الملاحظات|بياناتي|معلوماتي|سجلاتك|معرفتك|بياناتك|بيانات*|معلومات*"
    "|سجلات*|البيانات*|المعلومات*|ذكريات*|الذكريات*|ملفاتك|كل شيء عن|كل ما يتعلق|كل ما",
    known="ما تعرفه|ما تعرف|ما تعلمه|ما تعلم|تعرفه عن*|تعرفونه|ذاكرتك|ذاكرتكم|الذاكرة|ما قلته"
    "|ما قلت|ما أخبرتك|ما تتذكره|ما تعلمته|ما تعرفينه|معرفتك|سجلاتك|ما حفظته|ما تذكره",
    asides="كما تعلم|كما تعرف|كما تعلمون|كما تعرفون|كما تعلمين|تعلم أن|تعرف أن|أنت تعلم أن",
    ignorance="لا تعرف|لا تعلم|لا تتذكر|لا تعرفين|لا تذكر|لم تعد تعرف|لن تعرف|لم تعد تتذكر"
    "|ليس لديك|لا تعرفون|لا تعلمون|في ذاكرتك|لم تعد تعلم",
    nothing="شيئا|شيء|أي|أحدا|أبدا|فارغة|مطلقا|ذكريات|معلومات|لا تعرفني|لا تتذكرني|من أنا|من أكون",
    void="خاطئ|خاطئة|باطل|باطلة|لاغ|لاغية|كذب|غير صحيح*|فارغة|ملغاة|منتهية|كاذبة|من ذاكرتك"
    "|من الذاكرة|من ذاكرتكم",
    negations="لا|لم|لن|ليس|لا أريدك|بدون",
    fillers="من|فضلك|رجاء|الرجاء|أرجوك|الآن|ثم|و|أو|فورا|حالا|مرحبا|يا|مساعد|claude|إذن|لو"
    "|سمحت|فقط|نعم|لا|هيا|فضلكم|عليك|بعد|ذلك",
)

HEBREW: Final = Grammar(
    imperatives="שכח|שכחי|שכחו|תשכח|תשכחי|תשכחו|מחק|מחקי|מחקו|תמחק|תמחקי|תמחקו|השמד|תשמיד"
    "|התחל מחדש|תתחיל מחדש|תתחיל מאפס|תעשה כאילו אף פעם|נא לשכוח|נא למחוק|להשמיד|הסר את כל|תסיר"
    "|תסירי|תסירו",
    infinitives="לשכוח|למחוק|להסיר|לאפס|לנקות|להשמיד|לרוקן|להיפטר",
    dependents="שתשכח|שתשכחי|שתשכחו|שתמחק|שתמחקי|שתמחקו|שתסיר|שתסירי|שתאפס|שתנקה|תשכחו|אם תשכח"
    "|אם תמחק|למחוק אותי|תשכח אותי|תמחק אותי",
    loose="התעלם|התעלמי|התעלמו|תתעלם|תתעלמי|הסר|הסירי|נקה|נקי|תנקה|זרוק|זרקי|תזרוק|בטל|בטלי"
    "|תבטל|אפס|תאפס|רוקן|תרוקן|היפטר|תיפטר|אל תזכור|אל תשמור|התייחס|תחשיב",
    gone="להימחק|למחיקה|נמחק|נמחקו|יימחק|יימחקו|ימחקו|מחוק|מחוקים|להישכח|יישכח|להיעלם|ימחק"
    "|תימחק|נמחקה|תמחק|מחיקת|מחיקה|הסרת|שיימחק|שיימחקו|יישאר|נשאר|שימחקו",
    requests="אתה חייב|אתה צריך|את צריכה|את חייבת|אתם חייבים|אתם צריכים|עליך|עליכם|אני רוצה ש*"
    "|אני מבקש|אני מבקשת|תוכל|תוכלי|אתה יכול|את יכולה|האם תוכל|אבקש|אבקשך|בבקשה|נא|אתה מתבקש"
    "|אני מצווה|אתה נדרש|אפשר|מוטל עליך|אתה מוכרח|תוכלו|האם אתה יכול|הייתי רוצה ש*|אשמח אם"
    "|אודה לך|מבקש ממך|דורש ש*|את מתבקשת|האם אפשר|התואיל|היה אדיב|דאג|תדאג|ודא|נדרש ממך"
    "|מבקשים ממך|תואיל בטובך|המשימה שלך|אתה אמור|את אמורה",
    duties="חייב|חייבת|חייבים|צריך|צריכה|צריכים|יש|נחוץ|הכרחי|מוטב|ראוי|מוכרח|מוכרחים|אמור"
    "|אמורים|חובה|הגיע הזמן|דורש|דורשת|מבקש|מבקשת|מעכשיו|מעתה|רוצה ש*|אמר|אמרה",
    governors="החלטתי|החלטנו|החליט|החליטה|החליטו|נאלצתי|נאלצנו|נאלצו|רציתי|רצינו|בחרנו|בחרתי"
    "|הצלחתי|הייתי|היו צריכים|היה צריך|הולך|רוצה|רוצים|שכחתי",
    subjects="אני|אנחנו|הוא|היא|הם|הן|אנו",
    own="שלי|שלנו|שלו|שלה|שלהם",
    total="הכל|הכול|כל|כולם|מכל|בכל|שום|כולו|לגמרי|לחלוטין|מהכל|דבר|כלום",
    memory="זיכרון|הזיכרון|זכרון|הזכרון|זיכרונך|זכרונך|העובדות|עובדות|זכרונות|זיכרונות"
    "|הזיכרונות|המידע|מידע|הנתונים|נתונים|הרשומות|רשומות|הפתקים|הידע|הפרטים|המידע*|הנתונים*"
    "|נתוניי|הזיכרון*|זכרונות*|הכל על|הכול על|כל דבר על|כל מה ש*",
    known="שאתה ~ יודע|שאת ~ יודעת|שאתם ~ יודעים|מה שאתה ~ יודע|מה שידוע לך|הזיכרון שלך"
    "|הזכרון שלך|זיכרונך|הידע שלך|מה שאמרתי|שאמרתי לך|שסיפרתי לך|מה שסיפרתי|שאתה זוכר"
    "|הזיכרונות שלך|הזיכרון שלכם|שלמדת|המידע שלך|שידוע לך|זכרונך|מהזיכרון שלך|מהזיכרון|מזיכרונך"
    "|מהזכרון שלך|מהזיכרונות שלך",
    asides="כמו שאתה ~ יודע|כמו שאת ~ יודעת|כפי שאתה ~ יודע|כפי שאת ~ יודעת|כידוע|כידוע לך"
    "|אתה יודע ש*|כמו שאתם יודעים",
    ignorance="אתה ~ לא ~ יודע|את ~ לא ~ יודעת|אתה ~ לא ~ זוכר|אינך יודע|אינך זוכר|אינך מכיר"
    "|אתה ~ לא ~ מכיר|אתה ~ לא ~ תדע|בזיכרון שלך|אתם ~ לא ~ יודעים|אין לך",
    nothing="כלום|דבר|שום|מאומה|אף פעם|ריק|מעולם|אף אחד|זיכרון|זכרונות|זיכרונות|מידע"
    "|לא מכיר אותי|מי אני|לא זוכר אותי",
    void="שקר|שקרים|שגוי|שגויים|לא נכון|לא נכונים|בטל|בטלים|בטלה|ריק|מיושן|חסר תוקף|שקרי"
    "|מהזיכרון שלך|מהזיכרון|מזיכרונך|מהזכרון שלך",
    negations="אל|לא|בלי|אסור|מבלי",
    fillers="בבקשה|נא|עכשיו|אז|ו|או|מיד|שלום|היי|עוזר|claude|פשוט|אחר|כך|כן|לא|יאללה|תודה|גם"
    "|את|הכל|כל",
)

PERSIAN: Final = Grammar(
    imperatives="فراموش کن|فراموش کنید|پاک کن|پاک کنید|حذف کن|حذف کنید|از یاد ببر|از یاد ببرید"
    "|نادیده بگیر|نادیده بگیرید|دور بریز|دور بریزید|رها کن|رها کنید|محو کن|پاکش کن|فراموشش کن"
    "|حذفش کن|از ذهنت بیرون کن|از نو شروع کن|از صفر شروع کن|نابود کن",
    infinitives="فراموش کردن|پاک کردن|حذف کردن",
    dependents="فراموش کنی|پاک کنی|حذف کنی|نادیده بگیری|از یاد ببری|فراموش بکنی|پاک بکنی"
    "|محو کنی|فراموش کنید|پاک کنید|حذف کنید|فراموشم کن|فراموش می کردی|پاک می کردی|فراموش می کنی"
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
    memory="حافظه*|خاطرات|خاطره|اطلاعات|داده ها*|یادداشت*|حقایق|سوابق|دانش|رکورد*|داده*"
    "|اطلاعات*|خاطرات*|داده هایم|اطلاعاتم|همه چیز درباره|هر چیز درباره|هر چه درباره|هر آنچه",
    known="می دانی|می دانید|میدانی|میدانید|میدونی|می دونی|حافظه ات|حافظه ت|حافظه خود*"
    "|حافظه تان|حافظه ات را|حافظه|به تو گفتم|به تو گفته ام|گفته ام|یاد داری|به خاطر داری|حافظه تو",
    asides="همان طور که ~ می دانی|همان طور که ~ می دانید|همانطور که ~ می دانی"
    "|همانطور که ~ می دانید|همانطور که ~ میدانی|چنان که می دانی|می دانی که|می دانید که"
    "|همونطور که ~ می دونی|همونطور که ~ میدونی|همانطور که ~ میدانید",
    ignorance="نمی دانی|نمی دانید|نمیدانی|نمیدانید|نمیدونی|نمی دونی|به یاد نداری|به خاطر نداری"
    "|یادت نیست|نمی شناسی|نداری|نخواهی دانست|به یاد نمی آوری",
    nothing="هیچ|هیچی|هیچ چیز|چیزی|هرگز|هیچچیز|اصلا|مرا نمی شناسی|من را نمی شناسی"
    "|منو نمی شناسی|کی هستم|که هستم",
    void="غلط|اشتباه|نادرست|باطل|دروغ|نامعتبر|منسوخ|خالی|از حافظه ات|از حافظه خود|از حافظه"
    "|از ذهنت|از حافظه ت",
    fillers="لطفا|حالا|الان|و|یا|پس|فورا|سلام|دستیار|claude|فقط|بعد|بله|نه|همین",
    is_free=True,
)

GRAMMARS: Final = (
    TURKISH,
    ARABIC,
    HEBREW,
    PERSIAN,
)
