"""Nouns for what somebody has one of: a manager, a dentist, an employer, a phone number.

Children, siblings, friends, pets, hobbies, allergies and medicines are not here: one may have
several of them.
"""

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

from mcp_mem0.domain.decisions.conflicts.lexicon.folding import fold_words

ValueKind: TypeAlias = Literal["name", "number", "words"]
"""What can be the value of a role: a name, a number, or any words."""

_NAMED_ROLES: Final[Mapping[str, str]] = {
    "boss": "manager boss supervisor teamlead chief chef cheffe chefin vorgesetzter vorgesetzte"
    " teamleiter teamleiterin patron patronne responsable superieur superieure manageuse jefe jefa"
    " capo responsabile chefe gerente gestor gestora baas leidinggevende szef szefowa szefem"
    " kierownik kierowniczka przelozony przelozona начальник начальница начальником начальницей"
    " руководитель руководителем руководительница босс mudur muduru sef yonetici yoneticisi مدير"
    " مديرة رئيس मैनेजर प्रबंधक बॉस managerin",
    "spouse": "wife husband spouse ehefrau ehemann frau mann gatte gattin femme mari epouse epoux"
    " esposa esposo marido mujer moglie marito mulher echtgenoot echtgenote vrouw zona maz жена"
    " женой муж мужем karisi kocasi زوجة زوج पत्नी पति",
    "partner": "girlfriend boyfriend partner fiance fiancee lebensgefahrte"
    " lebensgefahrtin compagnon compagne novia novio pareja fidanzata fidanzato compagna namorada"
    " namorado partnerka partnerin dziewczyna chlopak девушка парень sevgilisi",
    "gp": "gp doctor physician hausarzt hausarztin arzt arztin medecin medico medica huisarts arts"
    " lekarz lekarka врач врачом доктор doktoru طبيب طبيبة डॉक्टर",
    "dentist": "dentist zahnarzt zahnarztin dentiste dentista tandarts dentysta dentystka"
    " стоматолог стоматологом зубной dishekimi discisi दंत",
    "landlord": "landlord landlady vermieter vermieterin proprietaire casero casera arrendador"
    " padrone proprietario senhorio senhoria verhuurder huisbaas wynajmujacy арендодатель хозяйка"
    " хозяин مالك मकानमालिक",
    "therapist": "therapist psychologist therapeut therapeutin therapeute psychologue terapeuta"
    " psicologo psicologa terapeutka терапевт психолог terapisti terapist थेरेपिस्ट",
    "hairdresser": "hairdresser barber friseur friseurin coiffeur coiffeuse peluquero peluquera"
    " parrucchiere parrucchiera cabeleireiro cabeleireira kapper fryzjer fryzjerka парикмахер"
    " kuaforu",
    "accountant": "accountant steuerberater steuerberaterin comptable contable commercialista"
    " contador contadora boekhouder ksiegowy ksiegowa бухгалтер muhasebecisi محاسب",
    "lawyer": "lawyer attorney solicitor anwalt anwaltin avocat avocate abogado abogada avvocato"
    " avvocata advogado advogada advocaat prawnik адвокат юрист avukati محامي वकील",
    "vet": "vet veterinarian tierarzt tierarztin veterinaire veterinario veterinaria dierenarts"
    " weterynarz ветеринар veterineri",
    "coach": "coach trainer trainerin entraineur entrenador entrenadora allenatore treinador"
    " trener trenerka тренер antrenoru مدرب कोच",
    "mentor": "mentor mentorin mentora tutor наставник",
    "nanny": "nanny babysitter kindermadchen nounou ninera tata baba oppas niania няня",
    "ceo": "ceo",
    "cto": "cto",
    "maintainer": "maintainer",
    "president": "president chairman chairwoman chairperson",
    "assignee": "assignee",
    "employer": "employer arbeitgeber employeur empleador empleadora datore empregador werkgever"
    " pracodawca pracodawca работодатель isvereni नियोक्ता",
    "school": "school schule ecole escuela scuola escola szkola школа okulu مدرسة स्कूल",
    "gym": "gym fitnessstudio gimnasio palestra academia sportschool silownia спортзал",
    "bank": "account konto compte cuenta conto conta rekening счет bank banque banco banca банк"
    " bankasi بنك बैंक",
    "insurer": "insurer versicherung krankenkasse mutuelle aseguradora assicurazione seguradora"
    " verzekeraar ubezpieczyciel",
    "provider": "provider isp carrier",
    "home": "hometown zuhause wohnort residence domicilio residenza woonplaats",
    "car": "car auto wagen voiture coche macchina carro samochod машина arabasi سيارة कार",
    "owner": "owner besitzer besitzerin eigentumer proprietor",
    "lead": "lead head captain leader",
    "username": "username login nickname codename",
}
_NUMBERED_ROLES: Final[Mapping[str, str]] = {"number": "number"}
_WORDED_ROLES: Final[Mapping[str, str]] = {
    "address": "address adresse direccion indirizzo endereco adres адрес adresi عنوان पता",
    "passwordpolicy": "passwordpolicy",
    "editor": "editor",
    "browser": "browser",
    "password": "password passwort kennwort contrasena senha wachtwoord haslo пароль sifresi",
    "email": "email e-mail mail",
}
OWN_ROLES: Final[Mapping[str, str]] = {
    word: role
    for role, group in {
        "boss": "mudurum sefim yoneticim patronum مديري مديرتي رئيسي",
        "spouse": "esim karim kocam زوجتي زوجي",
        "partner": "sevgilim nisanlim خطيبتي خطيبي",
        "gp": "doktorum طبيبي طبيبتي",
        "dentist": "dishekimim discim",
        "landlord": "evsahibim",
        "therapist": "terapistim",
        "hairdresser": "kuaforum berberim",
        "accountant": "muhasebecim محاسبي",
        "lawyer": "avukatim محامي",
        "coach": "antrenorum مدربي",
        "school": "okulum مدرستي",
        "bank": "bankam بنكي",
        "employer": "isverenim",
        "car": "arabam سيارتي",
        "number": "numaram telefonum رقمي هاتفي",
        "address": "adresim عنواني",
        "email": "e-postam بريدي",
    }.items()
    for word in fold_words(group)
}
"""Nouns with an ending that says "my"."""

ROLES: Final[Mapping[str, str]] = {
    word: role
    for roles in (_NAMED_ROLES, _NUMBERED_ROLES, _WORDED_ROLES)
    for role, group in roles.items()
    for word in fold_words(group)
}
VALUE_KINDS: Final[Mapping[str, ValueKind]] = {
    **dict.fromkeys(_NAMED_ROLES, "name"),
    **dict.fromkeys(_NUMBERED_ROLES, "number"),
    **dict.fromkeys(_WORDED_ROLES, "words"),
}
MARKED_ROLES: Final = frozenset(
    {"car", "owner", "lead", "gp", "coach", "mentor", "bank", "email", "editor", "major"}
)
"""Of these one may have two, so only what is said to be new outdates the other."""

PLACE_ROLES: Final = frozenset({"home", "employer", "school", "gym", "bank", "insurer"})
"""Roles that a place or a company has, so "at" or "in" may stand before its name."""

PAIRED_ROLES: Final = frozenset({"spouse", "partner"})
"""Roles that end for both when a couple parts."""

REPORT_WORDS: Final = fold_words("report reports reporting answers berichte berichtet rapporteer")
REPLACE_VERBS: Final = fold_words(
    "replaced replaces succeeded succeeds took takes ersetzt ersetzte remplace remplacee",
    "reemplazo reemplaza sostituito sostituisce substituiu vervangt vervangen zastapil",
    "zastapila заменил заменила",
)
"""Verbs by which somebody follows somebody else in a role."""

PART_WORDS: Final = fold_words(
    "divorcie divorcio divorciei divorciou divorcee divorced separated geschieden getrennt",
    "divorce divorciado divorciada divorziato divorziata gescheiden rozwiedziony rozwiedziona",
    "развелся развелась развелись разведен разведена bosandi bosandim bosandik तलाक طلاق مطلق",
    "مطلقة separes separe widowed verwitwet veuve veuf viuda viudo vedova vedovo",
)
"""Words by which a couple has parted."""

CHANGE_LINKS: Final = fold_words(
    "changed switched became replaced took over gave wechselte gewechselt geworden change changed",
    "cambio cambiado cambiato mudou passou veranderd zmienil zmienila zmienilo сменился сменилась",
    "стал стала degisti oldu تغير اصبح صار बदल बन गया गई हो become becomes",
)
"""Words between a role and its new value."""
