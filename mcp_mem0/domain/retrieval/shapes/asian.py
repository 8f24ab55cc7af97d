"""Chinese, Japanese and Korean: no plural, but words for "which ones", "all" and "how many".

Japanese and Korean ask for what happened so far with "ever", which asks for all of it.
"""

from typing import Final

from mcp_mem0.domain.retrieval.shapes.grammar import ShapeGrammar, build_signs

CHINESE: Final = ShapeGrammar(
    has_spaces=False,
    many=build_signs(
        "哪些|哪几|那些人是谁|还有谁|还有什么|还有哪|除了.{1,12}还|其他.{0,4}(?:谁|什么)|列出|列举|列一下|罗列"
        "|说出所有|所有的|所有|全部的|全部|一共有哪|都有谁|都有什么|都有啥|都.{0,3}(?:过|了)?(?:什么|哪|谁)"
        "|還有誰|還有什麼|還有哪|列舉|都有誰|都有什麼|都.{0,3}(?:過|了)?(?:什麼|哪|誰)",
    ),
    counts=build_signs(
        "多少(?![钱錢岁歲年月天久时時分度])|几(?=[个個位本只隻条條种種次家座部辆輛名人门門样樣所把])"
        "|幾(?=[个個位本只隻条條种種次家座部辆輛名人门門样樣所把])"
    ),
    shared=build_signs(
        "共同|[和跟与與].{1,12}都|都喜欢|都喜歡|两个人都|兩個人都|两人都|兩人都|俩都|双方都|都一起"
    ),
)

JAPANESE: Final = ShapeGrammar(
    has_spaces=False,
    many=build_signs(
        "すべて|全て|全部|ぜんぶ|一覧|リストアップ|列挙|挙げて|ほかに|他に|その他|以外に(?:誰|何|どこ|どの|どんな)"
        "|誰と誰|何と何|どことどこ|どれとどれ|どなたと|(?:どの|どんな|どこ|何|なに|誰)[^。？?]{0,14}ことがあ"
        "|(?:何|なに|誰)が(?:あり|い)ま|どんな[^。？?]{1,8}が(?:あり|い)ま|(?:どんな|どの)[^。？?]{1,8}を飼って"
    ),
    counts=build_signs(
        "何(?=[人冊匹頭羽個本台回枚種件軒社か箇カヶ])(?!回目)|いくつ(?!になり|ですか)|幾つの"
    ),
    shared=build_signs("共通|両方|二人とも|ふたりとも|どちらも|2人とも|お互い"),
)

KOREAN: Final = ShapeGrammar(
    has_spaces=False,
    many=build_signs(
        "누구누구|뭐뭐|무엇무엇|어디어디|또 누가|또 누구|또 뭐|또 무엇|또 어디"
        "|그 밖에|그밖에|다른 누가|말고 누|외에 (?:누|무엇|뭐|어디|어떤)"
        "|모두 (?:말|알려|나열|적|보여)|전부|모든|나열|목록|열거|빠짐없이"
        "|(?:어떤|어느|무슨) ?[가-힣 ]{1,6}들"
        "|(?:어떤|어느|무슨|어디|뭐|무엇)[^.?]{0,14} ?적(?:이)? ?있"
        "|(?:무엇|뭐|누구|누가|어떤 것)(?:들)이? ?있"
    ),
    counts=build_signs(
        "몇 ?(?=명|개|권|마리|번|곳|가지|대|사람|군데|나라|장|잔|곡|편)|얼마나 많은"
    ),
    shared=build_signs("공통|둘 ?다|두 사람 ?(?:다|모두)|서로 같은|양쪽 ?(?:다|모두)"),
)
