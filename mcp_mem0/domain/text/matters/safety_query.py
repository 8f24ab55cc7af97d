"""The words by which an index finds what may concern somebody's health, diet or safety.

An index finds whole words, so these are the commonest forms, without those that everybody uses of
other things. `concerns_safety` then decides.
"""

from typing import Final

SAFETY_QUERY: Final = (
    # English.
    "allergic allergy allergies intolerant intolerance coeliac celiac gluten lactose dairy nuts"
    " peanuts shellfish pork vegetarian vegan halal kosher diabetic diabetes insulin asthma inhaler"
    " epilepsy epileptic seizures pregnant medication medicine ibuprofen penicillin migraine"
    " pacemaker blood emergency diet wheelchair eat"
    # German, Dutch.
    " allergisch Allergie Nussallergie Unverträglichkeit Laktose laktoseintolerant Zöliakie"
    " glutenfrei Nüsse vegetarisch Vegetarier Vegetarierin Veganerin Diabetiker Diabetikerin"
    " Asthma Epilepsie schwanger Medikament Medikamente Tabletten Blutgruppe Notfall isst"
    " allergie notenallergie glutenvrij zwanger medicijnen vegetariër bloedgroep noodgeval"
    # French, Spanish, Italian, Portuguese.
    " allergique allergies intolérant coeliaque végétarien végétarienne végan diabétique enceinte"
    " médicament médicaments asthmatique groupe urgence alérgico alérgica alergia alergias celíaco"
    " celíaca intolerante diabético diabética embarazada medicamento medicamentos vegetariano"
    " vegetariana vegano vegana asma epilepsia sangre emergencia allergico allergica allergie"
    " celiaco celiaca intollerante diabetico diabetica incinta farmaco farmaci sangue emergenza"
    " grávida remédio remédios emergência"
    # Polish, Russian, Turkish.
    " alergia alergię uczulenie uczulony uczulona celiakia cukrzyca cukrzycę astma ciąży leki"
    " wegetarianin wegetarianka weganka аллергия аллергию непереносимость целиакия диабет диабета"
    " астма эпилепсия беременна лекарство лекарства вегетарианец вегетарианка веган кровь alerji"
    " alerjisi alerjim çölyak şeker astım hamile ilaç vejetaryen vegan kan"
    # Chinese, Japanese, Korean, Arabic, Hindi.
    " 过敏 不耐受 乳糖 麸质 糖尿病 哮喘 癫痫 怀孕 药 素食 血型 清真 アレルギー 糖尿病 喘息 妊娠"
    " 薬 菜食 ビーガン 血液型 알레르기 당뇨 당뇨병 천식 임신 약 채식 채식주의자 혈액형"
    " حساسية السكري الربو حامل دواء نباتي نباتية एलर्जी मधुमेह डायबिटीज अस्थमा गर्भवती दवा शाकाहारी"
)
