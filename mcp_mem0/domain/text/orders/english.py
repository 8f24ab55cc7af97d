"""Orders to forget in English."""

from typing import Final

from mcp_mem0.domain.text.orders.grammar import Grammar

ENGLISH: Final = Grammar(
    imperatives="delete|erase|forget|purge|remove|wipe|unlearn|discard|expunge|unremember"
    "|obliterate|deleting|erasing|forgetting|start over|start afresh|start fresh|start anew"
    "|start from scratch|begin again|scratch that|strike that|factory reset|memory reset"
    "|memory wipe|hard reset|act as if you never|act as though you never|pretend you never"
    "|pretend ~ you ~ know|pretend not to know|act as if you ~ know|clean slate|blank slate",
    infinitives="delete|erase|forget|purge|remove|wipe|unlearn|discard|expunge|obliterate"
    "|scrub|deleting|erasing|forgetting|wiping|removing|purging|deletion of|erasure of|removal of",
    loose="drop|strike|strike out|strike off|get rid of|clear|clear out|clear away|clean|scrub"
    "|clean out|disregard|ignore|scrap|scratch|scratch out|undo|reset|empty|nuke|throw away"
    "|throw out|toss|toss out|dump|ditch|void|invalidate|cancel|retract|revoke|overwrite|flush"
    "|destroy|eliminate|expire|retire|close|end|stop|archive|let go of|cross out|cross off"
    "|rub out|blank|blank out|zero|zero out|format|reinitialize|reinitialise|unsay|take back|kill"
    "|trash|bin|omit|withdraw|annul|nullify|negate|suppress|cut|lose|abandon|dismiss|shred"
    "|do away with|dispose of|rid yourself of|no longer use|treat|consider|regard|declare|assume"
    "|stop believing|stop using|mark|do not remember|don t remember|stop remembering|do not keep"
    "|don t keep|close out|terminate|neither keep|do not retain|don t retain|do not store"
    "|stop storing|stop keeping|strip|leave out|throw ~ away|throw ~ out",
    gone="deleted|erased|forgotten|removed|dropped|cleared|wiped|discarded|purged|ignored"
    "|disregarded|scrapped|reset|struck|emptied|destroyed|eliminated|retracted|revoked"
    "|invalidated|expunged|unlearned|unlearnt|obliterated|go|disappear|vanish|remain|stay|stays"
    "|survive|survives|kept|retained|stored|empty|blank|clean|deletion|erasure|removal|persist"
    "|persists|annulled|nullified|rescinded|eradicated|scrubbed",
    requests="you ~ must|you ~ should|you ~ shall|you have to|you ve to|you need to"
    "|you ought to|you are to|you re to|you are required to|you are ordered to|you are asked to"
    "|must you|you are hereby|you are instructed to|you are obliged to|you are free to|you may"
    "|you can|you could|you will|you ll|you d better|you had better|you might|can you|could you"
    "|will you|would you|may i ask you to|i ask you to|i asked you to|ask you to|asks you to"
    "|asked you to|want you to|wants you to|need you to|needs you to|like you to|love you to"
    "|order you to|beg you to|command you to|instruct you to|instructed you to|told you to"
    "|tell you to|expect you to|urge you to|require you to|request you to|request that you"
    "|demand that you|advise you to|allow you to|authorise you to|authorize you to|prefer you to"
    "|for you to|that you|if you|would you mind|do you mind|how about|why don t you"
    "|the system must|the memory must|the assistant must|the assistant should|the ai should"
    "|the ai must|assistant must|assistant should|ai must|let the memory|make sure you"
    "|make sure to|be sure to|be so kind as to|be so good as to|remember to|feel free to"
    "|go ahead and|your task is to|your job is to|your duty is to|you were told to"
    "|you were asked to|is asking you to|wishes you to|i would ask you to|thing to do is"
    "|insist that you|do me a favour|do me a favor|thinks it would be best if you|better if you"
    "|great if you|kind of you to|obliged to|supposed to|you re supposed to|up to you to"
    "|your turn to",
    duties="must|should|shall|have to|has to|need to|needs to|ought to|can|may|be|is to|are to"
    "|necessary|required|essential|it is time to|best to|better to|obliged to|let|let s|lets"
    "|order that|demand that|ask that|request that|insist that|demands that|requests that|let us"
    "|had better|time to|is best|needs|deserves to|hereby|request|requests|requested|demand"
    "|demands|demanded|said to|says to|told to|asks to|orders to|ordered to|make sure|ensure"
    "|see to it|sees to it|expect|insist|insists|i want|want|exercise my right",
    governors="decided to|decide to|chose to|had to|agreed to|managed to|began to|started to"
    "|went on to|forced to|got to|helped|made us|made me|let me|wanted to|was told to|want to"
    "|were told to|told me to|asked me to|plan to|planned to|going to|got round to|hope to"
    "|tried to|try to|trying to|able to|used to|promised to|refused to|preferred to|ll|will",
    subjects="i|we|they|he|she|who|everybody|everyone|somebody|someone|nobody",
    own="my|our|his|her|their|its",
    total="all|everything|every|any|anything|whatever|entire|whole|each|nothing|none|above"
    "|previous|prior|earlier|full|complete|total|no|so far",
    memory="memory|memories|fact|facts|note|notes|record|records|knowledge|entries|entry|data"
    "|profile|information|recollections|recollection|slate|statements|storage|stored|saved"
    "|database|file|files|trace|traces|details|everything stored|everything saved"
    "|everything about|anything about|all about|everything on|anything on|everything regarding"
    "|everything concerning|anything regarding|anything concerning|all there is about"
    "|whatever concerns|everything related",
    known="what you know|what you ve|what you have|what you remember|what you learned"
    "|what you learnt|what you were told|what you believe|what you think you know"
    "|everything you ~ know|everything you ve|everything you have|everything you remember"
    "|everything you learned|everything you were told|all you know|all you remember|all you have"
    "|all you ve|all that you ~ know|all that you|all of what you|that you know|that you remember"
    "|that you have stored|that you ve stored|that you have learned|anything you know"
    "|anything you have|anything you remember|anything you ve|whatever you know|whatever you have"
    "|whatever you remember|whatever you ve|things you know|facts you know|your memory"
    "|your memories|your ~ facts|your ~ notes|your ~ records|your ~ knowledge|your ~ entries"
    "|your ~ data|your ~ storage|your ~ database|your recollection*|your ~ memory|your ~ memories"
    "|your mind|your head|the memory|the memories|in memory|from memory|stored facts|known facts"
    "|stored memories|saved memories|on record|on file|everything i ~ told you|all i ~ told you"
    "|all that i ~ told you|everything i ~ said|all i ~ said|everything that i ~ said"
    "|everything that i ~ told|you ve learned|you ve stored|you have stored|you have learned"
    "|you have saved|you stored|you saved|you recorded|you have on|you ve got on|you hold on"
    "|you hold about|is known about|known about|what is known|everything known|all that is known"
    "|all that was said|all stored|everything stored|the stored|who i am|that i exist"
    "|this conversation|our conversations|everything saved|everything recorded|your knowledge"
    "|your brain|all your|trace ~ in your memory|you keep about|you keep on|you have about"
    "|you ve got about|you have of me|you got on|everything you ~ have|what you ~ hold"
    "|you possess|nothing i ~ told you|nothing i ~ said|nothing you ~ know"
    "|nothing you ~ have stored|nothing that you|anything i ~ told you|anything i ~ said"
    "|whatever i ~ told you|whatever i ~ said|my words",
    asides="as you know|as you may know|as you ll know|like you know|as you all know"
    "|as you remember|as you may remember|as you will remember|you know that|in my memory",
    ignorance="you ~ know|you ~ remember|you ~ recall|you ~ have ~ memory"
    "|you ~ have ~ memories|you ~ have ~ knowledge|in your memory|in your memories|in your notes"
    "|in memory|you ~ heard of|you ~ met|you ~ knew|you ~ have ~ record|you ~ have ~ records"
    "|you ~ idea who",
    nothing="nothing|anything|never|no memory|no memories|no knowledge|no record|no records"
    "|not a thing|no longer know|no longer remember|don t know me|do not know me|no idea who"
    "|don t know who i am|any memory|any memories|not know ana|no recollection|no longer know me"
    "|never knew me|never met me|never heard of|don t know who|do not know who|a thing"
    "|any recollection|any idea who",
    void="true|false|wrong|invalid|obsolete|outdated|void|valid|holds|hold|over|incorrect"
    "|untrue|lies|lie|null|nonsense|expired|correct|gone|mistaken|right|applies|apply|stands"
    "|empty|blank|erased|deleted|wiped|worthless|meaningless|counts|count|remain|remains|a lie"
    "|made up|fiction|exists|exist|out of your memory|from your memory|from your memories"
    "|out of your mind|from your database|from your records|from your notes|out of your head"
    "|from your knowledge|off your records|from the memory|from memory banks|from your files",
    negations="not|never|don t|won t|didn t|doesn t|can t|cannot|couldn t|wouldn t|nobody"
    "|hardly|nor|without",
    fillers="please|pls|just|now|then|also|kindly|so|and|or|okay|ok|hey|hi|hello|assistant|ai"
    "|a|my|claude|you|must|should|shall|have|to|need|can|could|will|would|lets|let|us|s|go|ahead"
    "|immediately|first|next|finally|simply|do|ask|order|command|beg|like|d|the|time|is|it|better"
    "|best|instead|system|attention|important|note|all|your|rules|ignore|previous|instructions"
    "|dear|model|memory|therefore|thus|hence|always|from|on|today|no|yes|oh|well|right|quickly"
    "|completely|totally|entirely|permanently|fully|actually|again|at once|at|once|hereby|thanks"
    "|sorry|never mind|mind|look|listen|robot|bot|computer|friend|guys|ever|forever|irrevocably"
    "|everything|anything|this|that|it s|in|new|task|step|one|two",
    dependents="if you ~ forgot|if you ~ deleted|if you ~ erased|if you ~ removed"
    "|if you ~ wiped|that you ~ forgot|you ~ d forget|you ~ d delete|have you ~ forget"
    "|have you ~ delete|you forgetting|you deleting|you erasing|as if we never|as though we never"
    "|as if we had never|as if we just met|like we never met|you ~ deleted it|i ~ request erasure"
    "|i ~ request deletion|forgotten by you|time you ~ forgot|time you ~ erased"
    "|time you ~ deleted|time you ~ wiped|rather you ~ forgot|rather you ~ deleted"
    "|wish you ~ forget|wish you ~ forgot|wish you ~ delete|hope you ~ forget|hope you ~ delete"
    "|you ~ would forget|you ~ would delete|you ~ would erase|you ~ d better ~ forget"
    "|suggest you ~ forget|suggest you ~ delete|recommend you ~ delete|recommend you ~ forget"
    "|recommend you ~ erase|suggest you ~ erase|insist you ~ delete|insist you ~ forget"
    "|see you ~ forget",
)

GRAMMARS: Final = (ENGLISH,)
