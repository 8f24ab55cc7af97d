"""Words of Chinese, Japanese and Korean by which claims are read, and the parts of patterns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mcp_mem0.domain.decisions.conflicts.claims.claim import Aspect

SPACELESS_ROLES: Final[Mapping[str, str]] = {
    word: role
    for role, group in {
        "boss": "经理 經理 老板 上司 主管 领导 部长 マネージャー ボス 上長"
        " 상사 팀장 사장 매니저 부장",
        "spouse": "妻子 丈夫 老婆 老公 太太 妻 夫 奥さん 旦那 아내 남편 부인",
        "partner": "女朋友 男朋友 女友 男友 彼女 彼氏 恋人 여자친구 남자친구 애인",
        "gp": "家庭医生 医生 主治医 かかりつけ医 의사 주치의",
        "dentist": "牙医 歯医者 歯科医 치과의사 치과",
        "landlord": "房东 房東 大家さん 大家 집주인",
        "lawyer": "律师 弁護士 변호사",
        "accountant": "会计 会計士 税理士 세무사 회계사",
        "coach": "教练 コーチ 코치",
        "employer": "雇主 公司 勤務先 会社 직장 회사",
        "school": "学校 학교",
        "bank": "银行 銀行 은행",
        "number": "电话号码 电话 手机号码 手机号 手机 号码 电话号 電話番号 電話 携帯番号 携帯"
        " 전화번호 번호 전화",
        "address": "地址 住址 住所 주소",
        "password": "密码 パスワード 비밀번호",
        "email": "邮箱 メールアドレス メール 이메일",
        "car": "车 車 차",
    }.items()
    for word in group.split()
}
ROLE: Final = f"(?P<role>{'|'.join(sorted(SPACELESS_ROLES, key=len, reverse=True))})"
USER_SIGNS: Final = re.compile(
    "我们?|我的|咱们?|私たち|私|僕|俺|わたし|うち|저희|저|제|나|내|우리"
    "|用户|用戶|ユーザー|사용자|今|新しい|現在|现在|目前|新"
)
KIND_PATTERNS: Final[tuple[Mapping[str, re.Pattern[str]], ...]] = (
    {
        "spaces": re.compile("空格|スペース|스페이스|공백"),
        "tabs": re.compile("制表符|タブ|탭"),
    },
    {
        "tea": re.compile("茶|차를"),
        "coffee": re.compile("咖啡|コーヒー|커피"),
    },
    {
        "dark": re.compile("深色|暗色|ダークモード|다크"),
        "light": re.compile("浅色|亮色|ライトモード|라이트"),
    },
)
CHOICE_SIGNS: Final = re.compile("用|喝|使|飲|缩进|쓰|씁|써|사용|마시|마셔")
END_SIGNS: Final = re.compile(
    "不|没|戒|停|过敏|過敏|やめ|ない|ません|アレルギー|끊|않|안|못|알레르기"
    "|过了?$|ました$|었다$|했어요$"
)
"""Signs of a denial, an end, an allergy or an event: what one cannot give up."""


@dataclass(frozen=True, slots=True)
class PlacePattern:
    """How a language says where somebody is; it has the groups `who` and `value`."""

    matter: str
    aspect: Aspect
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class LifePattern:
    """How a language says in which state of a life somebody is; it has the group `who`."""

    matter: str
    value: str
    aspect: Aspect
    pattern: re.Pattern[str]


CHARGE_SIGNS: Final = re.compile(
    "负责|管理|领导|主管|主持|带领|担任|保管|掌管|組長|组长|队长|リーダー|担当|責任者|率い|主催|部長|管理"
    "|맡|담당|책임|팀장|리더|이끌|관리|운영"
)
"""Signs of somebody who is in charge of something."""
