"""Sentences that end something in the world, and orders to forget, in many languages.

They were written before the grammar that tells them apart was tuned. Every third of each list was
kept aside until the end, so that a rate on it says something about sentences nobody has seen.
"""

from typing import Final

ENDINGS: Final = (
    # English
    "I deleted my Facebook account",
    "we removed Slack",
    "I decided to delete my Facebook account last week.",
    "They had to remove my appendix.",
    "We chose to discard Redis.",
    "I'll never forget my last day: I no longer work at Brandt.",
    "My brother wiped his old laptop and gave it away.",
    "Don't forget that I no longer live in Rome.",
    "Oh, I forgot to tell you: we cancelled the gym.",
    "The doctors want to remove her tonsils, so she quit the choir.",
    "All my photos on Flickr were deleted when I closed the account.",
    "The dentist removed all four of my wisdom teeth.",
    "As you know I erased the Windows partition and run only Linux.",
    "Last month the council had the old bridge removed.",
    "She managed to forget him and has sold the ring.",
    "I've just purged Docker from the server.",
    "Our landlord made us get rid of the dog.",
    "We agreed to drop Kubernetes in March.",
    "Everybody on the team has uninstalled and removed Zoom by now.",
    "I had all my records digitised and threw the turntable out.",
    "You know, I finally deleted Instagram.",
    "I was told to remove dairy from my diet, and I did.",
    # German
    "Wie Sie wissen, arbeite ich nicht mehr bei Siemens.",
    "Ich habe mein Facebook-Konto gelöscht.",
    "Wir haben beschlossen, Slack zu entfernen.",
    "Mir musste der Blinddarm entfernt werden.",
    "Vergiss nicht, dass ich nicht mehr in Bonn wohne.",
    "Ich habe ganz vergessen zu sagen, dass wir den Hund weggegeben haben.",
    "Meine Schwester will ihr Konto löschen und ist schon bei Signal.",
    # French
    "Je viens de supprimer mon compte Twitter.",
    "On a décidé d'effacer tous les vieux serveurs.",
    "N'oublie pas que je n'habite plus à Lyon.",
    "Nous avons retiré Slack de tous nos projets.",
    "Ils ont dû m'enlever l'appendice.",
    "J'ai oublié de te dire que je ne travaille plus chez Orange.",
    # Spanish
    "Acabo de borrar mi cuenta de Facebook.",
    "Decidimos eliminar Slack en enero.",
    "Me tuvieron que quitar el apéndice.",
    "No olvides que ya no vivo en Madrid.",
    "Mi hermana borró todas sus redes sociales.",
    "Ana elimina el gluten de su dieta desde mayo.",
    # Italian
    "Ho cancellato il mio account Facebook.",
    "Abbiamo deciso di eliminare Redis.",
    "Mi hanno tolto l'appendice l'anno scorso.",
    "Come sai, non lavoro più alla Fiat.",
    "Non dimenticare che non abito più a Torino.",
    # Portuguese
    "Apaguei a minha conta do Facebook.",
    "Acabei de excluir o Instagram.",
    "Decidimos remover o Slack da empresa.",
    "Tiveram que me tirar o apêndice.",
    "Esqueci de dizer que já não moro no Porto.",
    # Dutch
    "Ik heb mijn Facebook-account verwijderd.",
    "We hebben besloten Slack te verwijderen.",
    "Ze moesten mijn blindedarm weghalen.",
    "Vergeet niet dat ik niet meer in Utrecht woon.",
    "Zoals je weet werk ik niet meer bij Philips.",
    # Swedish
    "Jag har tagit bort mitt Facebookkonto.",
    "Vi bestämde oss för att radera alla gamla servrar.",
    "Glöm inte att jag inte längre bor i Lund.",
    "De var tvungna att ta bort min blindtarm.",
    # Danish
    "Jeg har slettet min Facebook-konto.",
    "Vi besluttede at fjerne Slack.",
    "Som du ved, arbejder jeg ikke længere hos Maersk.",
    "Lægerne måtte fjerne min blindtarm.",
    # Norwegian
    "Jeg slettet kontoen min på Facebook i går.",
    "Vi har fjernet Slack fra alle maskinene.",
    "Ikke glem at jeg ikke lenger bor i Bergen.",
    # Finnish
    "Poistin Facebook-tilini viime viikolla.",
    "Päätimme poistaa Slackin.",
    "Minulta piti poistaa umpilisäke.",
    "Unohdin kertoa, etten enää asu Turussa.",
    # Polish
    "Usunęłam konto na Facebooku.",
    "Postanowiliśmy usunąć Slacka.",
    "Musieli mi wyciąć wyrostek.",
    "Nie zapomnij, że już nie mieszkam w Krakowie.",
    "Jak wiesz, nie pracuję już w Orlenie.",
    # Czech
    "Smazal jsem si účet na Facebooku.",
    "Rozhodli jsme se odstranit Slack.",
    "Museli mi vyndat slepé střevo.",
    "Nezapomeň, že už nebydlím v Brně.",
    # Russian
    "Я удалил свой аккаунт в Фейсбуке.",
    "Мы решили удалить Slack со всех серверов.",
    "Мне пришлось удалить аппендикс.",
    "Не забудь, что я больше не живу в Риме.",
    "Как вы знаете, я уже не работаю в Яндексе.",
    # Ukrainian
    "Я видалила свій акаунт у Фейсбуці.",
    "Ми вирішили видалити всі старі сервери.",
    "Як ти знаєш, я більше не працюю в Києві.",
    # Turkish
    "Facebook hesabımı sildim.",
    "Slack'i kaldırmaya karar verdik.",
    "Apandisitimi almak zorunda kaldılar.",
    "Unutma, artık Bursa'da yaşamıyorum.",
    "Bildiğin gibi artık Arçelik'te çalışmıyorum.",
    # Arabic
    "حذفت حسابي على فيسبوك.",
    "قررنا إزالة سلاك من كل الأجهزة.",
    "كما تعلم، لم أعد أعمل في الشركة.",
    "لا تنس أنني لم أعد أسكن في القاهرة.",
    # Hebrew
    "מחקתי את חשבון הפייסבוק שלי.",
    "החלטנו להסיר את סלאק.",
    "אל תשכח שאני כבר לא גר בחיפה.",
    "כמו שאתה יודע, אני כבר לא עובד באינטל.",
    # Persian
    "حساب فیسبوکم را حذف کردم.",
    "تصمیم گرفتیم اسلک را حذف کنیم.",
    "همان‌طور که می‌دانی دیگر در تهران زندگی نمی‌کنم.",
    "فراموش نکن که دیگر آنجا کار نمی‌کنم.",
    # Hindi
    "मैंने अपना फेसबुक अकाउंट हटा दिया।",
    "हमने स्लैक हटाने का फैसला किया।",
    "जैसा कि आप जानते हैं, मैं अब दिल्ली में नहीं रहता।",
    "मत भूलो कि मैं अब वहाँ काम नहीं करता।",
    # Chinese
    "我删除了我的脸书账号。",
    "我们决定把所有旧服务器都删掉。",
    "别忘了我已经不住在北京了。",
    "你知道的，我不再在华为工作了。",
    "医生切除了他的阑尾。",
    # Japanese
    "フェイスブックのアカウントを削除しました。",
    "私たちはSlackをやめることにした。",
    "古い写真は全部消してしまいました。",
    "ご存じのとおり、もうソニーでは働いていません。",
    "忘れないで、私はもう京都に住んでいない。",
    # Korean
    "페이스북 계정을 삭제했어요.",
    "우리는 슬랙을 없애기로 했어.",
    "오래된 사진을 모두 지웠어요.",
    "아시다시피 저는 더 이상 삼성에서 일하지 않아요.",
    # Vietnamese
    "Tôi đã xóa tài khoản Facebook của mình.",
    "Chúng tôi quyết định xóa tất cả máy chủ cũ.",
    "Đừng quên là tôi không còn sống ở Huế nữa.",
    "Như bạn biết, tôi đã nghỉ việc ở FPT.",
    # Indonesian
    "Saya sudah menghapus akun Facebook saya.",
    "Kami memutuskan untuk menghapus Slack.",
    "Jangan lupa, saya tidak lagi tinggal di Bandung.",
    "Seperti yang kamu tahu, aku sudah keluar dari Gojek.",
    # Thai
    "ฉันลบบัญชีเฟซบุ๊กแล้ว",
    "เราตัดสินใจลบข้อมูลเก่าทั้งหมด",
    "อย่าลืมว่าฉันไม่ได้อยู่เชียงใหม่แล้ว",
    "อย่างที่คุณรู้ ฉันไม่ได้ทำงานที่นั่นแล้ว",
    # Greek
    "Διέγραψα τον λογαριασμό μου στο Facebook.",
    "Αποφασίσαμε να διαγράψουμε το Slack.",
    "Μην ξεχάσεις ότι δεν μένω πια στην Αθήνα.",
    "Όπως ξέρεις, δεν δουλεύω πια στην τράπεζα.",
    # Hungarian
    "Töröltem a Facebook-fiókomat.",
    "Úgy döntöttünk, hogy töröljük a Slacket.",
    "Ne felejtsd el, hogy már nem lakom Pécsen.",
    "Mint tudod, már nem dolgozom a bankban.",
    # Romanian
    "Mi-am șters contul de Facebook.",
    "Am decis să ștergem toate serverele vechi.",
    "Nu uita că nu mai locuiesc la Cluj.",
    "După cum știi, nu mai lucrez la Dacia.",
)

ORDERS: Final = (
    # English
    "delete everything you know",
    "forget all that you know about me",
    "wipe your memory",
    "Would you be so kind as to erase whatever you have on me?",
    "From now on you know nothing about Ana.",
    "Everything stored about me has to be deleted at once.",
    "I want you to forget everything I ever told you.",
    'My lawyer says: "Delete all records of my client."',
    "He told me that you should forget everything about him.",
    "You don't remember anything about me any more.",
    "Your memory is now empty.",
    "It is necessary that all of your notes be purged.",
    "I hereby order that every fact about Ana be removed.",
    "Ignore what you have learned so far and begin again with nothing.",
    "You are required to unlearn Ana's address.",
    "Let's wipe the slate: no memories of Ana should remain.",
    "The administrator has decided that you must erase your entire knowledge.",
    "Consider all stored information about me void.",
    "Bitte forget everything, por favor.",
    "We need you to get rid of all memories of my ex.",
    "There is nothing in your memory about Ana.",
    "Kindly strike my birthday from your records.",
    # German
    "Lösche alles, was du über mich weißt.",
    "Bitte vergessen Sie alles, was ich gesagt habe.",
    "Du sollst dein Gedächtnis leeren.",
    "Alle Einträge über Ana müssen gelöscht werden.",
    "Ab jetzt weißt du nichts mehr über mich.",
    "Könntest du bitte alles über Ana entfernen?",
    "Ich will, dass du alles vergisst.",
    # French
    "Oublie tout ce que tu sais de moi.",
    "Veuillez effacer toute votre mémoire.",
    "Tu dois tout oublier.",
    "Toutes les informations sur Ana doivent être supprimées.",
    "À partir de maintenant, tu ne sais plus rien de moi.",
    "Je veux que tu oublies tout.",
    # Spanish
    "Olvida todo lo que sabes de mí.",
    "Por favor, borra tu memoria.",
    "Debes eliminar todos los datos sobre Ana.",
    "Hay que borrar todo lo que está guardado.",
    "A partir de ahora no sabes nada de mí.",
    "Quiero que olvides todo.",
    # Italian
    "Dimentica tutto quello che sai di me.",
    "Cancella la tua memoria, per favore.",
    "Devi cancellare tutti i dati su Ana.",
    "D'ora in poi non sai più niente di me.",
    "Tutti i ricordi di Ana devono essere cancellati.",
    # Portuguese
    "Esqueça tudo o que você sabe sobre mim.",
    "Por favor, apague a sua memória.",
    "Você deve apagar todos os dados da Ana.",
    "A partir de agora você não sabe nada sobre mim.",
    "Quero que esqueças tudo.",
    # Dutch
    "Vergeet alles wat je over mij weet.",
    "Wis je geheugen, alsjeblieft.",
    "Je moet alle gegevens over Ana verwijderen.",
    "Vanaf nu weet je niets meer over mij.",
    "Alle herinneringen aan Ana moeten worden gewist.",
    # Swedish
    "Glöm allt du vet om mig.",
    "Kan du radera ditt minne?",
    "Du måste ta bort all information om Ana.",
    "Från och med nu vet du ingenting om mig.",
    # Danish
    "Glem alt, hvad du ved om mig.",
    "Slet venligst din hukommelse.",
    "Du skal slette alle oplysninger om Ana.",
    "Fra nu af ved du intet om mig.",
    # Norwegian
    "Glem alt du vet om meg.",
    "Vær så snill og slett minnet ditt.",
    "Alle opplysninger om Ana må slettes.",
    # Finnish
    "Unohda kaikki, mitä tiedät minusta.",
    "Tyhjennä muistisi, kiitos.",
    "Sinun täytyy poistaa kaikki tiedot Anasta.",
    "Tästä lähtien et tiedä minusta mitään.",
    # Polish
    "Zapomnij o wszystkim, co o mnie wiesz.",
    "Proszę wyczyścić swoją pamięć.",
    "Musisz usunąć wszystkie dane o Anie.",
    "Od teraz nic o mnie nie wiesz.",
    "Wszystkie wspomnienia o Anie mają zostać usunięte.",
    # Czech
    "Zapomeň všechno, co o mně víš.",
    "Prosím, vymažte svou paměť.",
    "Musíš smazat všechny údaje o Aně.",
    "Od teď o mně nic nevíš.",
    # Russian
    "Забудь всё, что ты обо мне знаешь.",
    "Пожалуйста, сотрите свою память.",
    "Ты должен удалить все данные об Ане.",
    "С этого момента ты ничего обо мне не знаешь.",
    "Вся информация об Ане должна быть удалена.",
    # Ukrainian
    "Забудь усе, що ти про мене знаєш.",
    "Будь ласка, очисти свою пам'ять.",
    "Відтепер ти нічого про мене не знаєш.",
    # Turkish
    "Benim hakkımda bildiğin her şeyi unut.",
    "Lütfen hafızanı sil.",
    "Ana hakkındaki tüm bilgileri silmelisin.",
    "Bundan sonra benim hakkımda hiçbir şey bilmiyorsun.",
    "Bütün kayıtların silinmesi gerekiyor.",
    # Arabic
    "انس كل ما تعرفه عني.",
    "من فضلك امسح ذاكرتك.",
    "يجب عليك حذف كل المعلومات عن آنا.",
    "من الآن فصاعدا أنت لا تعرف شيئا عني.",
    # Hebrew
    "תשכח את כל מה שאתה יודע עליי.",
    "בבקשה תמחק את הזיכרון שלך.",
    "אתה חייב למחוק את כל המידע על אנה.",
    "מעכשיו אתה לא יודע עליי כלום.",
    # Persian
    "هر چیزی که درباره من می‌دانی فراموش کن.",
    "لطفاً حافظه‌ات را پاک کن.",
    "باید همه اطلاعات آنا را حذف کنی.",
    "از حالا به بعد هیچ چیز درباره من نمی‌دانی.",
    # Hindi
    "मेरे बारे में जो कुछ भी जानते हो सब भूल जाओ।",
    "कृपया अपनी याददाश्त मिटा दीजिए।",
    "तुम्हें एना की सारी जानकारी हटानी होगी।",
    "अब से तुम मेरे बारे में कुछ नहीं जानते।",
    # Chinese
    "忘掉你知道的关于我的一切。",
    "请清空你的记忆。",
    "你必须删除所有关于安娜的资料。",
    "从现在起你对我一无所知。",
    "请把我之前说过的话全部忘记。",
    # Japanese
    "私について知っていることをすべて忘れてください。",
    "あなたの記憶を消去してください。",
    "アナに関する情報はすべて削除しなければならない。",
    "これからあなたは私について何も知りません。",
    "今まで話したことは全部忘れてほしい。",
    # Korean
    "나에 대해 아는 것을 모두 잊어 주세요.",
    "네 기억을 지워 줘.",
    "아나에 관한 모든 정보를 삭제해야 합니다.",
    "이제부터 너는 나에 대해 아무것도 몰라.",
    # Vietnamese
    "Hãy quên hết những gì bạn biết về tôi.",
    "Vui lòng xóa bộ nhớ của bạn.",
    "Bạn phải xóa mọi thông tin về Ana.",
    "Từ giờ bạn không biết gì về tôi.",
    # Indonesian
    "Lupakan semua yang kamu tahu tentang saya.",
    "Tolong hapus ingatanmu.",
    "Kamu harus menghapus semua data tentang Ana.",
    "Mulai sekarang kamu tidak tahu apa-apa tentang saya.",
    # Thai
    "ลืมทุกอย่างที่คุณรู้เกี่ยวกับฉัน",
    "กรุณาลบความทรงจำของคุณ",
    "คุณต้องลบข้อมูลทั้งหมดเกี่ยวกับแอนนา",
    "ต่อจากนี้คุณไม่รู้อะไรเกี่ยวกับฉัน",
    # Greek
    "Ξέχασε ό,τι ξέρεις για μένα.",
    "Παρακαλώ σβήσε τη μνήμη σου.",
    "Πρέπει να διαγράψεις όλα τα στοιχεία για την Άννα.",
    "Από εδώ και πέρα δεν ξέρεις τίποτα για μένα.",
    # Hungarian
    "Felejts el mindent, amit tudsz rólam.",
    "Kérlek, töröld a memóriádat.",
    "Minden Annáról szóló adatot törölnöd kell.",
    "Mostantól semmit sem tudsz rólam.",
    # Romanian
    "Uită tot ce știi despre mine.",
    "Te rog șterge-ți memoria.",
    "Trebuie să ștergi toate datele despre Ana.",
    "De acum înainte nu mai știi nimic despre mine.",
    # Mixed and quoted
    "Bitte delete alles über mich.",
    'The letter said "olvida todo lo que sabes de Ana".',
    "Por favor, forget everything you know, merci.",
    "Mon avocat écrit : « Effacez toutes les données ».",
    "「全部忘れて」と彼は言った。",
)

HELD_BACK_EVERY: Final = 3


def select_tuned(sentences: tuple[str, ...]) -> list[str]:
    """Return the sentences that the grammar was tuned on."""
    return [each for n, each in enumerate(sentences) if n % HELD_BACK_EVERY != 2]


def select_held_back(sentences: tuple[str, ...]) -> list[str]:
    """Return the sentences that it was first tried on when it was done."""
    return [each for n, each in enumerate(sentences) if n % HELD_BACK_EVERY == 2]
