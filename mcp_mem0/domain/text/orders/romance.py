"""Orders to forget in French, Spanish with Catalan, Italian and Portuguese."""

from typing import Final

from mcp_mem0.domain.text.orders.grammar import Grammar

FRENCH: Final = Grammar(
    imperatives="oublie|oubliez|efface|effacez|supprime|supprimez|détruis|détruisez"
    "|repars de zéro|repartez de zéro|fais comme si tu ~ jamais|faites comme si vous ~ jamais"
    "|éradique|fais comme si tu ~ rien|faites comme si vous ~ rien|oublions|effaçons",
    infinitives="oublier|effacer|supprimer|détruire|vider|jeter|rayer|éliminer|enlever|retirer"
    "|ignorer|réinitialiser|purger|nettoyer",
    dependents="oublies|effaces|supprimes|si tu ~ oubliais|si vous ~ oubliiez|si tu ~ effaçais"
    "|si vous ~ effaciez|vous ~ oubliiez|vous ~ effaciez|vous ~ supprimiez",
    loose="ignore|ignorez|vide|videz|jette|jetez|raye|rayez|élimine|éliminez|écarte|enlève"
    "|enlevez|retire|retirez|réinitialise|réinitialisez|purge|purgez|nettoie|nettoyez|ne retiens"
    "|ne retenez|ne garde|ne gardez|débarrasse toi|débarrassez vous|ne te souviens",
    gone="supprimé*|effacé*|oublié*|détruit*|éliminé*|enlevé*|retiré*|vidé*|disparaître|purgé*"
    "|suppression|effacement|soient supprimé*|rester|reste|oubli|soit effacé*|révoqué*",
    requests="tu ~ dois|vous ~ devez|tu devrais|vous devriez|dois tu|peux tu|pourrais tu"
    "|pouvez vous|pourriez vous|veux tu|voudrais tu|veuillez|merci de|te demande de"
    "|vous demande de|te demande|vous prie de|te prie de|t ordonne de|vous ordonne de|prière de"
    "|que tu|que vous|il te faut|il vous faut|tu peux|vous pouvez|à toi de|à vous de|je te somme"
    "|tu vas|vous allez|tu es prié|vous êtes prié*|aie la gentillesse de|ayez l obligeance de"
    "|si tu pouvais|si vous pouviez|tu ferais mieux|aimerais que tu|serait bien de|tu aurais"
    "|j aimerais que|serait il possible de|est il possible de|l amabilité de|la gentillesse de"
    "|aurais tu|auriez vous|serais tu|seriez vous|je souhaite que tu|tu pourrais|vous pourriez"
    "|ça te dérangerait|il serait bon de|il t est demandé|on te demande",
    duties="doit|doivent|devrait|devraient|il faut|il faudrait|faut|nécessaire de|est à|sont à"
    "|à supprimer|à effacer|est hereby|est par la présente|sont par la présente|il convient de"
    "|exige que|temps de|merci de|devra|devront|demande|demandons|exige|exigeons|que ~ soient"
    "|que ~ soit|désormais|doive|souhaite|réclame|dit de|dit d|dès maintenant",
    governors="viens de|vient de|venons de|viennent de|décidé|décida|décide de|choisi|dû|dus"
    "|devions|devais|devait|voulu|voulais|réussi|vais|va|allons|veux|ai|a|avons|ont|avait|fini"
    "|compte|pense",
    subjects="je|j|nous|on|il|elle|ils|elles|qui",
    own="mon|ma|mes|notre|nos|son|sa|ses|leur|leurs",
    total="tout|toute|toutes|tous|chaque|rien|aucun|aucune|entier|entière|intégralité|totalité"
    "|l ensemble|quoi que ce soit",
    memory="mémoire|mémoires|souvenirs|souvenir|faits|notes|données|informations|information"
    "|connaissances|enregistrements|fiche|fiches|stocké*|enregistré*|données personnelles|trace"
    "|traces|infos|info|tout sur|tout ce qui|tout ce que|tout à propos",
    known="ce que tu ~ sais|ce que vous ~ savez|que tu sais|que vous savez|ta mémoire"
    "|votre mémoire|tes souvenirs|vos souvenirs|tes données|vos données|tes notes|vos notes"
    "|tes connaissances|vos connaissances|la mémoire|ce que je t ai|ce que je vous ai|ce que j ai"
    "|ce que tu as|ce que vous avez|de mémoire|tes fichiers|vos fichiers",
    asides="comme tu ~ sais|comme vous ~ savez|tu sais que|vous savez que|comme on sait",
    ignorance="tu ~ sais|vous ~ savez|tu ~ connais|vous ~ connaissez|tu ~ souviens"
    "|vous ~ souvenez|dans ta mémoire|dans votre mémoire|tu n as ~ souvenir|sais tu"
    "|vous n avez ~ souvenir",
    nothing="rien|aucun|aucune|jamais|pas qui|ne me connais|ne me connaissez|ne sais plus qui"
    "|ne savez plus qui|jamais connu|plus qui",
    void="faux|fausse|fausses|invalide|invalides|périmé*|obsolète|obsolètes|caduc*|nul|nulle"
    "|nuls|nulles|vide|mensonge*|caduques|de ta mémoire|de votre mémoire",
    negations="n|ne|pas|jamais|sans",
    fillers="s|il|te|vous|plaît|svp|stp|plait|maintenant|alors|donc|et|ou|puis|immédiatement"
    "|tout|allez|bonjour|salut|assistant|claude|de|suite|désormais|toi|non|oui|aussi|d|abord"
    "|ensuite|vite|bon|système",
    is_negated_after=True,
)

SPANISH: Final = Grammar(
    imperatives="olvida|olvide|olvidad|olvídalo|olvídate|olvídese|olvídelo|borra|borre|borrad"
    "|bórralo|bórrelo|bórralos|elimina|elimine|eliminad|elimínalo|suprime|suprima|empieza de cero"
    "|empieza de nuevo|quita|haz como si ~ nunca|oblida|esborra|oblideu|esborreu|destruye"
    "|elimineu|finge ~ no|haz como si no",
    infinitives="olvidar|borrar|eliminar|suprimir|vaciar|destruir|limpiar|quitar|descartar"
    "|ignorar|oblidar|esborrar|olvidarte|borrarlo|olvidarlo|reiniciar|desechar",
    dependents="olvides|borres|elimines|suprimas|vacíes|destruyas|olvidéis|borréis|te olvides"
    "|ignores|descartes|olvidaras|borraras|eliminaras|olvidases|borrases|se borren|se borre"
    "|se eliminen|se elimine|se olvide|se olviden|se supriman|olvidara|borrara|eliminara|bórrame"
    "|olvídame|olvidarme|bórreme|elimíname",
    loose="ignora|ignore|ignorad|descarta|descarte|limpia|limpie|vacía|vacíe|anula|anule"
    "|desecha|deseche|deshazte|deshágase|tacha|tira|no recuerdes|no guardes|no retengas|resetea"
    "|reinicia|reinicie|tire|no conserves",
    gone="borrad*|olvidad*|eliminad*|suprimid*|destruid*|vaciad*|descartad*|desaparecer"
    "|borrarse|eliminarse|olvidarse|suprimirse|eliminación|borrado|supresión|sean borrad*"
    "|se borren|se eliminen|quede|queden|revocad*",
    requests="debes|deberías|debéis|tienes que|tenéis que|puedes|podrías|podéis|quieres"
    "|querrías|usted ~ debe|debe usted|te pido|le pido|te ruego|le ruego|te ordeno|le ordeno"
    "|has de|necesitas|harías el favor|haz el favor|tenga la bondad|podría usted|puede usted"
    "|podría|que tú|te exijo|hazme el favor|sírvase|favor de|vas a|quiero que|necesito que"
    "|tan amable de|tan amable como para|la amabilidad de|serías capaz de|te importaría"
    "|te agradecería|le agradecería|sería posible|te ruego que|se ruega|os pido"
    "|hágame el favor de|convendría que",
    duties="debe|deben|debería|deberían|hay que|tiene que|tienen que|es necesario|es preciso"
    "|ha de|han de|necesita|queda|quedan|habría que|es hora de|conviene|favor de|se deben|procede"
    "|solicito|solicita|exijo|exige|que se|que sean|pido|pide|ordena|debieran|deberán|deberá"
    "|dijo que|quiero|deseo|a partir de ahora|dice que",
    governors="acabo de|acaba de|acabamos de|acaban de|decidí|decidimos|decidió|decidieron"
    "|he decidido|hemos decidido|tuve|tuvimos|tuvo|tuvieron|quise|quería|queríamos|logré|voy a"
    "|va a|vamos a|van a|quiero|elegimos|opté|optamos|optó|he|hemos|ha|han|había|pude|pudo"
    "|prefirió|preferí|terminé|pienso|tocó",
    subjects="yo|nosotros|nosotras|ella|él|ellos|ellas|me|nos",
    own="mi|mis|nuestr*|su|sus",
    total="todo|toda|todos|todas|cualquier|cualquiera|cada|nada|entero|entera|completo"
    "|completa|totalidad|cuanto|tot|totes|tots|ningún|ninguna",
    memory="memoria|memorias|recuerdos|recuerdo|hechos|datos|información|notas|registros"
    "|conocimientos|guardado|guardada|guardados|almacenad*|entradas|memòria|dades|rastro"
    "|informaciones|apuntes|registro|fichas|todo sobre|todo lo que|todo lo relacionado"
    "|todo acerca",
    known="lo que ~ sabes|lo que ~ sepas|lo que ~ sabe|que sabes|que sepas|cuanto sabes"
    "|cuanto sepas|tu memoria|tus recuerdos|su memoria|tus datos|tus notas|tus registros"
    "|la memoria|lo que te ~ dicho|lo que te dije|lo que he dicho|lo que te conté"
    "|lo que recuerdes|lo que recuerdas|lo que has|tu conocimiento|que saps|vuestra memoria"
    "|lo que tengas|lo que tienes|que recuerdes",
    asides="como ~ sabes|como ~ sabe|como ya sabes|como sabéis|sabes que|ya sabes que|sabe que",
    ignorance="sabes|sabéis|usted ~ sabe|sabe usted|recuerdas|conoces|en tu memoria|no sabe"
    "|tienes ~ recuerdos|tienes ~ memoria|te acuerdas",
    nothing="nada|ningún|ninguno|ninguna|nunca|jamás|vacía|no me conoces|no me conoce"
    "|ya no sabes quién|no sabes quién|nunca me conociste|no me recuerdas|no te acuerdas",
    void="falso|falsa|falsos|inválid*|obsolet*|caducad*|nulo|nula|nulos|vacía|mentira|mentiras"
    "|sin efecto|erróne*|de tu memoria|de su memoria|de vuestra memoria",
    negations="no|nunca|jamás|sin|tampoco",
    fillers="por|favor|ahora|entonces|y|o|e|pues|mismo|inmediatamente|ya|hola|oye|asistente"
    "|claude|de|una|vez|simplemente|luego|también|usted|tú|sí|no|todo|todos|los|la|las|lo|et"
    "|desde|hoy|si|us|plau|sistema|primero|después",
)

ITALIAN: Final = Grammar(
    imperatives="dimentica|dimentichi|dimenticate|dimenticati|dimenticalo|cancella|cancelli"
    "|cancellate|cancellalo|elimina|elimini|eliminate|rimuovi|rimuova|rimuovete|scorda|scordati"
    "|scordatevi|ricomincia da zero|fai finta di non|fai finta che|distruggi|azzera|si dimentichi",
    infinitives="dimenticare|cancellare|eliminare|rimuovere|scordare|svuotare|distruggere"
    "|azzerare|scartare|ignorare|buttare|resettare|togliere|ripulire",
    dependents="dimentichi|cancelli|elimini|rimuova|scordi|dimenticassi|cancellassi|eliminassi"
    "|rimuovessi|dimenticasse|cancellasse|eliminasse|si cancellino|si cancelli|si eliminino"
    "|vengano cancellat*|siano cancellat*|cancellami|dimenticami|dimenticarmi",
    loose="ignora|ignori|ignorate|scarta|scartate|svuota|svuoti|svuotate|azzera|azzeri|butta"
    "|buttate|resetta|pulisci|ripulisci|togli|non ricordare|non tenere|non conservare|sbarazzati"
    "|considera|considerate|annulla",
    gone="cancellat*|dimenticat*|eliminat*|rimoss*|distrutt*|svuotat*|scartat*|azzerat*"
    "|sparire|scomparire|cancellazione|eliminazione|rimozione|rimanere|resti|rimanga|revocat*",
    requests="devi|dovresti|dovete|deve lei|lei deve|puoi|potresti|potete|può lei|potrebbe"
    "|vuoi|vorresti|ti chiedo di|le chiedo di|ti prego di|la prego di|ti ordino di|sei pregato di"
    "|è pregato di|hai il compito di|bisogna che tu|voglio che tu|che tu|ti dico di|vi prego di"
    "|sei tenuto a|le ordino di|voglio che|ti invito a|così gentile da|tanto gentile da"
    "|la gentilezza di|ti dispiacerebbe|le dispiacerebbe|sarebbe possibile|mi faresti"
    "|ti sarei grato|ti va di|vi chiedo di",
    duties="deve|devono|dovrebbe|dovrebbero|bisogna|va|vanno|è necessario|occorre|è da|sono da"
    "|si deve|si devono|andrebbe|è ora di|serve|vengono|viene|si prega di|è bene|chiedo|richiedo"
    "|richiede|esigo|esige|che si|che ~ siano|che ~ vengano|dovranno|dovrà|desidero|voglio"
    "|ha detto di|d ora in poi|ordino",
    governors="deciso|decisi|decise|decidemmo|dovuto|dovuta|dovuti|dovetti|voluto|volevo"
    "|voleva|appena|scelto|riuscito|riuscita|ho|abbiamo|ha|hanno|avevo|sto per|voglio|vuole"
    "|vogliamo|finito|preferito",
    subjects="io|noi|lui|loro|ella|mi|ci|chi",
    own="mio|mia|miei|mie|nostr*|suo|suoi|loro",
    total="tutto|tutta|tutti|tutte|ogni|qualsiasi|qualunque|intero|intera|niente|nulla|nessun"
    "|nessuna|completamente",
    memory="memoria|memorie|ricordi|ricordo|fatti|dati|informazioni|informazione|note"
    "|conoscenze|conoscenza|memorizzat*|salvat*|registrat*|appunti|traccia|tracce|dato|tutto su"
    "|tutto sul|tutto ciò che|tutto quello che|tutto quanto",
    known="quello che ~ sai|quel che ~ sai|ciò che ~ sai|quanto sai|che sai|la tua memoria"
    "|tua memoria|sua memoria|vostra memoria|tuoi ricordi|tuoi dati|tue conoscenze|tua conoscenza"
    "|la memoria|quello che ti ho|ciò che ti ho|che ti ho detto|quello che ho detto|ciò che sa"
    "|quello che sa|che ricordi|tue note|tuoi appunti|quello che hai|ciò che hai",
    asides="come ~ sai|come ~ sapete|come ~ sa|sai che|lo sai che|come lei sa",
    ignorance="sai|sapete|lei ~ sa|ricordi|conosci|nella tua memoria|hai ~ ricordi"
    "|hai ~ memoria|hai ~ ricordo",
    nothing="niente|nulla|nessun|nessuno|nessuna|mai|vuota|non mi conosci|non mi conosce"
    "|non sai più chi|non sai chi|non mi ricordi|non ti ricordi",
    void="falso|falsa|falsi|false|non valid*|invalid*|obsolet*|scadut*|null*|vuota|bugia|bugie"
    "|superat*|sbagliat*|errat*|dalla tua memoria|dalla sua memoria|dalla memoria",
    negations="non|mai|senza",
    fillers="per|favore|prego|ora|adesso|allora|poi|e|o|quindi|subito|immediatamente|ciao|ehi"
    "|assistente|claude|semplicemente|ti|tu|tutto|sì|no|cortesia|anche|dai|su|da|sistema|prima",
)

PORTUGUESE: Final = Grammar(
    imperatives="esquece|esqueça|esqueçam|esquecei|apaga|apague|apaguem|exclua|excluam|exclui"
    "|remova|remove|removam|elimina|elimine|eliminem|deleta|delete|deletem|comece do zero"
    "|começa do zero|finja que nunca|finge que nunca|finja que não|destrua|faz de conta que nunca",
    infinitives="esquecer|apagar|excluir|remover|eliminar|deletar|limpar|esvaziar|destruir"
    "|descartar|ignorar|zerar|resetar",
    dependents="esqueças|apagues|elimines|removas|excluas|esquecesse|apagasse|excluísse"
    "|removesse|esquecesses|apagasses|se apaguem|se apague|sejam apagad*|sejam excluíd*|apague me"
    "|esqueça me|me apague|me esqueça|esquece me|apaga me|eliminasse",
    loose="ignora|ignore|limpa|limpe|esvazia|esvazie|descarta|descarte|anula|anule|joga|jogue"
    "|livra|livre se|zera|zere|desconsidere|desconsidera|não guarde|não lembre|não guardes"
    "|considere|resete|reseta|deita fora|deite fora",
    gone="apagad*|esquecid*|excluíd*|removid*|eliminad*|deletad*|destruíd*|limp*|desaparecer"
    "|descartad*|exclusão|eliminação|remoção|restar|fique|reste|revogad*",
    requests="você ~ deve|você deveria|tu deves|deves|devias|você precisa|você tem que"
    "|você tem de|tens de|tens que|pode você|você pode|podes|poderia|poderias|pode|queira|te peço"
    "|peço te|lhe peço|peço que|quero que|preciso que|ordeno que|ordeno te|que você|faça o favor"
    "|faz o favor|gostaria que|gostava que|favor|você vai|pedir que|exijo que|a gentileza de"
    "|a bondade de|importas te de|se importaria de|seria possível|agradecia que|te importas"
    "|será que podes|dava para|você poderia",
    duties="deve|devem|deveria|deveriam|é preciso|é necessário|tem que|tem de|têm que|têm de"
    "|precisa|precisam|há que|convém|é hora de|devia|deviam|fica|ficam|favor|solicito|exijo|exige"
    "|peço|pede|que se|que ~ sejam|deverão|deverá|quero|desejo|disse para|manda|a partir de agora"
    "|ordeno",
    governors="acabei de|acabou de|acabamos de|acabámos de|decidi|decidimos|decidiu|decidiram"
    "|tive|teve|tivemos|tiveram|quis|queria|consegui|vou|vai|vamos|vão|resolvi|resolvemos|optei"
    "|optamos|escolhi|quero|prefiro|fui|foi|tinha",
    subjects="eu|nós|ela|ele|elas|eles|a gente|me|nos",
    own="meu|minha|meus|minhas|noss*|dele|dela|deles",
    total="tudo|todo|toda|todos|todas|qualquer|cada|nada|inteiro|inteira|completamente|nenhum"
    "|nenhuma|totalidade|quanto",
    memory="memória|memórias|lembranças|fatos|factos|dados|informações|informação|notas"
    "|registros|registos|conhecimento|conhecimentos|guardad*|armazenad*|salv*|recordações|rasto"
    "|rastro|anotações|dados pessoais|lembrança|tudo sobre|tudo o que|tudo aquilo|tudo a respeito",
    known="o que ~ sabe|o que ~ sabes|que você ~ sabe|que sabes|tua memória|sua memória"
    "|vossa memória|suas lembranças|tuas lembranças|seus dados|teus dados|suas notas|a memória"
    "|o que eu ~ disse|o que te disse|o que lhe disse|que eu disse|que te contei|o que eu contei"
    "|seu conhecimento|teu conhecimento|seus registros|que lembra|você lembra|o que você ~ tem",
    asides="como ~ sabe|como ~ sabes|como ~ sabem|você sabe que|sabes que|sabe que",
    ignorance="você ~ sabe|sabes|você ~ lembra|você ~ conhece|lembras|conheces|não sabe"
    "|na sua memória|na tua memória|tem ~ memória|tem ~ lembrança*|tens ~ memória|te lembras",
    nothing="nada|nenhum|nenhuma|nunca|jamais|vazia|não me conhece|não me conheces"
    "|não sabe quem|não sabes quem|não sabe mais quem",
    void="falso|falsa|falsos|inválid*|obsolet*|nulo|nula|nulos|vazia|mentira|mentiras|errad*"
    "|ultrapassad*|desatualizad*|da tua memória|da sua memória|da memória",
    negations="não|nunca|jamais|sem|nem",
    fillers="por|favor|agora|então|e|ou|pois|imediatamente|já|olá|oi|ei|assistente|claude|logo"
    "|simplesmente|depois|também|você|tu|sim|não|tudo|se|faz|gentileza|a|partir|de|hoje|sistema",
)

GRAMMARS: Final = (
    FRENCH,
    SPANISH,
    ITALIAN,
    PORTUGUESE,
)
