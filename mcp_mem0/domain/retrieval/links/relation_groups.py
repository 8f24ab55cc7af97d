"""Groups of words that say the same relation, in the languages of the rules.

Each group is written as the beginnings of its words, in lower case and without accents; a word with
`$` is whole. A group that is missing costs a hop, and nothing else.
"""

from typing import Final

RELATION_GROUPS: Final = (
    # Where somebody or something is: asked for by a kind of place, said by a verb.
    (
        "live$ lives$ lived$ living$ resid dwell home$ wohn lebt$ lebe$ leben$ zuhause habit"
        " demeur vive$ vivo$ vivi vivent$ viven$ abita abito mora$ moro$ moram$ woon mieszk"
        " жив прожива يسكن تسكن يعيش تعيش रहत yasiyor oturuyor 住 居住 살"
    ),
    # Where somebody works.
    (
        "work job$ jobs$ employ compan firm$ colleague profession occupation living$ arbeit"
        " beschaftig beruf travaill emploi trabaj emple lavor trabalh empreg werkt$ werken$"
        " werkgever baan$ beroep pracuj pracodaw zatrudni работ يعمل تعمل काम calisiyor"
        " calist isveren 工作 上班 勤め 働 일하 근무"
    ),
    # Who leads whom.
    (
        "manag lead$ leads$ leader leading$ led$ boss head$ heads$ headed$ supervis report$"
        " reports$ chief chair conduct direct captain leit$ leite leitung fuhrt$ chef$ chefin"
        " vorgesetz dirig jefe$ jefa$ gestisc capo$ gere$ chefe$ baas$ leiding kieruj szef"
        " руковод начальни управля yonet mudur يدير تدير مدير 管理 领导 上司 经理 상사 관리"
    ),
    # Who has what.
    (
        "own$ owns$ owned$ owner$ owners$ owning$ have$ has$ had$ keep$ keeps$ possess belong"
        " besitz gehor hat$ habe$ possed appartien tiene$ tienen$ posee pertenec possied"
        " appartien possui pertenc tem$ bezit heeft$ posiada nalezy владе принадлеж sahip 拥有"
        " 养 養 飼 가지 يملك تملك"
    ),
    # Who looks after what.
    (
        "maintain maintenance$ responsib charge$ care$ cares$ looks$ oncall$ steward wartet$"
        " pflegt$ verantwort zustandig maintien mantien encarg responsab mantem onderhoud"
        " verantwoord utrzym odpowiad отвеча поддержива bakim sorumlu مسؤول 维护 负责 担当 담당"
    ),
    # Where somebody has been.
    (
        "visit been$ travel trip$ trips$ went$ gone$ tour$ toured$ journey holiday vacation"
        " hike$ hiked$ honeymoon flew$ besuch reist$ reiste gereist urlaub voyag viaj viagg"
        " bezoch bezoek gereis odwiedz podroz посет ездил поехал побыва ziyaret gezdi$ gitti$"
        " زار$ زارت سافر 去过 访问 旅行 訪 방문"
    ),
    # What somebody likes.
    (
        "like$ likes$ liked$ love$ loves$ loved$ enjoy favorit favourit prefer fond$ fan$"
        " hobby$ hobbies$ mag$ mogen$ lieb gern$ gerne$ bevorzug aime$ aiment$ ador prefe"
        " gusta$ gustan$ encant piac gosta$ gostam$ houdt$ leuk$ lubi kocha люб нрав предпоч"
        " sever$ seviyor يحب$ تحب$ पसंद 喜欢 喜歡 好き 좋아"
    ),
    # Who is married to whom.
    (
        "married$ marri marry$ spouse$ husband wife$ wives$ partner engaged$ fianc wedding"
        " verheirat heirat verlobt ehemann ehefrau mari$ epous casad esposa$ esposo$ marido$"
        " sposat moglie$ getrouwd zona$ maz$ женат замуж муж$ жена$ evli$ 结婚 丈夫 妻子 結婚"
    ),
    # Who goes out with whom, who lives with whom, and parents by their short names.
    (
        "dating$ dates$ girlfriend boyfriend partner relationship freundin$ freund$ liiert"
        " copain$ copine$ novia$ novio$ fidanzat namorad vriendin dziewczyn chlopak девушк парень"
        " zusammen$ sevgili 女朋友 男朋友 交往 彼女 彼氏 여자친구 남자친구 사귀"
    ),
    (
        "roommate flatmate housemate shares$ share$ sharing$ mitbewohner wohngemeinschaft"
        " colocat coinquilin huisgeno wspollokator сосед 室友 ルームメイト"
        " 룸메이트"
    ),
    (
        "mother mum$ mums$ mom$ moms$ mama$ mam$ mutter mutti$ mere$ maman$ madre mama mae$ moeder"
        " matka$ matki$ matka mama$ мать$ мама$ мамы$ мамой$ anne$ annesi 妈妈 母亲"
        " お母さん 母$ 엄마 어머니 أم$ أمه والدة मां$ माँ$ माता$"
    ),
    (
        "father dad$ dads$ daddy$ papa$ vater vati$ pere$ padre pai$ vader tata$ ojciec$ отец$"
        " отца$ папа$ папы$ baba$ babasi 爸爸 父亲 お父さん 아빠 아버지 والد$ पिता$ पापा$"
    ),
    # What somebody speaks, learns or teaches.
    (
        "speak spoke$ fluent spricht$ sprech parle$ parlent$ habla$ hablan$ parla$ fala$"
        " falam$ spreekt$ mowi$ говор konus يتحدث تتحدث 话说 会说 話 말하"
    ),
    (
        "study$ studies$ studied$ studying$ learn course$ courses$ degree lernt$ lernen$"
        " etudi appren aprend impara leert$ uczy$ изуча учит$ ogren يدرس تدرس 学习 勉強"
    ),
    (
        "teach taught$ tutor mentor coach$ coaches$ coached$ trainer$ instructor unterricht"
        " lehrer enseign ensena insegn nauczyc препода ogretmen 老师 先生 가르"
    ),
    # What is used, needed, written or made; what runs where.
    (
        "use$ uses$ used$ using$ depend relies$ rely$ relied$ need$ needs$ requir built$"
        " powered$ written$ runs$ run$ running$ nutzt$ nutzen$ verwend benutz utilis usa$"
        " usan$ utiliz gebruik uzywa использ kullan يستخدم تستخدم 使用 使う 사용"
    ),
    "run$ runs$ running$ host hosts$ hosted$ deploy server lauft$ gehostet$ heberg aloja",
    (
        "wrote$ write$ writes$ written$ author schrieb schreib autor ecrit ecriv escrib"
        " escrit scrit scriv napisa писа автор yazar$ yazdi 作者 著者"
    ),
    (
        "build$ builds$ built$ make$ makes$ made$ create develop design found$ founded$"
        " founder produc gebaut$ entwick gegrund cree$ fond crea$ creo$ desarroll fundo"
        " svilupp bouwt$ stworz созда разработ основа gelistir 开发 创建 作っ 만든"
    ),
    # What is eaten and cooked, played and practised, bought and sold, given and lent.
    (
        "eat$ eats$ ate$ eating$ food dish$ dishes$ meal diet cuisine recipe cook make$"
        " makes$ bake$ bakes$ isst$ essen$ kocht$ gericht mange$ cuisin comida cocina mangia"
        " cucina cibo$ eten$ kookt$ ест$ еда$ готов gotuj yemek 吃 做饭 食べ 料理 먹 요리"
    ),
    (
        "play$ plays$ played$ playing$ sport practis practic train$ trains$ spielt$ spielen$"
        " treibt$ joue$ jouent$ juega$ gioca$ suona$ joga$ speelt$ gra$ uprawia играе"
        " занимает oynuyor 弹 弾"
    ),
    (
        "bought$ buy$ buys$ buying$ purchas sell$ sells$ sold$ seller suppl vendor customer"
        " client order$ orders$ kauft$ gekauft$ verkauf kunde$ kunden$ liefer achet vend"
        " fourniss compro$ compra comprat proveed fornit forneced koopt$ verkoop gekocht$"
        " leveranc kupi купил прода постав satin 买 卖 買 売 샀"
    ),
    (
        "gave$ give$ gives$ gift$ gifts$ present$ presents$ lent$ lend$ borrow inherit schenk"
        " geschenk leiht$ offert$ cadeau regal presente$ cadeau prezent подар hediye 送 礼物 贈"
        " 선물"
    ),
    # Health, belonging, knowing, being born, winning, planning.
    (
        "doctor dr$ physician dentist therapist nurse treat patient arzt$ arztin behandel"
        " medecin docteur soign medico medica$ trata medic dottor cura$ trata arts$ dokter"
        " lekar leczy врач лечит doktor 医生 医者 의사"
    ),
    (
        "medicin medication drug$ drugs$ pill tablet prescri dose takes$ take$ medikament"
        " tablett nimmt$ medicament pilul medicamento farmac medicijn lek$ leki$ лекарств"
        " таблет ilac 药 薬 약"
    ),
    (
        "allerg intoleran unvertrag reaction rash$ swell alerg uczulen аллерг alerji حساسي 过敏"
        " アレルギー 알레르기"
    ),
    (
        "member$ members$ belong join joined$ sing$ sings$ mitglied beigetret membre miembro"
        " membro lid$ leden$ czlonk член участ uye$ عضو 成员 会員"
    ),
    (
        "know$ knows$ knew$ met$ meet$ meets$ friend freund kenn ami$ amis$ connai amig conoc"
        " amic conosc vriend przyjaci знаком друг$ друзья arkadas صديق 朋友 认识 友達 친구"
    ),
    (
        "born$ birthday birth geburt geboren$ naissance nacio$ nacimient nato$ nata$ nasceu$"
        " urodz родил рожден dogdu dogum 出生 生日"
    ),
    (
        "won$ win$ wins$ winner prize award medal tournament champion gewann$ gewonnen$"
        " preis$ gagn$ gagne premio gano$ vinto$ vinse$ venceu ganhou gewonnen$ wygra выигр"
        " победи kazan 赢 獲 우승"
    ),
    "stop$ stops$ call$ calls$ land$ lands$ dock route halt$ halte arret escala fermata",
    "pack$ packs$ packed$ packing$ bring$ brings$ put$ gepackt$ einpack emball empac",
    ("plant planted$ plants$ grow$ grows$ grew$ garden gepflanzt$ pflanz plante planto piant"),
)
"""Words of one relation: any of them may stand for any other."""

KINDS: Final = (
    # Words that also mean any man or woman ask for a spouse, and are not said of one.
    (
        "mann$ frau$ gatte$ gattin$ femme$ mujer$ mulher$ vrouw$ man$ mann$ esi$ kocasi karisi زوج"
        " पति$ पत्नी$ 老公 老婆 奥さん 旦那 남편 아내 > married$ marri verheirat heirat mari$ mariee"
        " casad sposat getrouwd zonaty zamezna evli$ متزوج शादी 结婚 結婚 결혼"
    ),
    (
        "pet$ pets$ haustier animal mascota huisdier zwierz питом evcil 宠物 ペット > dog$ dogs$"
        " cat$ cats$ rabbit hamster parrot puppy$ kitten tortoise turtle horse$ hund$ hunde$"
        " katze kaninchen chien chat$ perro gato cane$ gatto cachorro hond$ kat$ pies$ kot$"
        " собак кошк kopek kedi 狗 猫 犬"
    ),
    (
        "sibling geschwister fratrie$ > brother sister bruder schwester frere soeur herman"
        " fratello sorella irmao$ irma$ broer zus$ brat$ siostr брат$ сестр kardes"
    ),
    (
        "parent eltern padres$ genitori pais$ ouders$ rodzic родител > mother father mom$"
        " dad$ mum$ mutter vater mere$ pere$ madre padre pai$ moeder vader matk ojciec мать$"
        " отец мама$ папа$"
    ),
    (
        "child$ children$ kid$ kids$ kinder$ kinderen$ enfant hijos$ figli$ filhos$ dzieci$"
        " дети$ детей$ cocuk > son$ sons$ daughter sohn$ sohne$ tochter$ fils$ fille$ filles$"
        " hijo hija figlio$ figlia$ filho filha zoon$ dochter syn$ cork сын дочь ogul kizi$"
    ),
    (
        "instrument > piano guitar violin cello flute drum saxophone clarinet trumpet klavier"
        " gitarre geige"
    ),
    (
        "vehicle fahrzeug vehicule vehiculo > car$ cars$ bike bicycle motorcycle van$ truck"
        " boat$ auto$ fahrrad"
    ),
    (
        "relative family famili famille > mother father brother sister son$ daughter aunt$"
        " uncle$ cousin niece$ nephew grandmother grandfather wife$ husband"
    ),
    (
        "where$ place town$ towns$ city$ cities$ village country$ countries$ street address$"
        " location$ located$ based$ office$ wo$ ort$ orte$ stadt$ land$ strasse$ ou$ ville"
        " pays$ rue$ donde$ ciudad pais$ paises$ calle$ dove$ citta$ paese$ via$ onde$ cidade"
        " rua$ waar$ stad$ land$ straat$ gdzie$ miasto$ miescie$ kraj где$ город стран улиц"
        " nerede$ sehir ulke 哪里 哪儿 城市 どこ 国 街 어디 도시 أين مدينة कहाँ शहर"
        " > @from$ live$ lives$ lived$"
        " living$ resid located$ situated$ based$ hosted$ office headquarter$ moved$ settled$"
        " born$ wohn lebt$ liegt$ sitzt$ ansassig$ habite situe$ base$ vive$ ubicad"
        " situad abita situat$ mora$ fica$ localizad woont$ gevestigd$ ligt$ mieszka znajduj"
        " жив находит yasiyor 住 在 位于 에 있"
    ),
    "programming > writes$ written$ wrote$ code$ codes$ program",
    (
        "language sprache langue$ langues$ idioma lingua lingue$ taal$ talen$ jezyk язык >"
        " speak fluent spricht$ parle$ habla$ parla$ fala$ spreekt$ mowi$ говор"
    ),
)
"""Kinds of things, and after `>` what is of the kind: only the first stands for the second."""
