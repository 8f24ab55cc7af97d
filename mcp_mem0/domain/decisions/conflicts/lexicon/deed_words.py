"""Verbs of where somebody lives, works or studies, of change, and of giving something up."""

from typing import Final

from mcp_mem0.domain.decisions.conflicts.lexicon.deed_forms import (
    LEAVE_FORMS,
    LOSE_FORMS,
    MOVE_FORMS,
    SHIFT_FORMS,
    STOP_FORMS,
)
from mcp_mem0.domain.decisions.conflicts.lexicon.folding import fold_words

LIVE_VERBS: Final = fold_words(
    "live lives living renting rents based located situated headquartered sits reside resides",
    "residing wohne wohnt wohnen lebe lebt leben habite habites habitons vis vit vivo vive",
    "vivimos resido abito abita abitiamo viviamo moro mora moramos woon woont wonen mieszka",
    "mieszkam mieszkamy живу живет живем проживаю yasiyor yasiyorum yasiyoruz oturuyorum",
    "oturuyor yasar اعيش يعيش تعيش اسكن يسكن تسكن نعيش نسكن रहता रहती रहते bor",
)
MOVE_VERBS: Final = MOVE_FORMS | fold_words(
    "moved relocated moving umgezogen gezogen zog ziehe demenage demenagee demenages emmenage",
    "installe installee mudado mude mudo trasferito trasferita trasferiti mudei mudou mudamos",
    "verhuisd verhuisde verhuisden przeprowadzil przeprowadzila przeprowadzilem przeprowadzilam",
    "przeprowadzilismy przenioslem przenioslam переехал переехала переехали перебрался",
    "перебралась tasindi tasindim tasindik انتقلت انتقل انتقلنا flyttade flyttat",
)
HOME_WORDS: Final = fold_words(
    "home flat apartment zuhause wohnung domicile appartement logement hogar piso appartamento",
    "apartamento huis woning mieszkanie дом квартира ev evim منزلي بيتي घर",
)
"""Words for where somebody lives: where it is, they are."""

INDIC_WORK: Final = fold_words("काम")
INDIC_MOVE: Final = fold_words("शिफ्ट स्थानांतरित")
INDIC_GO: Final = fold_words("चलागया")
"""Went away: with a town it is a move, with an everyday place it is none."""

INDIC_NEAR: Final = fold_words(
    "घर बाज़ार बाजार स्कूल कॉलेज दफ़्तर दफ्तर ऑफिस ऑफ़िस काम बाहर",
    "अंदर वहाँ वहां यहाँ यहां दूर वापस आगे पीछे ऊपर नीचे पार्क",
    "दुकान अस्पताल मंदिर मस्जिद मेला मेले जंगल खेत मैदान सोने खाने",
    "घूमने मिलने पढ़ने छुट्टी शादी अकेला अकेली चुपचाप जल्दी धीरे",
    "फिर साथ लिए कल आज पास वह वे मैं हम",
)
"""What somebody goes to and comes back from, or words of how they went."""

WORK_VERBS: Final = fold_words(
    "work works working employed arbeite arbeitet arbeiten travaille travaillons trabajo",
    "trabaja lavoro lavora trabalho trabalha werk werkt pracuje работаю работает calisiyorum",
    "calisiyor اعمل يعمل تعمل काम jobbar",
)
TRAIN_VERBS: Final = fold_words(
    "trains train training trainiere trainiert entraine entreno entrena alleno allena treino",
    "treina trenuje тренируюсь тренируется antrenman",
)
"""Verbs of somebody who has a gym."""

JOIN_VERBS: Final = fold_words(
    "hired eingestellt embauche embauchee contratado contratada contrataron assunto assunta",
    "aangenomen zatrudniony zatrudniona zatrudnili наняли устроился устроилась устроен",
)
"""Verbs by which somebody comes to work for a company."""

GET_VERBS: Final = fold_words(
    "started start got took begann angefangen new neue neuen nouveau nuevo"
)
WORK_NOUNS: Final = fold_words(
    "job work stelle arbeit poste emploi travail trabajo empleo lavoro emprego"
)
STUDY_VERBS: Final = fold_words(
    "study studies studying enrolled studiere studiert etudie estudio estudia studio studia estudo",
    "estuda studeer studeert studiuje учусь учится okuyorum okuyor ادرس يدرس تدرس पढ़ता पढ़ती",
)
LEAVE_VERBS: Final = LEAVE_FORMS | fold_words(
    "left quit quitted resigned fired leaving aufgehort ausgeschieden ausgetreten weggegangen",
    "gekundigt verlassen verliess quitte quittee demissionne parti partie sali fui dejado deje",
    "dejo renuncie renuncio lasciato dimesso dimessa licenziato licenziata andato andata sai",
    "saiu deixei deixou demiti demitiu weg ontslag verlaten verliet vertrokken weggegaan",
    "ontslagen odszedl odeszla odszedlem odeszlam zwolnilem zwolnilam rzucilem rzucilam",
    "уволился уволилась ушел ушла покинул покинула ayrildim ayrildi ayrildik istifa تركت ترك",
    "استقلت استقال غادرت छोड़ छोड़ा छोड़ी इस्तीफा graduated retired dropped",
)
RETIRE_VERBS: Final = fold_words(
    "retired pensioniert rente retraite retraitee jubilado jubilada pensionato pensionata",
    "aposentei aposentado gepensioneerd emeryturze emeryture пенсии пенсию emekli متقاعد रिटायर",
)
COMPANY_MARKS: Final = fold_words("at for by bei chez presso bij")
"""Prepositions after which an employer is named, and no town."""

WORK_TASKS: Final = fold_words("on with near around remotely an mit sobre su com aan over nad над")
STOP_VERBS: Final = STOP_FORMS | fold_words(
    "stopped stop stops quit nolonger cancelled canceled cancel ditched abandoned dropped",
    "ceased aufgehort aufgegeben abgesetzt gekundigt abgemeldet gestoppt arrete arretee arretes",
    "abandonne resilie cesse deje dejo dejado cancele cancelo abandone abandono smesso smette",
    "disdetto abbandonato parei parou deixei deixou cancelei cancelou larguei largou gestopt",
    "stopte opgezegd opgegeven przestalem przestalam przestal przestala rzucilem rzucilam",
    "rzucil rzucila zrezygnowalem zrezygnowalam zrezygnowal zrezygnowala бросил бросила",
    "перестал перестала отменил отменила отказался отказалась завязал biraktim birakti iptal",
    "توقفت توقف اقلعت اقلع تركت ترك الغيت छोड़ छोड़ा बंद slutat slutade",
)
"""Verbs by which somebody gives up what they did, took or used."""

LOSE_VERBS: Final = LOSE_FORMS | fold_words(
    "sold returned scrapped donated traded verkauft verkaufte abgegeben vendu vendido vendi",
    "vendio venduto venduta vendemos verkocht verkochten sprzedalem sprzedalam sprzedal",
    "sprzedala sprzedalismy продал продала продали sattim satti sattik بعت باع بعنا बेच sald",
    "salde died gestorben verstorben decede decedee mort morte muerto murio falleci fallecio",
    "morto morta morreu faleceu overleden zmarl zmarla zdechl умер умерла vefat مات توفي توفيت",
    "lost verloren perdu perdido perdi perso stolen gestohlen vole robado rubato roubado",
    "gestolen",
)
"""Verbs by which somebody has something or somebody no more."""

HAVE_VERBS: Final = fold_words(
    "have has own owns drive drives ride rides keep keeps got habe hat besitze besitzt fahre",
    "fahrt ai a as possede conduis conduit tengo tiene conduzco ho ha possiedo guido guida",
    "tenho tem dirijo heb heeft bezit rijd rijdt mam ma jezdze posiadam есть имею вожу езжу var",
    "kullaniyorum عندي لدي املك اقود पास चलाता चलाती है called named avons tenemos abbiamo",
    "temos haben hebben mamy uns",
)
AVERSIONS: Final = fold_words(
    "allergic allergy allergies intolerant intolerance afraid hate hates dislike dislikes avoid",
    "avoids allergisch allergie allergique alergico alergica allergico allergica alergia",
    "uczulony uczulona аллергия alerji alerjim حساسية एलर्जी",
)
"""What is said with these words stays so when the thing is given up."""

CALL_VERBS: Final = fold_words(
    "call reach ring appelle rappelle rappelez text dial phone whatsapp ruf rufe anrufen",
    "erreichbar erreichen erreichst joindre joignable appelez appeler llamame llamar chiamami",
    "chiamare liga ligar ligue bel bellen bereikbaar zadzwon dzwon dzwonic позвони звони",
    "звоните ara arayin arayabilirsin اتصل फोन",
)
"""Verbs beside which a number is a phone number."""

LISTEN_VERBS: Final = fold_words(
    "listen listens listening lauscht hort ecoute escucha ascolta escuta luistert nasluchuje",
    "слушает dinliyor",
)
"""Verbs beside which a number is a port."""

PORT_WORDS: Final = fold_words("port ports puerto porta poort порт порту porte portu المنفذ पोर्ट")
SHIFT_VERBS: Final = SHIFT_FORMS | fold_words(
    "moved changed shifted pushed postponed rescheduled raised increased lowered reduced",
    "dropped went gone switched bumped set upgraded downgraded updated move brought extended",
    "cut goes rose fell verlegt verschoben geandert erhoht gesenkt gestiegen gesunken",
    "umgestellt aktualisiert deplace deplacee decale decalee reporte reportee change changee",
    "augmente augmentee passe passee baisse movimos movido movida movieron cambiado cambiada",
    "cambio aplazo aplazado aplazada pasado paso subio subido bajado spostato spostata spostati",
    "cambiato cambiata rinviato rinviata aumentato aumentata passato passata mudou mudamos",
    "mudado mudada passou adiado adiada adiamos aumentou subiu verplaatst verzet verschoven",
    "gewijzigd veranderd verhoogd gestegen uitgesteld przeniesiono przeniesione przelozono",
    "przelozone przelozylismy przenieslismy zmieniono podniesiono zmienil zmienila wzrosl",
    "wzrosla перенесли перенесен перенесена перенесено изменили изменен изменился сменился",
    "повысили повысился подняли сдвинули tasidik tasindi aldik alindi degisti degistirdik",
    "ertelendi erteledik yukseldi cikti نقلنا نقل تغير غيرنا اجلنا تاجل ارتفع शिफ्ट बदल बढ़",
    "बढ़ा बदलकर कर flyttade flyttades hojdes",
)
"""Verbs by which a number, a day or a time of something becomes another one."""

STATE_VERBS: Final = fold_words(
    "start starts begin begins end ends open opens close closes leave leaves depart departs",
    "arrive arrives run runs running meet meets happen happens take takes place expire expires",
    "falls costs cost pay pays amount amounts uses use using beginnt beginnen startet endet",
    "offnet schliesst findet statt lauft kostet zahle zahlen betragt liegt commence commencent",
    "finit ouvre ferme coute paie tourne demarre empieza comienza termina abre cierra cuesta",
    "pago corre inizia comincia finisce apre chiude costa gira comeca fecha custa roda begint",
    "eindigt opent sluit kost betaal draait zaczyna konczy otwiera zamyka kosztuje dziala",
    "wynosi jest начинается заканчивается открывается стоит проходит работает составляет",
    "basliyor bitiyor acilis calisiyor odiyorum يبدا تبدا ينتهي يعمل يكلف शुरू होती होता होगी",
    "लगता चलता is becomes",
)
"""Verbs between a thing and its number, day or time."""

DIE_VERBS: Final = fold_words(
    "died gestorben verstorben decede decedee mort morte muerto murio fallecio morto morta morreu",
    "faleceu overleden zmarl zmarla zdechl умер умерла vefat مات توفي توفيت",
)
MEMBER_WORDS: Final = fold_words(
    "goto go member membership belong attend attends train trains gym club team choir band play",
    "plays mitglied verein membre miembro socio socia membro lid czlonek член uye عضو सदस्य",
)
"""Words by which somebody says that they belong to something that one can leave."""

MARRY_WORDS: Final = fold_words(
    "married verheiratet marie mariee casado casada sposato sposata getrouwd zonaty zamezna женат",
    "замужем evliyim evli متزوج متزوجة शादीशुदा",
)
DATE_VERBS: Final = fold_words("dating dates sees engaged seeing verlobt fiance liiert")
NAME_VERBS: Final = fold_words(
    "called named titled heisst appelle llama chiama chama heet nazywa называется зовется renamed",
    "umbenannt rebaptise renomme renombrado renombramos renombro rinominato rinominata renomeado",
    "renomeamos hernoemd przemianowano przemianowalismy переименовали переименован переименовано",
)
RENAME_VERBS: Final = fold_words(
    "renamed umbenannt rebaptise renomme renombrado renombramos renombro rinominato rinominata",
    "renomeado renomeamos hernoemd przemianowano przemianowalismy переименовали переименован",
    "переименовано",
)
"""Verbs after which a thing has another name."""
