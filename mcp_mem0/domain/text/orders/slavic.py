"""Orders to forget in the Slavic languages."""

from typing import Final

from mcp_mem0.domain.text.orders.grammar import Grammar

POLISH: Final = Grammar(
    imperatives="zapomnij|zapomnijcie|usuń|usuńcie|skasuj|skasujcie|wymaż|wymażcie|wykreśl"
    "|wykreślcie|wyrzuć|niech pan zapomni|niech pani zapomni|zniszcz|zacznij od zera"
    "|zacznij od nowa|udawaj że nigdy|udawaj że nic|zapominaj|niech pan usunie|niech pani usunie",
    infinitives="zapomnieć|usunąć|skasować|wymazać|wyczyścić|wykreślić|zniszczyć|opróżnić"
    "|wyrzucić|zresetować|usuwać|zignorować",
    dependents="żebyś ~ zapomniał*|abyś ~ zapomniał*|żebyś ~ usun*|abyś ~ usun*"
    "|żebyś ~ skasował*|byś ~ zapomniał*|byś ~ usun*|żebyście ~ usun*|żebyście ~ zapomnieli"
    "|żebyś ~ wymazał*|usuniesz|zapomnisz|zapomniałbyś|usunąłbyś|usunęłabyś|zapomniałabyś"
    "|byłbyś ~ zapomniał|byłabyś ~ zapomniała|byłbyś ~ usunął|byłabyś ~ usunęła",
    loose="ignoruj|zignoruj|zignorujcie|wyczyść|wyczyśćcie|porzuć|pomiń|odrzuć|wyrzuć|opróżnij"
    "|zresetuj|pozbądź się|nie pamiętaj|nie zapamiętuj|nie przechowuj|uznaj|anuluj|unieważnij"
    "|potraktuj",
    gone="usunięt*|skasowan*|zapomnian*|wymazan*|wykreślon*|zniszczon*|wyczyszczon*|zniknąć"
    "|usunięcie|usunięcia|skasowania|wymazania|zapomnienia|wymazanie|pozostać|zostało",
    requests="musisz|musicie|powinieneś|powinnaś|powinniście|masz|macie|możesz|możecie|mógłbyś"
    "|mogłabyś|czy możesz|proszę|proszę cię|prosimy|żebyś|abyś|żebyście|powinien pan|musi pan"
    "|musi pani|może pan|może pani|każę ci|rozkazuję ci|zechciej|zechciałbyś|wolno ci|nakazuję ci"
    "|tak miły i|tak miła i|tak uprzejm*|byłbyś|byłabyś|czy mógłbyś|zechciałabyś|czy mogę prosić"
    "|byłoby dobrze|bądź tak|proszę cię abyś|życzę sobie|mógłby pan|mogłaby pani",
    duties="musi|muszą|powinno|powinny|powinien|powinna|należy|trzeba|ma|mają|mają zostać"
    "|niech|trzeba by|konieczne|czas|wymaga|niniejszym|żądam|żąda|proszę o|wnoszę|domagam"
    "|od teraz|odtąd|chcę aby|każe",
    governors="postanowi*|zdecydowa*|chciał*|musiał*|mogłem|mogłam|wybra*|udało|zamierzam"
    "|właśnie|chcę|chcemy|chce|zamierza*|kazał*|kazano",
    subjects="ja|my|on|ona|oni|one|mi|nam|mu|jej|im",
    own="mój|moja|moje|moich|mojego|mojej|nasz*|swoje konto|jego|ich",
    total="wszystko|wszystkie|wszystkich|wszystkiego|wszystkim|wszystkimi|całą|cały|całej|całe"
    "|każdy|każdą|nic|niczego|żadn*|wszelkie|wszelkich|całkowicie|cokolwiek",
    memory="pamięć|pamięci|fakty|wspomnienia|wspomnień|dane|danych|informacje|informacji"
    "|zapiski|notatki|wpisy|wiedzę|wiedza|zapisane|zapamiętane|faktów|danymi|informac*|wspomnie*"
    "|notat*|zapisk*|wpis*|zapis*|wszystko o|wszystko co|wszystkim co",
    known="co ~ wiesz|czego ~ wiesz|co ~ wiecie|swoją pamięć|twoją pamięć|twoja pamięć|pamięć"
    "|twoje wspomnienia|swoje wspomnienia|twojej pamięci|swojej pamięci|z pamięci|co ci ~ mówił*"
    "|co ci ~ powiedział*|co mówił*|co powiedział*|swoją wiedzę|twoja wiedza|co pamiętasz"
    "|twoje dane|co pan ~ wie|swoje notatki|co zapamiętał*",
    asides="jak ~ wiesz|jak ~ wiecie|jak wiadomo|wiesz że|jak pan wie|jak pani wie|wiecie że",
    ignorance="wiesz|wiecie|pamiętasz|pamiętacie|znasz|masz ~ wspomnień|w twojej pamięci",
    nothing="nic|niczego|żadn*|nigdy|nikogo|pusta|nie znasz|kim jestem|nie pamiętasz mnie"
    "|wiesz ~ kim|wiesz ~ kto|wie ~ kim",
    void="fałszyw*|nieprawd*|nieważn*|nieaktualn*|kłamstw*|pusta|błędn*|nieobowiązując*|puste"
    "|z pamięci|z twojej pamięci|ze swojej pamięci",
    negations="nie|nigdy|nigdzie|bez",
    fillers="proszę|teraz|i|a|oraz|albo|więc|natychmiast|cześć|hej|asystencie|claude|po|prostu"
    "|potem|tak|nie|wszystko|już|od|razu|zaraz",
    is_free=True,
)

CZECH: Final = Grammar(
    imperatives="zapomeň|zapomeňte|smaž|smažte|vymaž|vymažte|odstraň|odstraňte|zahoď|zahoďte"
    "|zabudni|zabudnite|zmaž|zmažte|zlikviduj|znič|začni od nuly|začni znovu|vymazať zmaž"
    "|předstírej že ~ nikdy|tvař se ~ nikdy|pozabi|pozabite|zaboravi|zaboravite|obriši|obrišite"
    "|izbriši|izbrišite|ukloni|uklonite",
    infinitives="zapomenout|smazat|vymazat|odstranit|zahodit|vyčistit|zlikvidovat|zničit"
    "|vyprázdnit|zabudnúť|vymazať|zmazať|odstrániť|zaboraviti|obrisati|izbrisati|ignorovat|zrušit"
    "|resetovat",
    dependents="abys ~ zapomněl*|abys ~ smazal*|abys ~ vymazal*|abyste ~ zapomněl*"
    "|abyste ~ smazal*|abyste ~ vymazal*|aby si ~ zabudol|da zaboraviš|da obrišeš|da izbrišeš"
    "|smažeš|vymažeš|zapomeneš|smazal bys|vymazal bys|zapomněl bys|smazali byste|zapomněli byste"
    "|vymazali byste",
    loose="ignoruj|ignorujte|zruš|zrušte|vyčisti|vyčistěte|vyhoď|vyhoďte|vyprázdni|škrtni"
    "|vyškrtni|zanedbej|pusť|vynuluj|nedbej|nehleď|zbav|upusť|resetuj|nepamatuj|neukládej"
    "|nepamätaj|zanemari|odbaci|očisti|isprazni|považuj|neuchovávej",
    gone="smazán*|vymazán*|odstraněn*|zapomenut*|zničen*|zahozen*|zmizet|vymazan*|zmazan*"
    "|obrisan*|izbrisan*|zaboravljen*|smazání|vymazání|odstranění|smaže|vymaže|zůstat|zůstalo",
    requests="musíš|musíte|měl bys|měla bys|měli byste|máš|máte|můžeš|můžete|mohl bys"
    "|mohla bys|mohli byste|prosím tě|prosím vás|žádám tě|žádám vás|aby|abys|abyste|přikazuji ti"
    "|smíš|moraš|morate|možeš|trebaš|mal by si|buď tak hodný|buďte tak laskav*|nařizuji ti"
    "|nemohl bys|nemohli byste|potřebuji aby|smazal bys|zapomněl bys|byl bys tak|byla bys tak"
    "|byli byste tak|bylo by možné|je možné|zařiď|postarej se|můžeš prosím|můžete prosím"
    "|prosil bych",
    duties="musí|měl* by|mělo by|měly by|je třeba|je nutné|nutno|má být|mají být|ať|je potřeba"
    "|treba|mora|moraju|treba da|trebalo|nechť|je nutno|tímto|žádám|žádá|požaduji|prosím o|od teď"
    "|odteď|nařizuji|chci aby|ať se",
    governors="rozhodl*|musel*|museli|chtěl*|mohl jsem|právě|chci|chceme|podařilo|vybral*"
    "|hodlám|rozhodol|rozhodli|odlučio|odlučili|odlučila|morao|morali|mám v plánu",
    subjects="já|my|on|ona|oni|mi|nám|mu|jí|jim|ja|jsem|jsme|si jsem",
    own="můj|moje|moji|mé|mých|náš|naše|našich|jeho|její|jejich",
    total="všechno|všechny|všechna|vše|všech|všem|všeho|všetko|všetky|celou|celý|celé|každ*"
    "|nic|žádn*|veškeré|veškerou|veškerých|sve|svi|sva|úplně|cokoli|cokoliv|ništa|ničeho|nič",
    memory="paměť|paměti|pamäť|pamäte|fakta|vzpomínky|vzpomínek|údaje|údajů|data|informace"
    "|informací|poznámky|záznamy|znalosti|memorija|memoriju|pamćenje|podatke|činjenice|záznam|dat"
    "|informac*|vzpomín*|záznam*|údaj*|poznám*|podat*|inform*|všechno o|všechno co|vše o|vše co"
    "|všetko o",
    known="co ~ víš|co ~ víte|co ~ vieš|co ~ znáš|svou paměť|svoji paměť|tvou paměť|tvá paměť"
    "|tvoje paměť|paměť|tvoje vzpomínky|své vzpomínky|z paměti|co jsem ~ řekl*|co jsem ~ říkal*"
    "|tvé znalosti|své znalosti|co si ~ pamatuješ|čo ~ vieš|čo ~ viete|što ~ znaš|svoju pamäť"
    "|svoje pamćenje|sve što znaš|tvoju pamäť|z pamäti",
    asides="jak ~ víš|jak ~ víte|jak známo|víš že|víte že|ako ~ vieš|ako ~ viete"
    "|kao što ~ znaš|kao što ~ znate",
    ignorance="víš|víte|vieš|viete|nevíš|nevíte|nevieš|pamatuješ|nepamatuješ|znáš|neznáš"
    "|nepamatujete|ne znaš|znaš|v tvé paměti|nemáš ~ vzpomínky",
    nothing="nic|ničeho|žádn*|nikdy|nikoho|prázdná|nič|ništa|nikad|neznáš mě|mě neznáš"
    "|nevíš kdo|kdo jsem|nevíš ~ kdo|nevíte ~ kdo|nepamatuješ ~ kdo",
    void="nepravd*|neplatn*|falešn*|lež|lži|zastaral*|prázdn*|chybn*|mylné|mylná|z paměti"
    "|ze své paměti|z tvé paměti|z pamäti|ze svojí paměti",
    negations="ne|nikdy|bez",
    fillers="prosím|teď|nyní|a|i|nebo|tak|hned|okamžitě|ahoj|asistente|claude|prostě|pak|potom"
    "|ano|ne|všechno|vše|si|teraz|molim|sada|odmah",
    is_free=True,
)

RUSSIAN: Final = Grammar(
    imperatives="забудь|забудьте|удали|удалите|сотри|сотрите|вычеркни|вычеркните|уничтожь"
    "|уничтожьте|позабудь|выкинь из головы|начни с нуля|начни сначала|начни с чистого листа"
    "|сделай вид ~ никогда|сделай вид ~ ничего|забрави|забравете|изтрий|изтрийте|заборави"
    "|заборавите|обриши|обришите|избриши|избришите|премахни|забывай|удаляй",
    infinitives="забыть|удалить|стереть|вычеркнуть|уничтожить|очистить|обнулить|сбросить"
    "|выбросить|забывать|удалять|стирать|игнорировать|отбросить",
    dependents="чтобы ты ~ забыл*|чтобы ты ~ удалил*|чтобы ты ~ стер*|чтобы вы ~ забыли"
    "|чтобы вы ~ удалили|чтобы вы ~ стерли|да забравиш|да изтриеш|да заборавиш|да обришеш"
    "|забудешь|удалишь|сотрешь|забудете|удалите все|если бы ты ~ забыл*|если бы ты ~ удалил*"
    "|если ты ~ забудешь|если ты ~ удалишь",
    loose="игнорируй|игнорируйте|проигнорируй|очисти|очистите|выбрось|выбросьте|отбрось"
    "|отбросьте|обнули|обнулите|сбрось|сбросьте|избавься|избавьтесь|не помни|не запоминай"
    "|не храни|считай|считайте|игнорирай|изчисти|изхвърли|занемари|одбаци|исчисти|аннулируй",
    gone="удален*|удалён*|забыт*|стерт*|стёрт*|уничтожен*|вычеркнут*|очищен*|исчезнуть|изтрит*"
    "|забравен*|обрисан*|аннулирован*|удалению|удаляются|удаляется|стираются|удаление|удаления"
    "|стирание|стиранию|остаться|остается|сотрут*|забвени*|оставаться|осталось",
    requests="ты ~ должен|ты ~ должна|вы ~ должны|тебе ~ нужно|тебе ~ надо|тебе следует"
    "|тебе придется|вам ~ нужно|вам ~ надо|вам следует|вам необходимо|тебе необходимо|ты обязан*"
    "|вы обязаны|ты можешь|вы можете|можешь|можете|не мог бы ты|не могли бы вы|мог бы ты"
    "|могли бы вы|прошу тебя|прошу вас|прошу|приказываю|чтобы ты|чтобы вы|требую|велю тебе"
    "|трябва да|моля те|моля ви|мораш|морате|будь добр*|будьте добры|потрудись|изволь|не мог бы"
    "|мог бы|могли бы|не могла бы|могла бы|хочу чтобы ты|можно|пора тебе|попрошу|возможно ли"
    "|не затруднит|будьте любезны|сделай так|сделайте так|позаботься|пожалуйста|просьба|просим"
    "|тебе велено|тебя просят|вас просят|тебе приказано|сделай одолжение|твоя задача",
    duties="должен|должна|должно|должны|нужно|надо|необходимо|следует|пора|требуется|подлежит"
    "|подлежат|трябва|мора|морају|пусть|настоящим|велено|требую|требует|прошу|просит|отныне"
    "|приказываю|велел|хочу чтобы|обязан*|сказал*",
    governors="решил*|решили|пришлось|хотел*|смог*|удалось|собираюсь|хочу|хотим|хочет|выбрал*"
    "|успел*|реших|решихме|одлучио|одлучили|забыл*|попросил*|только что",
    subjects="я|мы|он|она|они|мне|нам|ему|ей|им|аз|ние|ја|ми",
    own="мой|моя|мое|мои|моих|моего|моей|мою|наш*|его|ее|их|свой аккаунт",
    total="все|всё|всех|всю|вся|весь|всего|всем|всей|всему|всеми|каждый|каждую|каждое|любые"
    "|любую|ничего|ничто|никак*|целиком|полностью|всичко|всички|цялата|све|сви|абсолютно",
    memory="память|памяти|памятью|факты|фактов|воспоминания|воспоминаний|данные|данных"
    "|информация|информацию|информации|записи|записей|сведения|заметки|знания|памет|паметта"
    "|меморију|сохраненн*|данни|податке|данн*|информаци*|воспоминани*|запис*|сведени*|заметк*"
    "|все о|все об|все про|все что",
    known="что ~ ты ~ знаешь|что ~ вы ~ знаете|что ~ знаешь|что ~ знаете|что тебе ~ известно"
    "|что вам ~ известно|свою память|твою память|твоя память|вашу память|память|твои знания"
    "|свои знания|твоей памяти|своей памяти|из памяти|что я ~ говорил*|что я ~ сказал*"
    "|что я ~ рассказ*|что ты ~ помнишь|что помнишь|твои воспоминания|свои воспоминания"
    "|свои записи|всичко което знаеш|което знаеш|каквото знаеш|паметта си|што знаш|твои записи"
    "|ваша память",
    asides="как ~ ты ~ знаешь|как ~ вы ~ знаете|как известно|как ~ знаешь|как ~ знаете"
    "|ты знаешь что|вы знаете что|знаешь что|знаете что|както знаеш|както знаете|као што знаш",
    ignorance="ты ~ знаешь|вы ~ знаете|не знаешь|не знаете|ты ~ помнишь|вы ~ помните"
    "|не помнишь|не помните|в твоей памяти|у тебя ~ воспоминаний|не знаеш|не помниш|незнаком",
    nothing="ничего|никак*|никогда|никого|нет|нищо|ништа|пуста|меня не знаешь|не знаешь меня"
    "|меня не помнишь|кто я|не знаешь кто|знаешь ~ кто|знаете ~ кто|помнишь ~ кто",
    void="ложь|ложно|ложны|ложн*|неверн*|неправд*|недействительн*|устарел*|пуста|ошибочн*"
    "|невалидн*|аннулирован*|вымысел|из памяти|из своей памяти|из твоей памяти",
    negations="не|никогда|ни|без|нельзя",
    fillers="пожалуйста|сейчас|теперь|и|а|или|так|немедленно|привет|ассистент|claude|просто"
    "|потом|затем|да|нет|все|всё|давай|сразу|срочно|ну|моля|сега|молим|же",
    is_free=True,
)

UKRAINIAN: Final = Grammar(
    imperatives="забудь|забудьте|видали|видаліть|зітри|зітріть|вилучи|вилучіть|викресли"
    "|викресліть|знищ|знищте|почни з нуля|почни спочатку|стерти|зітріть усе|видаляй|забувай",
    infinitives="забути|видалити|стерти|вилучити|викреслити|знищити|очистити|обнулити|скинути"
    "|викинути|ігнорувати",
    dependents="щоб ти ~ забу*|щоб ти ~ видали*|щоб ти ~ стер*|щоб ви ~ забули"
    "|щоб ви ~ видалили|забудеш|видалиш|зітреш|якби ти ~ забу*|якби ти ~ видали*",
    loose="ігноруй|ігноруйте|очисти|очистіть|викинь|викиньте|скинь|скиньте|обнули|позбудься"
    "|не пам ятай|не запам ятовуй|не зберігай|вважай|вважайте|відкинь",
    gone="видален*|забут*|стерт*|знищен*|вилучен*|очищен*|зникнути|видалення|стирання|забуття"
    "|залишитися|лишитися",
    requests="ти ~ повинен|ти ~ повинна|ви ~ повинні|ти ~ мусиш|ви ~ мусите|мусиш|маєш|маєте"
    "|тобі ~ треба|тобі ~ потрібно|тобі слід|вам ~ треба|вам ~ потрібно|вам слід|можеш|можете"
    "|чи не міг би ти|чи не могли б ви|чи можеш|прошу тебе|прошу вас|прошу|наказую|щоб ти|щоб ви"
    "|вимагаю|будь ласка|міг би|могла б|могли б|могла би|могли би|чи можете|чи можна|попрошу"
    "|чи можливо|зроби так|будь ласкав*|будьте ласкаві|просимо|прохання|тебе просять"
    "|тобі наказано|зроби ласку|мусите|повинні",
    duties="повинен|повинна|повинно|повинні|має|мають|мусить|мусять|треба|потрібно|необхідно"
    "|слід|варто|час|хай|нехай|підлягає|підлягають|вимагаю|вимагає|прошу|відтепер|віднині|наказую"
    "|хочу щоб|сказав|сказала",
    governors="вирішив|вирішила|вирішили|довелося|хотів|хотіла|хотіли|зміг|вдалося|збираюся"
    "|хочу|обрали|щойно|встиг|забув|забула",
    subjects="я|ми|він|вона|вони|мені|нам|йому|їй|їм",
    own="мій|моя|моє|мої|моїх|мого|моєї|мою|наш*|його|її|їх|їхн*",
    total="усе|все|всі|усі|всіх|усіх|всю|усю|вся|уся|весь|увесь|всього|усього|кожен|кожну"
    "|будь які|нічого|ніщо|жодн*|повністю|цілком",
    memory="пам ять|пам яті|факти|фактів|спогади|спогадів|дані|даних|інформація|інформацію"
    "|інформації|записи|записів|відомості|нотатки|знання|збережен*|даними|інформаці*|спогад*"
    "|запис*|відомост*|нотатк*|усе про|все про|усе що|все що",
    known="що ~ ти ~ знаєш|що ~ ви ~ знаєте|що ~ знаєш|що ~ знаєте|що тобі ~ відомо"
    "|свою пам ять|твою пам ять|твоя пам ять|вашу пам ять|пам ять|твоєї пам яті|своєї пам яті"
    "|з пам яті|що я ~ казав|що я ~ казала|що я ~ сказав|що я ~ сказала|свої знання|твої спогади"
    "|що пам ятаєш|що ти ~ пам ятаєш",
    asides="як ~ ти ~ знаєш|як ~ ви ~ знаєте|як відомо|як ~ знаєш|як ~ знаєте|ти знаєш що|знаєш що",
    ignorance="ти ~ знаєш|ви ~ знаєте|не знаєш|не знаєте|ти ~ пам ятаєш|ви ~ пам ятаєте"
    "|не пам ятаєш|не пам ятаєте|у твоїй пам яті",
    nothing="нічого|жодн*|ніколи|нікого|немає|порожня|мене не знаєш|не знаєш мене|хто я"
    "|знаєш ~ хто|знаєте ~ хто|пам ятаєш ~ хто",
    void="брехня|хибн*|неправд*|недійсн*|застаріл*|порожня|помилков*|з пам яті"
    "|зі своєї пам яті|з твоєї пам яті|із пам яті",
    negations="не|ніколи|ні|без",
    fillers="будь|ласка|зараз|тепер|і|й|та|а|або|так|негайно|привіт|асистенте|claude|просто"
    "|потім|ні|усе|все|прошу|нарешті",
    is_free=True,
)

GRAMMARS: Final = (
    POLISH,
    CZECH,
    RUSSIAN,
    UKRAINIAN,
)
