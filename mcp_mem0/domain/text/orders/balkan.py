"""Orders to forget in Romanian and Greek."""

from typing import Final

from mcp_mem0.domain.text.orders.grammar import Grammar

ROMANIAN: Final = Grammar(
    imperatives="uită|uitați|uitaţi|șterge|ştergeți|ștergeți|șterge ți|ștergeți vă|elimină"
    "|eliminați|distruge|ia o de la zero|ia o de la capăt|înlătură|fă ca și cum ~ niciodată",
    infinitives="a uita|a șterge|a elimina|a distruge|a goli|ștergerea|uitarea|de șters|de uitat",
    dependents="să uiți|să ștergi|să elimini|să uitați|să ștergeți|să distrugi|să golești"
    "|să ți ștergi|să ignori|să îți ștergi|să arunci|să eliminați|ai uita|ai șterge|ați șterge"
    "|să mă uiți|să mă ștergi|ați uita",
    loose="ignoră|ignorați|aruncă|golește|goliți|curăță|curățați|anulează|resetează|renunță"
    "|nu reține|nu păstra|consideră|debarasează",
    gone="șters|ștearsă|șterse|șterși|uitat|uitată|uitate|eliminat|eliminată|eliminate"
    "|distruse|golită|dispară|ștergerea|eliminarea|uitarea|rămână|să fie șterse|să fie șters"
    "|să fie ștearsă|fie șters*",
    requests="trebuie să|ar trebui să|te rog să|vă rog să|poți să|puteți să|ai putea|ați putea"
    "|vreau să|îți cer|vă cer|îți ordon|ești obligat să|binevoiți|ai face bine|aș vrea să"
    "|ai putea să|ați putea să|ți aș fi recunoscător|fii bun|fii amabil|ai fi atât de"
    "|ați fi atât de|e posibil să|este posibil să|ai bunătatea|asigură te|se cere să|ți se cere"
    "|te implor|te rog frumos|rogu te",
    duties="trebuie|ar trebui|e necesar|este necesar|urmează să|vor fi|va fi|necesită|se cer"
    "|solicit|cer|cere|să fie|vreau|doresc|de acum|ordon|a zis să",
    governors="am decis|a decis|au decis|am hotărât|a hotărât|au hotărât|am ales|am|ai|a|au"
    "|vreau|voiam|tocmai|urmează",
    subjects="eu|noi|el|ea|ei|ele|mi|ne",
    own="meu|mea|mei|mele|nostr*|noastr*|lui|lor",
    total="tot|toată|toate|toți|orice|fiecare|întreg|întreaga|nimic|niciun|nicio|totul|complet",
    memory="memorie|memoria|amintiri|amintirile|fapte|faptele|date|datele|informații"
    "|informațiile|note|notițele|înregistrări|înregistrările|cunoștințe|stocat*|salvat*|datelor"
    "|informațiilor|amintirilor|faptelor|date personale|datele mele|înregistrărilor|totul despre"
    "|tot despre|tot ce",
    known="ce ~ știi|ce ~ știți|ce ți am|ce v am|ce am spus|memoria ta|memoria dumneavoastră"
    "|ți ~ memoria|memoria|amintirile tale|datele tale|ce îți amintești|ce ai aflat|ce ai învățat"
    "|cunoștințele tale",
    asides="după cum ~ știi|după cum ~ știți|cum știi|cum știți|știi că|știți că|precum știi",
    ignorance="știi|știți|îți amintești|vă amintiți|cunoști|în memoria ta|ai ~ amintiri"
    "|ți amintești|amintești",
    nothing="nimic|niciun|nicio|nimeni|niciodată|goală|nu mă cunoști|nu știi cine|nu mai știi cine",
    void="fals|falsă|false|greșit*|nul|nule|nulă|invalid*|învechit*|goală|minciună|minciuni"
    "|expirat*|din memoria ta|din memorie|din memoria dumneavoastră|din memoria",
    negations="nu|niciodată|fără|n",
    fillers="te|vă|rog|acum|atunci|și|sau|deci|imediat|bună|salut|asistent|claude|pur|simplu"
    "|apoi|hai|da|nu|tot|toate|mai|întâi|așa|frumos",
)

GREEK: Final = Grammar(
    imperatives="ξέχνα|ξέχασε|ξεχάστε|ξεχάσετε|ξέχνα τα|διάγραψε|διαγράψτε|διαγράψετε|σβήσε"
    "|σβήστε|ξέχασέ|αφαίρεσε|αφαιρέστε|κατάστρεψε|ξεκίνα από το μηδέν|ξεκίνα από την αρχή"
    "|κάνε σαν να ~ ποτέ",
    infinitives="διαγραφή|λήθη",
    dependents="ξεχάσεις|διαγράψεις|σβήσεις|ξεχάσετε|διαγράψετε|σβήσετε|αφαιρέσεις|αγνοήσεις"
    "|καθαρίσεις|αδειάσεις|αδειάσετε|ξεχνάς|αφαιρέσετε|διέγραφες|ξεχνούσες|έσβηνες|να ξεχάσεις"
    "|ξέχασέ με|σβήσε με",
    loose="αγνόησε|αγνοήστε|αφαίρεσε|καθάρισε|καθαρίστε|πέτα|πέταξε|άδειασε|αδειάστε|ακύρωσε"
    "|μηδένισε|θεώρησε|μη θυμάσαι|μην κρατάς|μην κρατήσεις|μην θυμάσαι|απόρριψε",
    gone="διαγραφεί|διαγραφούν|ξεχαστεί|ξεχαστούν|σβηστεί|σβηστούν|αφαιρεθεί|αφαιρεθούν"
    "|καταστραφούν|εξαφανιστεί|εξαφανιστούν|διαγράφονται|διαγράφεται|σβήσει|διαγραμμέν*|διαγραφή"
    "|να διαγραφ*|να σβηστ*|μείνει",
    requests="μπορείς να|μπορείτε να|θα μπορούσες|θα μπορούσατε|θέλω να|σου ζητώ|σας ζητώ"
    "|σε παρακαλώ να|οφείλεις|οφείλετε|πρέπει να|θα ήθελα να|σε διατάζω|θα ήταν δυνατόν"
    "|είναι δυνατόν|κάνε μου τη χάρη|φρόντισε να|έχεις την καλοσύνη|θα σε παρακαλούσα|σε παρακαλώ"
    "|μπορείς σε παρακαλώ|απαιτώ να",
    duties="πρέπει|οφείλουν|χρειάζεται|να|επιβάλλεται|απαιτείται|ας|ζητώ|απαιτώ|θέλω|απαιτεί"
    "|ζητάω|από τώρα",
    governors="αποφάσισα|αποφασίσαμε|αποφάσισε|αποφάσισαν|έπρεπε|ήθελα|μόλις|είχα|έχω|έχουμε",
    subjects="εγώ|εμείς|αυτός|αυτή|αυτοί|μου|μας",
    own="μου|μας|της|τους",
    total="όλα|όλες|όλους|όλη|όλο|όλων|όλοι|τα πάντα|πάντα|κάθε|τίποτα|τίποτε|καμία|κανένα"
    "|ό τι|οτιδήποτε|ολόκληρη|πλήρως",
    memory="μνήμη|μνήμης|μνήμες|γεγονότα|αναμνήσεις|δεδομένα|στοιχεία|πληροφορίες|σημειώσεις"
    "|αρχεία|γνώσεις|αποθηκευμέν*|δεδομέν*|στοιχεί*|πληροφορί*|αναμνήσε*|μνήμ*|σημειώσε*|γνώσε*"
    "|αρχεί*|τα πάντα για|όλα για|ό τι αφορά",
    known="ό τι ~ ξέρεις|ό τι ~ ξέρετε|όσα ~ ξέρεις|όσα ~ ξέρετε|που ~ ξέρεις|που ~ ξέρετε"
    "|ό τι γνωρίζεις|όσα γνωρίζεις|που γνωρίζεις|μνήμη σου|μνήμη σας|αναμνήσεις σου|γνώσεις σου"
    "|η μνήμη|τη μνήμη|ό τι σου ~ είπα|όσα σου ~ είπα|όσα είπα|ό τι είπα|όσα σου έχω|θυμάσαι"
    "|σημειώσεις σου|δεδομένα σου|όσα γνωρίζετε",
    asides="όπως ~ ξέρεις|όπως ~ ξέρετε|όπως γνωρίζεις|όπως γνωρίζετε|ξέρεις ότι|ξέρετε ότι"
    "|ξέρεις πως",
    ignorance="ξέρεις|ξέρετε|γνωρίζεις|γνωρίζετε|θυμάσαι|θυμάστε|στη μνήμη σου|έχεις ~ μνήμη"
    "|έχεις ~ ανάμνηση",
    nothing="τίποτα|τίποτε|καμία|κανένα|κανέναν|ποτέ|άδεια|απολύτως|δεν με ξέρεις|δε με ξέρεις"
    "|δεν με γνωρίζεις|ποιος είμαι|ποια είμαι",
    void="ψευδ*|ψέμα|ψέματα|λάθος|άκυρ*|παρωχημέν*|άδεια|ανυπόστατ*|από τη μνήμη σου"
    "|από τη μνήμη σας|από τη μνήμη",
    negations="μη|μην|δεν|δε|ποτέ|χωρίς",
    fillers="παρακαλώ|σε|σας|τώρα|και|ή|λοιπόν|αμέσως|γεια|βοηθέ|claude|απλά|μετά|όλα|ναι|όχι"
    "|τα|να|ας|πια|από|δω|πέρα",
)

GRAMMARS: Final = (
    ROMANIAN,
    GREEK,
)
