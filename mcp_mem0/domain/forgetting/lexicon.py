"""Small words that decide whether two sentences say the same, in the languages of the rules."""

from typing import Final

from mcp_mem0.domain.text.normalise import word_set

SUBJECT: Final = word_set(
    "I we ich wir ik wij yo nosotros nosotras eu nós je j nous io noi я мы ми jag vi jeg"
    " biz minä أنا نحن אני אנחנו मैं हम m moi soy estoy tengo vivo sou estou tenho moro"
    " sono ho abito jestem mieszkam jsem sunt ég við"
)
"""Words for the speaker, as who does or is something."""

OBJECT: Final = word_set("me us mir mich uns mij ons mig oss")
"""Words for the speaker, as to whom something is done; `me` is a subject in some languages."""

OWNER: Final = word_set(
    "my mine our ours mein meine meinen meinem meiner meines unser unsere unseren unserem",
    "mijn onze min mitt mina vår mi mis nuestro nuestra meu minha meus minhas nosso nossa",
    "mon ma mes notre nos mio mia miei mie nostro nostra мой моя моё мое мои моего моей моему моих"
    " моим мою наш наша наши mój moja moje nasz nasza benim bizim minn mín mitt okkar",
)
"""Words of what is the speaker's."""

USER_NAMES: Final = word_set(
    "user nutzer nutzers nutzerin benutzer benutzers benutzerin anwender anwenderin"
    " usuario usuaria",
    "utilisateur utilisatrice utente usuário gebruiker användare användaren bruger bruker"
    " użytkownik",
    "użytkownika пользователь пользователя пользователю пользователем користувач uživatel kullanıcı"
    " felhasználó käyttäjä utilizator utilizatorul χρήστης المستخدم उपयोगकर्ता"
    " notandi notandinn notandans",
)
"""What a fact calls whose memory it is."""

ADDRESSEE: Final = word_set(
    "you your yours du dein deine deinen deinem deiner dir dich tú usted tu su tus sus te tienes"
    " vives você seu sua vous votre vos t toi ton ta tes lei voi tuo tua jij je jouw u uw"
    " ты вы твой"
    " твоя твоё твои ваш ваша вам вас тебя тебе ti twój twoja wy sen senin siz sizin",
    "Sie Ihr Ihre Ihren Ihrem Ihnen",
)
"""Words by which an assistant speaks to the user."""

_PRONOUNS: Final = word_set(
    "he she they his her their him them er sie ihr ihm ihn él ella ellos ellas il elle ils elles",
    "lui leur egli ella loro ele ela eles elas hij zij hun han hon de он она они его её их ему ей",
    "on ona oni jego jej ich o onlar somebody someone people persons leute gente gens люди ludzie",
)
KIN: Final = word_set(
    "brother sister mother father mom mum dad son daughter wife husband partner friend colleague"
    " boss cousin uncle aunt neighbour neighbor parents children kids roommate nephew niece",
    "bruder schwester mutter vater sohn tochter frau mann freund freundin kollege kollegin chef"
    " onkel tante nachbar eltern kinder",
    "hermano hermana madre padre hijo hija esposa esposo amigo amiga colega jefe tío tía vecino",
    "frère soeur sœur mère père fils fille femme mari ami amie collègue patron oncle voisin",
    "брат сестра мама папа мать отец сын дочь жена муж друг подруга коллега начальник дядя тётя",
)
"""Words of people by what they are to somebody, also where another language has a small word."""

OTHERS: Final = _PRONOUNS | KIN
"""Other people than the speaker, who may be whom a clause is about."""

NEGATIONS: Final = word_set(
    "not no never neither nicht kein keine keinen keinem nie niemals niet geen nooit inte aldrig",
    "ikke pas jamais plus nunca jamás non mai não nem не нет никогда nie nigdy ei hayır değil nem"
    " لا ليس नहीं anymore longer former formerly früher ehemals mehr antes ya ancien раньше больше",
)
"""Words by which a sentence says that something is not so, or not any more."""

PAST_PHRASES: Final = ("used to", "no longer", "not anymore", "any more", "nicht mehr", "ya no")
SPACELESS_NEGATIONS: Final = (
    *(
        "不再",
        "不是",
        "没有",
        "沒有",
        "不住",
        "从不",
        "ません",
        "ない",
        "じゃな",
        "ではな",
        "않",
        "아니",
    ),
    *("以前", "昔", "曾经", "예전"),
)

OPENERS: Final = word_set(
    "and but while whereas because since if that which who where when so although though then",
    "und aber während weil da wenn dass daß wo der die das denn obwohl dann sondern",
    "y e pero mientras porque si que donde cuando aunque mas enquanto onde quando embora",
    "et mais tandis parce car où quand lorsque quoique ma mentre perché dove",
    "и а но пока потому если что где когда хотя maar terwijl omdat als dat waar och men medan"
    " att för där i ale bo jeśli że gdzie kiedy",
)
"""Words after which another clause may begin."""

JOINING: Final = word_set("and und y et и og och та і")
"""Words that join what is said of one."""

EMPTY: Final = word_set(
    "now currently still already also really just today recently actually by way please forget",
    "forgot forgotten forgetting remove removed delete deleted erase erased remember remembered",
    "memory know knows known note noted ok okay yes sure done said says say told tell mention",
    "mentioned called call calls name named names s t is are was were be been being it its",
    "the a an of in on at to for from with this that what which my your me us user have"
    " has had having got do does did will would can could should may might must let lets one",
    "ones thing things something anything everything kind currently these those about very much",
    "jetzt derzeit aktuell momentan noch schon auch wirklich gerade heute bitte vergiss vergessen"
    " lösch lösche löschen gelöscht merk merke heißt heiße heissen hat habe haben ist bin sind war"
    " wird werden nennt sagte gesagt dass daß dort dies es",
    "el la los las un una lo le les l d des du der die das den dem des ein eine einen"
    " einem o os as um uma il i gli no na",
    "ahora actualmente todavía aún ya también hoy favor olvida olvidar olvides borra"
    " borrar recuerda"
    " llama llamo se tiene tengo ha he es está estoy que dijo",
    "maintenant actuellement encore déjà aussi vraiment aujourd hui oublie oubliez oublier supprime"
    " efface appelle suis est a ai ont que qu y s te plaît plait souviens",
    "adesso ora ancora anche oggi dimentica dimenticare cancella ricorda chiamo chiama è sono",
    "agora ainda também hoje esqueça esquece apaga lembra chamo chama é está tenho tem",
    "сейчас теперь ещё еще уже тоже также сегодня пожалуйста забудь забудьте удали удалите сотри"
    " запомни помни что зовут это есть у меня мне нас тебя вас там тут",
    "nu ook al nog vergeet verwijder onthoud teraz już też zapomnij usuń pamiętaj że mam ma",
    "şimdi unut sil lütfen glöm ta bort kom ihåg att",
)
"""Words that add nothing to what a sentence says."""

USER_SIGNS: Final = (
    "我",
    "私",
    "僕",
    "俺",
    "わたし",
    "저는",
    "제가",
    "저",
    "나는",
    "내가",
    "나",
    "우리",
)
USER_SIGN_NAMES: Final = ("ユーザー", "ユーザ", "用户", "用戶", "사용자는", "사용자가", "사용자")
ADDRESSEE_SIGNS: Final = ("あなた", "您", "你", "당신")
OTHER_SIGNS: Final = (
    *(
        "他",
        "她",
        "彼",
        "彼女",
        "兄",
        "弟",
        "姉",
        "妹",
        "母",
        "父",
        "友",
        "妻",
        "夫",
        "哥",
        "姐",
        "妈",
        "爸",
    ),
    *(
        "朋友",
        "同事",
        "妻子",
        "丈夫",
        "형",
        "누나",
        "오빠",
        "언니",
        "동생",
        "엄마",
        "아빠",
        "친구",
        "남편",
        "아내",
    ),
)
EMPTY_SIGNS: Final = (
    *(
        "忘れてください",
        "忘れて",
        "忘れました",
        "覚えて",
        "ください",
        "お願いします",
        "ということを",
        "ということ",
    ),
    *(
        "という",
        "こと",
        "ました",
        "ます",
        "です",
        "でいます",
        "ています",
        "ている",
        "いる",
        "います",
        "現在",
    ),
    *(
        "请忘记",
        "請忘記",
        "请忘掉",
        "忘记",
        "忘了",
        "忘掉",
        "记住",
        "请",
        "請",
        "现在",
        "的",
        "了",
        "是",
        "在",
    ),
    *(
        "有",
        "着",
        "目前",
        "잊어주세요",
        "잊어줘",
        "잊어",
        "주세요",
        "라는",
        "것을",
        "것",
        "지금",
        "현재",
    ),
)
