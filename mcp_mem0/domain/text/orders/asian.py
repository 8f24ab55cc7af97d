"""Orders to forget in Hindi, Vietnamese and Indonesian; others lend a few words."""

from typing import Final

from mcp_mem0.domain.text.orders.grammar import Grammar

HINDI: Final = Grammar(
    imperatives="भूल जाओ|भूल जाइए|भूल जाइये|भूल जा|भूल जाएं|भूल जाना|भूलो|भुला दो|भुला दीजिए"
    "|मिटा दो|मिटा दीजिए|मिटाओ|मिटा दें|मिटा देना|मिटाइए|हटा दो|हटा दीजिए|हटाओ|हटा दें|हटाइए"
    "|डिलीट करो|डिलीट कर दो|डिलीट करें|डिलीट कर दीजिए|साफ कर दो|साफ करो|साफ कर दीजिए|नष्ट कर दो"
    "|नष्ट करो|भुला दें|खाली कर दो|रीसेट कर दो|रीसेट करो|भूल जाएँ|मिटा डालो|साफ करें|ভুলে যাও"
    "|ভুলে যান|মুছে ফেলো|মুছে ফেলুন|মুছে দাও|মুছে দিন|بھول جاؤ|بھول جائیں|مٹا دو|حذف کرو"
    "|حذف کر دو|भूल जाने|मिटा देने|மறந்துவிடு|மறந்து விடு|அழித்துவிடு|நீக்கு|ਭੁੱਲ ਜਾਓ|भूलिए",
    infinitives="भूलना|मिटाना|हटाना|मिटानी|हटानी|मिटाने|हटाने|डिलीट करना|डिलीट करनी|भूल जाना"
    "|मिटा देना|हटा देना|मिटा देनी|हटा देनी|भूलनी|मिटा|हटा|भूल|भुला|डिलीट|मिटाया|हटाया|भुलाया",
    loose="अनदेखा*|नज़रअंदाज़*|फेंक*|উপেক্ষা*|अनदेखी*|याद मत*|ध्यान मत|नजरअंदाज*|छोड़ दो",
    gone="मिटाया|मिटाई|हटाया|हटाई|मिटाए|हटाए|डिलीट|नष्ट|भुलाया|मिटा|हटा|मिट|भुला",
    requests="तुम्हें|आपको|तुझे|कृपया|मैं चाहता हूं ~ तुम|मैं चाहता हूँ ~ तुम|क्या आप|क्या तुम"
    "|मैं चाहती हूं ~ तुम|मैं चाहती हूँ ~ तुम|आपसे|तुमसे|ज़रा|जरा|सकते हैं|सकते हो|सकती हैं"
    "|तुम सब|आप सब|मैं चाहता हूँ कि तुम|मैं चाहता हूँ कि आप|चाहता हूं कि|क्या यह संभव|निवेदन है"
    "|आपसे अनुरोध|तुमसे अनुरोध|मेहरबानी|दया करके|सुनिश्चित|तुम्हें चाहिए|अनुरोध करता हूँ कि"
    "|अनुरोध करता हूं कि|अनुरोध करती हूँ कि|अनुरोध करती हूं कि|विनती|प्रार्थना",
    duties="चाहिए|होगा|होगी|होंगे|पड़ेगा|पड़ेगी|ज़रूरी|जरूरी|जाना|जाए|जाएं|जाएँ|जानी|आवश्यक"
    "|अनुरोध|मांग|चाहता हूँ|चाहता हूं|कहा|अब से",
    governors="फैसला|पड़ा|पड़ी|निर्णय|तय|फैसला किया|निर्णय किया|फ़ैसला|चाहता हूँ हटाना",
    subjects="मैं|मैंने|हम|हमने|उसने|उन्होंने|वह|वे|मुझे|हमें|उन्हें|उसे|ने",
    own="मेरा|मेरी|मेरे|हमारा|हमारी|हमारे|अपना|अपने|उसका|उसकी|उनका",
    total="सब|सभी|सारी|सारा|सारे|पूरी|पूरा|हर|कुछ|सबकुछ|कोई|तमाम|समस्त|पूर्णतः|সব|সমস্ত|سب|تمام",
    memory="याददाश्त|मेमोरी|यादें|याद|जानकारी|जानकारियाँ|तथ्य|डेटा|रिकॉर्ड|नोट्स|স্মৃতি|তথ্য"
    "|स्मृति|जानकारियां|सूचना|विवरण|यादों|जानकारियों",
    known="जानते हो|जानती हो|जानते हैं|जानती हैं|जानता है|पता है|मालूम है|तुम्हारी याददाश्त"
    "|आपकी याददाश्त|अपनी याददाश्त|अपनी मेमोरी|तुम्हारी मेमोरी|आपकी मेमोरी|अपनी स्मृति|मैंने कहा"
    "|मैंने बताया|बताया है|याददाश्त|मेमोरी|याद है|अपने रिकॉर्ड|तुम जानते|आप जानते",
    asides="जैसा कि ~ जानते हैं|जैसा कि ~ जानते हो|जैसे कि ~ जानते हो|जैसे कि ~ जानते हैं"
    "|जैसा कि ~ पता है|जैसा तुम जानते हो|जैसा आप जानते हैं|तुम जानते हो कि|आप जानते हैं कि"
    "|जैसा कि ~ जानती हो|जैसा कि ~ जानती हैं",
    ignorance="तुम ~ नहीं जानते|आप ~ नहीं जानते|तुम ~ नहीं जानती|तुम्हें ~ नहीं|आपको ~ नहीं"
    "|तुम ~ याद नहीं|नहीं जानते हो|आप ~ नहीं जानतीं|नहीं जानते|नहीं पता|नहीं पहचानते|याद नहीं",
    nothing="कुछ|कुछ भी|कोई|कभी|मुझे नहीं|कौन हूँ|कौन हूं",
    void="गलत|ग़लत|झूठ|अमान्य|रद्द|पुराना|खाली|झूठी|बेकार|याददाश्त से|मेमोरी से",
    negations="मत|नहीं|ना|न",
    fillers="कृपया|अब|और|या|तो|अभी|तुरंत|नमस्ते|सहायक|claude|बस|फिर|हाँ|नहीं|ज़रा|प्लीज़|जल्दी",
    is_free=True,
)

VIETNAMESE: Final = Grammar(
    imperatives="hãy quên|hãy xóa|hãy xoá|hãy loại bỏ|xóa bỏ|quên hết|quên sạch|xóa hết"
    "|xoá hết|xóa sạch|xoá sạch|quên đi|quên tất cả|quên mọi|quên toàn bộ|quên những gì"
    "|xóa tất cả|xóa mọi|xóa toàn bộ|xóa bộ nhớ|xóa trí nhớ|xóa ký ức|xóa những gì|xóa dữ liệu"
    "|xóa thông tin|bỏ qua mọi|bỏ qua tất cả|bỏ hết|loại bỏ tất cả|quên ~ đi|xóa ~ đi|đừng nhớ"
    "|đừng để ý|làm lại từ đầu|bắt đầu lại từ đầu|coi như chưa từng|hãy coi như|xin quên|xin xóa"
    "|xóa khỏi|xóa địa chỉ|xóa tên|xóa số",
    infinitives="quên|xóa|loại bỏ|tẩy|xóa bỏ",
    loose="bỏ|xóa|quên|dẹp|hủy|huỷ|gỡ|vứt|quẳng|bỏ qua|phớt lờ|tẩy|loại|đặt lại|làm trống"
    "|xem như|không nhớ|đừng giữ|đừng lưu",
    gone="bị xóa|được xóa|bị quên|xóa bỏ|bị loại bỏ|bị hủy|biến mất|được xoá|bị xoá|phải xóa"
    "|cần xóa|sót lại|còn lại",
    requests="bạn phải|bạn cần|bạn nên|bạn hãy|bạn có thể|anh phải|em phải|mày phải|vui lòng"
    "|làm ơn|xin hãy|xin vui lòng|tôi muốn bạn|tôi yêu cầu bạn|yêu cầu bạn|đề nghị bạn"
    "|tôi cần bạn|ra lệnh cho bạn|bạn được yêu cầu|nhờ bạn|bảo bạn|mong bạn|bạn làm ơn|cậu phải"
    "|cậu hãy|bạn được|tôi mong bạn|liệu bạn|tôi muốn anh|tôi muốn em|hệ thống phải|trợ lý phải"
    "|bạn vui lòng|có thể nào|phiền bạn|nhờ anh|hãy đảm bảo|bạn bị yêu cầu|liệu bạn có thể"
    "|mong anh|nhiệm vụ của bạn|tôi yêu cầu|tôi đề nghị|yêu cầu xóa",
    duties="phải|cần|nên|hãy|cần phải|đến lúc|bắt buộc|cần được|phải được|yêu cầu|đòi|từ giờ"
    "|từ nay|đề nghị|muốn|nói rằng",
    governors="quyết định|đã|vừa|định|muốn|sẽ|buộc phải|chọn|đành|phải nhờ|lỡ|đang",
    subjects="tôi|mình|anh ấy|chị ấy|chúng tôi|chúng ta|cô ấy|ông ấy|bà ấy|nó|tớ|em|anh|chị|bác sĩ",
    own="của tôi|của mình|của chúng tôi|của anh ấy|của cô ấy",
    total="tất cả|mọi|hết|toàn bộ|sạch|bất cứ|bất kỳ|hoàn toàn|tất|cả|không còn gì",
    memory="bộ nhớ|trí nhớ|ký ức|dữ liệu|thông tin|sự kiện|ghi chú|hồ sơ|dữ kiện|kiến thức"
    "|ghi nhớ|dấu vết|mọi thứ về|tất cả về|những gì về|mọi điều về",
    known="bạn ~ biết|bộ nhớ của bạn|bộ nhớ|trí nhớ của bạn|ký ức của bạn|trí nhớ|bạn nhớ"
    "|bạn đã lưu|bạn đã học|kiến thức của bạn|dữ liệu của bạn|anh biết về|em biết về|gì tôi ~ nói"
    "|điều tôi ~ nói|tôi ~ nói với bạn|tôi ~ kể với bạn|gì tôi ~ kể|gì mình ~ nói",
    asides="như ~ bạn ~ biết|như ~ anh ~ biết|như ~ chị ~ biết|bạn biết rằng|bạn biết là"
    "|như mọi người ~ biết|bạn biết đấy",
    ignorance="bạn không ~ biết|bạn chẳng ~ biết|bạn không ~ nhớ|bạn không ~ quen"
    "|bạn không còn ~ nhớ|bạn chưa ~ biết|trong bộ nhớ của bạn|bạn không còn ~ biết"
    "|bạn không có ~ ký ức",
    nothing="gì|gì cả|điều gì|ai|bất cứ|chút|ký ức nào|thông tin nào|trống|chưa bao giờ"
    "|tôi là ai|không quen tôi|không biết tôi",
    void="sai|vô hiệu|lỗi thời|hết hạn|giả|dối trá|trống|không đúng|không còn đúng"
    "|không hợp lệ|khỏi bộ nhớ|khỏi trí nhớ|ra khỏi bộ nhớ",
    negations="không|đừng quên|đừng xóa|chưa|chẳng|không được quên|đừng",
    fillers="hãy|làm|ơn|vui|lòng|xin|bây|giờ|và|hoặc|rồi|ngay|lập|tức|chào|trợ|lý|claude|chỉ"
    "|sau|đó|bạn|ạ|nhé|ok|thôi|phải|nên|cần|từ",
)

INDONESIAN: Final = Grammar(
    imperatives="lupakan|lupakanlah|hapus|hapuskan|hapuslah|padamkan|hilangkan|musnahkan"
    "|buang semua|mulai dari nol|mulai dari awal|anggap kamu tidak|anggap saja tidak|kalimutan"
    "|burahin|sahau|futa|harro|fshi|დაივიწყე|წაშალე|մոռացիր|ջնջիր|limutin|tanggalin|padam"
    "|bersihkan|singkirkan|tolong lupa*|tolong hapus*|musahau|lupain|hapusin|kosongkan",
    infinitives="melupakan|menghapus|menghapuskan|membuang|mengosongkan|memadamkan"
    "|menghilangkan|membersihkan|kusahau|kufuta|kalimutan|lupa|dihapus",
    loose="abaikan|buang|kosongkan|hilangkan|balewalain|ondoa|puuza|bersihkan|batalkan|reset"
    "|setel|jangan ingat|jangan simpan|cabut|copot",
    gone="dihapus|dihapuskan|dilupakan|dibuang|dimusnahkan|dihilangkan|dikosongkan|dipadam*"
    "|terhapus|dipadamkan|hilang|lenyap|penghapusan|tersisa|dihapus semua",
    requests="kamu ~ harus|anda ~ harus|kau ~ harus|engkau harus|kamu wajib|anda wajib"
    "|kamu perlu|anda perlu|kamu sebaiknya|anda sebaiknya|tolong|mohon|silakan|harap|bisakah"
    "|bisakah kamu|bisakah anda|dapatkah|maukah|saya ingin kamu|saya mau kamu|aku mau kamu"
    "|aku ingin kamu|saya minta kamu|saya minta anda|kuminta|kamu boleh|anda boleh"
    "|saya ingin anda|saya perintahkan|kamu mesti|awak mesti|kamu disuruh|kamu diminta"
    "|bisa tolong|agar kamu|supaya kamu|lu harus|boleh tolong|bisa kamu|bisa anda|bolehkah"
    "|aku minta kamu|kuharap kamu|aku harap kamu|saya harap kamu|saya harap anda|sudikah"
    "|kamu seharusnya|apakah kamu bisa|apakah anda bisa|apakah mungkin|bolehkah kamu"
    "|bolehkah anda|bersediakah|sudilah|pastikan|anda diminta|tugasmu|minta tolong|kalau bisa",
    duties="harus|wajib|perlu|sebaiknya|seharusnya|mesti|hendaknya|harap|mohon|saatnya"
    "|hendaklah|meminta|minta|menuntut|mulai sekarang|ingin agar|ingin supaya|menyuruh|bilang"
    "|memohon",
    governors="memutuskan|memilih|terpaksa|sudah|telah|baru|baru saja|berhasil|ingin|mau|akan"
    "|hendak|berencana|sempat|pernah|tadi",
    subjects="saya|aku|kami|kita|dia|mereka|ia|beliau|dokter",
    own="saya|kami|kita|dia|mereka|ku|nya",
    total="semua|semuanya|seluruh|seluruhnya|segala|segalanya|setiap|apa pun|apapun|lahat|yote"
    "|zote|total|sepenuhnya|semua yang|apa saja",
    memory="ingatan|ingatanmu|memori|memorimu|fakta|data|informasi|catatan|pengetahuan"
    "|kenangan|rekaman|maklumat|kumbukumbu|taarifa|entri|memorinya|dataku|data saya|datanya"
    "|ingatanku|informasiku|semua tentang|semua hal tentang|segala sesuatu tentang"
    "|apa pun tentang",
    known="yang kamu ~ tahu|yang anda ~ tahu|yang kau ~ tahu|kamu ketahui|anda ketahui"
    "|kau ketahui|ingatanmu|ingatan anda|ingatan kamu|memorimu|memori anda|memori kamu"
    "|yang aku ~ katakan|yang saya ~ katakan|yang kamu ingat|yang anda ingat|yang kamu simpan"
    "|yang anda simpan|pengetahuanmu|datamu|catatanmu|kamu pelajari|awak tahu"
    "|yang saya ~ ceritakan|yang aku ~ ceritakan|dari ingatan|dari memori",
    asides="seperti ~ kamu ~ tahu|seperti ~ anda ~ tahu|seperti ~ anda ketahui"
    "|seperti ~ kau ~ tahu|seperti ~ kamu ketahui|kamu tahu bahwa|kamu tahu kalau|anda tahu bahwa"
    "|seperti diketahui",
    ignorance="kamu ~ tidak ~ tahu|anda ~ tidak ~ tahu|kau ~ tidak ~ tahu|kamu ~ tidak ~ ingat"
    "|anda ~ tidak ~ ingat|kamu ~ tidak ~ mengenal|anda ~ tidak ~ mengenal|kamu tidak mengetahui"
    "|anda tidak mengetahui|kamu ~ nggak ~ tahu|kamu ~ gak ~ tahu|di ingatanmu"
    "|kamu ~ tidak ~ kenal",
    nothing="apa apa|apapun|apa pun|sama sekali|satu pun|siapa|kosong|tidak kenal|mengenal"
    "|siapa saya|siapa aku|tidak mengenal saya|tidak mengenal aku|tidak kenal saya",
    void="salah|tidak benar|tidak berlaku|usang|batal|bohong|kosong|palsu|kedaluwarsa"
    "|dari ingatanmu|dari memorimu|dari ingatan anda|dari memori anda|dari ingatan kamu"
    "|dari memori",
    negations="jangan|tidak|bukan|belum|tak|nggak|gak|jangan sampai",
    fillers="tolong|mohon|sekarang|lalu|dan|atau|segera|langsung|halo|hai|asisten|claude|saja"
    "|kemudian|harap|silakan|ya|tidak|coba|please|dong|ayo|mulai",
)

GRAMMARS: Final = (
    HINDI,
    VIETNAMESE,
    INDONESIAN,
)
