"""The words of commands to forget, in many languages.

They are written as `split_plain_words` returns them, without accents. If a word is missing, only
the other limits on closing apply; a word too many keeps a fact that should be closed.
"""

from typing import Final

from mcp_mem0.domain.text.normalise import split_plain_words, word_set


def _collect_phrases(*lines: str) -> frozenset[str]:
    phrases = (" ".join(split_plain_words(phrase)) for line in lines for phrase in line.split("|"))
    return frozenset(phrase for phrase in phrases if phrase)


PLAIN: Final = word_set(
    "delete erase forget purge remove wipe unlearn discard expunge unremember obliterate",
    "lösche lösch löscht löschen vergiss vergesse vergesst vergessen entferne entfernen tilge",
    "oublie oubliez oublier efface effacez effacer supprime supprimez supprimer",
    "olvida olvide olvidar olvídalo olvídate borra borre borrar bórralo elimina elimine eliminar",
    "esquece esqueça esquecer apaga apague apagar exclua remova dimentica dimenticare dimenticati",
    "cancella cancellare oblida esborra",
    "vergeet vergeten wis wissen verwijder verwijderen glem slett glöm glömma radera",
    "zapomnij zapomnijcie usuń usuńcie skasuj wymaż wykreśl usunąć zapomnieć",
    "забудь забудьте удали удалите удалить сотри сотрите стереть вычеркни вычеркните",
    "видали видаліть зітри зітріть вилучи викресли забрави забравете изтрий изтрийте",
    "zapomeň zapomeňte smaž smažte smazat vymaž vymažte vymazat odstraň odstraňte zahoď zahoďte",
    "zabudni zabudnite zaboravi zaboravite obriši obrišite izbriši izbrišite",
    "pozabi pozabite ukloni",
    "заборави заборавите обриши обришите избриши избришите",
    "unut unutun unutunuz sil silin siliniz silmek",
    "felejtsd felejts felejtsen felejtsetek töröld törölj törölje töröljön töröljétek",
    "uită uitați ștergeți șterge ștergeti",
    "unohda unohtakaa poista poistakaa unusta kustuta aizmirsti izdzēs pamiršk ištrink",
    "ξέχνα ξέχασε ξεχάστε ξεχάσετε διάγραψε διαγράψτε σβήσε σβήστε",
    "انس انسي انسوا احذف احذفي احذفوا امسح امسحي امسحوا",
    "שכח שכחי שכחו תשכח תשכחי תשכחו מחק מחקי מחקו תמחק תמחקי תמחקו",
    "hapus hapuskan lupakan padamkan kalimutan burahin sahau futa harro fshi",
    "დაივიწყე წაშალე მოռացիր ջնջիր մոռացիր",
)
"""Imperatives and infinitives; "I deleted my account" says something about the world."""

PHRASES: Final = _collect_phrases(
    "as if you never knew|as though you never knew|pretend you never knew",
    "start over|start afresh|start fresh|start from scratch|start anew|clean slate|blank slate",
    "yok say|her şeyi at|hepsini at|bilgileri at|hepsini bırak|lass alles fallen|wirf alles weg",
    "نادیده بگیر|دور بریز|رها کن|نادیده بگیرید|دور بریزید|رها کنید|اترك كل ما|اترك كل شيء",
    "what you know|everything you know|all you know|all that you know",
    "anything you know|was du weißt",
    "alles du weißt|ce que tu sais|ce que vous savez|lo que sabes|lo que sepas|o que sabes",
    "o que você sabe|quello che sai|wat je weet|det du vet|det du ved|co wiesz",
    "co víš|co vieš|co znáš",
    "что ты знаешь|что вы знаете|що ти знаєш|што знаеш|што знаш|što znaš|amit tudsz|ce știi",
    "bildiğin her şey|bildiğin şey|bildiklerini|ne biliyorsan|ما تعرفه|ما تعرف|ما تعلمه|שאתה יודע",
    "những gì bạn biết|điều bạn biết|gì bạn biết|yang kamu tahu|yang anda tahu|ό τι ξέρεις",
    "figyelmen kívül|vedd figyelembe|dikkate alma|göz ardı et|boş ver|boşver|đừng nhớ|đừng để ý",
    "scratch that|strike that|factory reset|memory reset|memory wipe|hard reset",
    "فراموش کن|فراموش کنید|پاک کن|پاک کنید|حذف کن|حذف کنید|از یاد ببر",
    "भूल जाओ|भूल जाइए|भूल जा|भूल जाएं|मिटा दो|मिटा दीजिए|मिटाओ|मिटा दें|हटा दो|हटा दीजिए|हटाओ",
    "डिलीट करो|डिलीट कर दो|हटा दें",
    "ভুলে যাও|ভুলে যান|মুছে ফেলো|মুছে ফেলুন|মুছে দাও|بھول جاؤ|بھول جائیں|مٹا دو|حذف کرو|حذف کر دو",
    "மறந்துவிடு|மறந்து விடு|அழித்துவிடு|நீக்கு",
    "ta bort allt|slet alt|slet alle|tag alt|ez mindent|xóa bỏ|quên đi|quên hết|xóa hết|xóa sạch",
    "xoá hết|xoá sạch|hãy quên|hãy xóa|hãy xoá|bỏ hết|bỏ qua mọi|bỏ qua tất cả|quên tất cả",
    "xóa tất cả|xoá tất cả|xóa mọi|xoá mọi|quên mọi|xóa toàn bộ|xoá toàn bộ|quên toàn bộ",
    "xóa bộ nhớ|xoá bộ nhớ|xóa trí nhớ|xóa ký ức|quên những gì|xóa những gì|loại bỏ tất cả",
)

SIGNS: Final = (
    "忘记", "忘掉", "忘了一切", "忘了所有", "忘了全部", "忘記", "删除", "删掉", "删去",
    "刪除", "刪掉", "清除",
    "抹掉", "抹去", "忘れて", "忘れろ", "忘れなさい", "消して", "消せ", "削除", "消去", "破棄して",
    "잊어줘", "잊어라", "잊어 줘", "잊어주세요", "잊어 주세요", "잊으세요",
    "잊으십시오", "잊어버려라",
    "잊어버리세요", "모두 잊", "전부 잊", "다 잊어", "지워줘", "지워 줘",
    "모든 것을 잊어", "모든 걸 잊어",
    "지워라", "지우세요", "지워주세요",
    "지워 주세요", "모두 지워", "전부 지워", "다 지워", "삭제해", "삭제하세요",
    "삭제하라", "삭제하십시오",
    "ลบทั้งหมด", "ลบทุก", "ลบข้อมูล", "ลบความจำ", "ลบความทรงจำ", "ลืมทั้งหมด", "ลืมทุก", "ลืมสิ่งที่", "จงลืม",
    "โปรดลืม", "กรุณาลืม", "โปรดลบ", "กรุณาลบ", "จงลบ", "ลืมไปให้หมด", "ลืมให้หมด", "ลบให้หมด",
)  # fmt: skip
"""The same in scripts without spaces, and in languages that attach endings."""

LOOSE_SIGNS: Final = (
    "忽略", "无视", "無視", "丢掉", "丢弃", "扔掉", "放弃", "清空", "重置",
    "撤销", "划掉", "作废", "抛弃",
    "リセット", "捨て", "取り消", "破棄", "クリア", "무시", "초기화", "버려", "없애",
    "비워", "취소", "리셋",
    "ลืม", "ลบ", "ล้าง", "ทิ้ง", "เพิกเฉย", "ละเว้น",
)  # fmt: skip
TOTAL_SIGNS: Final = (
    "一切", "所有", "全部", "之前", "以上", "记忆", "記憶", "你知道", "你记",
    "すべて", "全て", "全部", "今まで",
    "これまで", "メモリ", "記録", "知っている", "모든", "모두", "전부", "기억",
    "메모리", "지금까지", "아는",
    "ทั้งหมด", "ทุกอย่าง", "ทุกสิ่ง", "ความจำ", "ความทรงจำ", "สิ่งที่คุณรู้", "ข้อมูล",
)  # fmt: skip
"""Verbs that can be about anything, and what makes them commands."""

LOOSE: Final = _collect_phrases(
    "drop|strike|strike out|strike off|get rid of|clear|clear out|clear away|clean|clean out",
    "disregard|ignore|scrap|scratch|scratch out|undo|reset|empty|nuke|throw away|throw out",
    "toss|toss out|dump|ditch|void|invalidate|cancel|retract|revoke|overwrite|flush|destroy",
    "eliminate|expire|retire|close|end|stop|archive|let go of|cross out|cross off|rub out",
    "blank|blank out|zero|zero out|format|reinitialize|reinitialise|unsay|undo|take back|kill",
    "trash|bin|omit|withdraw|annul|nullify|negate|suppress|cut|lose|abandon|dismiss|shred",
    "do away with|dispose of|rid yourself of|no longer use|treat|consider|regard|declare|assume",
    "stop believing|stop using|mark",
    "do not remember|don t remember|stop remembering|do not keep|don t keep|close out|terminate",
)
"""English verbs that can be about anything."""

BEFORE_ORDER: Final = word_set(
    "please just now then also kindly so and or ok okay hey hi hello assistant ai claude you must",
    "should shall have to need can could will would lets let us s go ahead immediately first next",
    "finally simply do i want ask order command beg like d the time is",
    "it better best instead system",
    "attention important note all your rules ignore previous instructions dear model memory",
    "therefore thus hence must always from on today we",
)
"""Words that may stand before an imperative in its clause."""

STATED: Final = word_set("facts memories notes records entries statements")
SUBJECTS: Final = word_set(
    "i we they he she tôi mình anh ấy chị họ saya aku dia kami mereka ich wir je nous yo eu io ja"
)
"""Words after which a verb says what somebody does."""

ALL: Final = word_set(
    "all everything every any anything whatever entire whole each nothing none above previous",
    "prior earlier",
    "alles alle allen sämtliche sämtliches jede jeden tout toute toutes tous",
    "todo toda todos todas cualquier tudo qualquer tutto tutta tutti tutte ogni tot totul toate",
    "toată alla allt alt alle kaikki kõik visu visi viską visas",
    "wszystko wszystkie wszystkich wszystkiego całą cały všechno všechny všechna vše všetko všetky",
    "sve svi sva vse всё все всех всю весь усе усі всичко всички цялата све сви",
    "her hepsi hepsini bütün tüm tümünü mindent minden mindet mindezt mindazt",
    "mindaz összes összeset egész",
    "όλα όλες όλους όλη τα πάντα كل جميع كافة שום הכל כל כולם מכל בכל همه تمام هر",
    "सब सभी सारी सारा सारे पूरी",
    "সব সমস্ত سب تمام tất cả mọi hết đi toàn všeho mindentől semua seluruh lahat yote zote",
)
MEMORY: Final = word_set(
    "memory memories fact facts note notes record records knowledge entries entry data profile",
    "gedächtnis erinnerungen speicher fakten notizen wissen mémoire mémoires souvenirs faits notes",
    "memoria memorias recuerdos hechos datos memória memórias fatos dados",
    "memorie ricordi fatti dati",
    "memorie memoria geheugen herinneringen feiten minnet minnen fakta hukommelse",
    "hukommelsen minne muisti",
    "muistin muistisi pamięć pamięci fakty wspomnienia paměť paměti pamäť fakta vzpomínky память",
    "памяти факты воспоминания пам'ять памет паметта memorija memoriju pamćenje меморију",
    "hafıza hafızanı hafızayı hafızasını bellek belleği belleğini bildiklerini bildiğin memória",
    "emlékezet emlékezeted emlékeidet memóriát memóriádat tényeket tényt adatot adatokat μνήμη",
    "γεγονότα ذاكرة الذاكرة ذاكرتك الحقائق المعلومات ذكريات זיכרון הזיכרון העובדות זכרונות حافظه",
    "حافظهٔ خاطرات याददाश्त मेमोरी यादें তথ্য স্মৃতি ingatan memori fakta kumbukumbu",
)
ALL_KNOWN: Final = _collect_phrases(
    "you know|you knew|you have learned|you ve learned|you learned|you were told|you remember",
    "you believe|you have stored|you ve stored|you stored|you have saved|you saved|you recorded",
    "you have on|you ve got on|you think you know|your memory|your memories|your facts|your notes",
    "your records|your knowledge|your entries|your data|the memory|the memories|in memory",
    "stored facts|known facts|stored memories|saved memories|on record|on file|is known|was known",
    "has been said|was said|i told you|i ve told you|i said|known about",
)
VOID: Final = word_set(
    "true false wrong invalid obsolete outdated void valid holds hold longer over incorrect untrue",
    "lies lie null nonsense expired correct changed gone mistaken right applies apply stands",
)

DUTIES: Final = _collect_phrases(
    "must|should|shall|have to|has to|need to|needs to|ought to|can|may|to"
)
GONE: Final = word_set(
    "deleted erased forgotten removed dropped cleared wiped discarded purged ignored disregarded",
    "scrapped reset struck emptied destroyed eliminated retracted revoked invalidated expunged",
)
"""Words for what has to be removed."""

INFLECTED_LOOSE: Final = word_set(
    "ignoriere ignorier ignoriert streiche streich verwirf verwerfe leere räume ignorez videz",
    "vide vider jette jetez raye rayez élimine éliminez écarte ignora ignorar descarta",
    "descarte descartar limpia limpie limpiar vacía vacíe vaciar suprime suprima anula desecha",
    "ignorare scarta svuota azzera rimuovi rimuovere elimina butta limpe limpar descarta",
    "negeer schrap leeg gooi ignorera rensa stryk släng ignorer ryd tøm fjern slet slett hylkää",
    "tyhjennä hävitä jätä eira tühjenda ignoruj zignoruj zignorujcie wyczyść porzuć pomiń odrzuć",
    "wyrzuć opróżnij ignorujte zruš zrušte vyčisti vyčistěte vyhoď vyprázdni škrtni zanedbej pusť",
    "vyčisti vyhoď škrtni игнорируй игнорируйте проигнорируй очисти очистите выбрось выбросьте",
    "отбрось отбросьте обнули сбрось ігноруй ігноруйте очисти викинь скинь",
    "игнорирай изчисти премахни",
    "изхвърли zanemari odbaci očisti isprazni занемари одбаци atın boşver temizle temizleyin",
    "kaldır kaldırın çıkar çıkarın sıfırla sıfırlayın bırak görmezden ihmal iptal dobd dobj vesd",
    "hagyd hagyj ürítsd üríts takarítsd távolítsd távolíts semmisítsd vess húzd hanyagold mellőzd",
    "ignoră ignorați aruncă golește curăță elimină anulează αγνόησε αγνοήστε αφαίρεσε αφαιρέστε",
    "καθάρισε πέταξε άδειασε تجاهل تجاهلي تجاهلوا أزل أزيلي ألغ ألغي امح امحي",
    "تخلص تخلصي فرغ أفرغ ارم",
    "اتركوا أسقط התעלם התעלמי הסר הסירי נקה נקי זרוק זרקי בטל בטלי אפס अनदेखा",
    "नज़रअंदाज़ साफ फेंक উপেক্ষা bỏ xóa xoá quên dẹp hủy huỷ gỡ abaikan buang kosongkan hilangkan",
    "balewalain ondoa puuza vynuluj nedbej nehleď zbav upusť vyškrtni kurtul szabadulj ejtsd",
    "اشطب اشطبي vứt quẳng",
)
"""The same verbs elsewhere, in forms of the imperative."""
