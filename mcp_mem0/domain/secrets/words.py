"""Words for passwords, PINs and keys in many languages, and words that are said about them.

All are spelled as `normalise_spelling` writes them, so accents and letter forms do not count.
"""

from typing import Final

from mcp_mem0.domain.secrets.normalised import build_word_list, normalise_spelling


def _join_alternatives(*lines: str) -> str:
    return "|".join(normalise_spelling(line) for line in lines)


IN_ENGLISH: Final = r"pass ?word|pass ?code|pass ?phrase|passwd|pwd|pw"

# With the endings of case and possession.
IN_OTHERS: Final = _join_alternatives(
    r"pass ?wort|kennwort|losungswort|geheimwort|zugangscode|mots? de passe|phrase secrète",
    r"mdp|wi-?fi key|wpa\d? key|network key|wlan-?schlüssel",
    r"contraseña|clave|palabra clave|contrasenya|contrasinal|pasahitza|senha|palavra[ -]passe",
    r"parola d'ordine|codice d'accesso|wachtwoord|wagwoord|lösenord(?:et)?|adgangskoden?",
    r"kodeord(?:et)?|passord(?:et)?|lykilorð(?:ið)?|salasana(?:ni|si|nsa|mme)?|parool|salasõna",
    r"hasło|hasła|hasłem|heslo|heslem|hesla|jelszó|jelszava[mdk]?|jelszavunk|parol[aă]?(?:m|mız|sı|n)?",
    r"şifre(?:m|miz|si|n|niz)?|parol(?:um|umuz|im)?|lozinka|lozinku|zaporka|šifra|šifru|geslo",
    r"slaptažodis|parole|fjalëkalimi|kata sandi(?:ku|nya)?|kata laluan|sandi(?:ku|nya)?|mật khẩu",
    r"nenosiri|neno la siri|cyfrinair|pasfhocal|focal faire|pasvorto",
    r"парол[ьяюею]?|паролем|паролі|парола(?:та)?|лозинк[аиу]|шифра|құпиясөз|құпия сөз|нууц үг",
    r"κωδικ[όο]ς?(?: πρόσβασης)?|συνθηματικ[όο]|ה?סיסמ[הת]י?|ססמה|ססמא",
    r"كلمة (?:ال)?(?:مرور|سر)ي?|(?:ال)?باسورد|الرقم السري|رمز المرور",
    r"رمز عبور|گذرواژه|پسورد|پاس ورڈ",
    r"पासवर्ड|कूटशब्द|পাসওয়ার্ড|ਪਾਸਵਰਡ|પાસવર્ડ|கடவுச்சொல்|పాస్‌వర్డ్|ಪಾಸ್‌ವರ್ಡ್|പാസ്‌വേഡ്|මුරපදය",
    r"პაროლი|գաղտնաբառ(?:ը|ս)?|የይለፍ ቃል",
)
SPACELESS: Final = _join_alternatives(
    r"密码|密碼|口令|通行码|パスワード|パスコード|合言葉|비밀번호|패스워드|비번|암호",
    r"รหัสผ่าน|ລະຫັດຜ່ານ|ពាក្យសម្ងាត់|စကားဝှက်",
)
PIN: Final = _join_alternatives(
    r"\bPIN\b(?:[ -]?(?:[Cc]ode|[Nn]umber|[Nn]ummer|kode|kod(?:u|um)?|koodi(?:ni)?))?(?!\w)",
    r"\b(?i:my|our|his|her|card|atm|bank|sim|phone|debit|credit) pin\b",
    r"\b[Pp]in\b(?= ?[:=] ?\d)",
    r"\b[Pp]in[ -]?(?:[Cc]ode|[Nn]umber|[Nn]ummer|kod(?:u|um)?|koodi(?:ni)?)\b",
    r"\b[Cc]ode PIN\b|\b[Cc][óo]digo PIN\b|\bПИН(?:-?код)?\b|\bпин-?код\b",
    r"\b(?i:(?:door|gate|alarm|entry|access|unlock|safe|garage|lock|keypad|voicemail|backup|recovery"
    r"|verification|one-time|2fa|otp|sim|screen|entrance|lift|elevator|locker|house|building|phone"
    r"|tür|haustür|zugangs|alarm)[ -]?(?:code|combination))\b",
)
SPACELESS_PIN: Final = _join_alternatives(
    r"暗証番号|暗証コード|密码锁|取款密码|支付密码|비밀번호|핀번호|รหัสพิน|พิน"
)
KEY: Final = _join_alternatives(
    r"(?:api|access|private|account|auth\w{0,12}|encryption|secret|signing|licen[cs]e|product|webhook"
    r"|activation|master|client|session|bearer|refresh|deploy|service|recovery|storage|wallet|bot|ssh"
    r"|app|admin|publishing|registry|integration)[ _-]?(?:key|token|secret)",
    r"token|secret|cookie",
    r"(?:lizenz|produkt|zugangs|geheim|api-?)schlüssel|clé (?:api|secrète|d'api)",
    r"clave (?:api|de api|secreta)|chave (?:de )?api|chiave (?:api|segreta)|klucz api",
    r"jeton|sleutel",
    r"(?:api[- ])?ключ|токен|密钥|密鑰|秘钥|令牌|トークン|토큰|مفتاح|anahtar(?:ım|ı)?|nyckel",
)

MINE: Final = _join_alternatives(
    r"من|ما|شما|الخاصة بي|mea|mia|mio|saya|aku|của tôi|im|yangu|langu|benim",
    r"мой|моя|мне|meu|minha|mea este",
)

# What may be between the word and the secret.
IS: Final = _join_alternatives(
    r"is now|is still|is|was|are|becomes|became|reads|equals|ist|lautet|war|heisst|est",
    r"était|es|era|é",
    r"luidt|är|lyder|er|on|to jest|to|jest|brzmi|je|zní|este|e|yra|ir|adalah|ialah|yaitu|là|ni",
    r"është|yw|da|estas|это|был|теперь|це|є|е|је|είναι|ειναι|היא|הוא|זה|هي|هو|كان|است|ہے",
    r"คือ|เป็น|ແມ່ນ|គឺ|olarak|['’]s",
)
SIGNS: Final = r"[:=]{1,2}>?|(?<!\d)-{1,2}>?|-{1,2}>?(?!\d)|→|⇒|➜"
PARTICLES: Final = _join_alternatives(
    r"是|为|為|就是|改成|改为|设为|は|が|を|って|은|는|이|가|คือ|เป็น|ของฉันคือ|ແມ່ນ|គឺ|:|="
)
CHANGED: Final = _join_alternatives(
    r"chang|\bset\b|setting|reset|updat|switch|renew|rotat|geänder|gesetzt|gewechsel|changé|cambi",
    r"mudei|alter|zmieni|změn|измен|смен|zmien|ändra|endret|ændre|vaihd|değiş|ubah|đổi|ganti|chosen",
)
TO: Final = _join_alternatives(
    r"to|auf|zu|para|por|en|na|на|till|til|naar|a|en|thành|jadi|menjadi|be"
)

# Words that may follow "password" before the secret: any other noun makes another thing of it.
CONNECTING: Final = frozenset(
    build_word_list(
        "for to of at on in from with by here there now today again still currently always then is",
        "was are isn wasn i we you he she they it",
        "my our your his her their that which who has had have",
        "used set chosen changed given needed required works worked stays remains became becomes",
        "will would must should can could may might and or but",
    )
)
# What is said about a password without revealing it, beside words that end like a participle.
STATES: Final = frozenset(
    normalise_spelling(word)
    for line in (
        "always bad correct different empty fine from gone good here incorrect insecure invalid",
        "just known long longer lost mandatory never none only optional public really right safe",
        "same secret secure short simple sometimes still stolen strong that there this unknown",
        "unsafe valid weak what with wrong your not also very too easy hard confidential private",
        "temporary blank ready old new missing written between about under inside behind",
        "field string text case-sensitive visible hidden due on in at the again too next",
        "falsch richtig sicher unsicher geheim abgelaufen gesperrt vergessen unbekannt leer",
        "neu alt",
        "incorrecta correcta segura secreta vacía nueva perdue perdu faux incorrect obligatoire",
        "errata sbagliata segreta onjuist verkeerd veilig geheim fel säker hemligt błędne tajne",
        "неверный верный секретный",
    )
    for word in line.split()
)
STATE_ENDINGS: Final = ("ed", "ing", "able", "ible", "less")

# Password managers are not passwords.
MANAGERS: Final = frozenset(
    build_word_list(
        "keepass keepassx keepassxc keepassdx keepass2android keeweb lastpass nordpass roboform",
        "1password bitwarden vaultwarden dashlane enpass keeper keepersecurity protonpass",
        "gopass passbolt psono padloc buttercup strongbox keychain icloud icloud-keychain",
        "passwordsafe password-safe pwsafe stickypassword sticky-password truekey myki zoho-vault",
        "logmeonce passpack teampass passwarden safeincloud lesspass kwallet seahorse",
        "gnome-keyring",
        "apple-passwords samsung-pass proton-pass google-passwords",
        "hashicorp cyberark delinea thycotic akeyless infisical doppler conjur heylogin",
        "uniqkey hypervault securden dropbox-passwords yubikey authy aegis ente raivo",
    )
)
# Names of algorithms look random, too.
METHODS: Final = (
    r"(?i)(?:sha|md|base|utf|aes|rsa|argon|bcrypt|scrypt|pbkdf|oauth|oidc|saml|t?otp|2fa|mfa|fido|u2f"
    r"|x\.?509|ipv|http|web|ntlm|sso|wpa|wep|api|v)-?_?\d{0,4}(?:-?\d{1,4}|[a-z]?)"
    r"(?:-(?:hashed|encoded|encrypted|based|protected|compatible|only|secured|salted))?"
)

HINTS: Final = build_word_list(
    "mdp wifi wi-fi wpa wlan network kennwort losungswort",
    "geheimwort zugangscode passe secrète contrase contrasi clave pasahitza",
    "senha parola codice wachtwoord wagwoord lösenord adgang kodeord lykilorð salasana parool",
    "salasõna hasło hasła hasłem heslo hesla heslem jelsz parol şifre lozink zaporka šifr geslo",
    "slaptažodis fjalëkalimi sandi laluan khẩu nenosiri siri cyfrinair pasfhocal faire pasvorto",
    "парол лозинк шифра құпия нууц κωδικ συνθηματικ סיסמ ססמ كلمة باسورد السري رمز گذرواژه پسورد",
    "پاس पासवर्ड कूटशब्द পাসওয়ার্ড ਪਾਸਵਰਡ પાસવર્ડ கடவுச்சொல்",
    "పాస్‌వర్డ్ ಪಾಸ್‌ವರ್ಡ್ പാസ്‌വേഡ് මුරපදය პაროლი գաղտնաբառ",
    "የይለፍ",
)
SPACELESS_HINTS: Final = tuple(SPACELESS.split("|"))
KEY_HINTS: Final = build_word_list(
    "key token secret cookie schlüssel clé clave chave chiave klucz jeton sleutel ключ токен",
    "密钥 密鑰",
    "秘钥 令牌 トークン 토큰 مفتاح anahtar nyckel",
)
PIN_HINTS: Final = build_word_list(
    "pin пин 暗証 密码锁 取款 支付 비밀번호 핀번호 พิน code combination"
)
