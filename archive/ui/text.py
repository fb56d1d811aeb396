"""Every word the page says, in Vietnamese; those of comparing are in `compare_text`. No other file holds any."""

from __future__ import annotations

ARCHIVE = "Kho văn bản"
CONTENTS = "Các trang"
SEARCH, READ, COMPARE, ADD = "Tìm kiếm", "Đọc", "So sánh", "Nạp tài liệu"
BASKET, MISSING = "Giỏ trích dẫn", "Văn bản chưa có trong kho"
SKIP = "Đến nội dung chính"

# Values
MONTH, YEAR = "tháng", "năm"
NO_DATE = "không rõ ngày"
NO_TITLE = "(không có trích yếu)"
NO_NUMBER = "chưa có số"
UNREAD_NUMBER = "không đọc được số"
UNKNOWN = "không rõ"
NOT_PRINTED = "không in trên văn bản"
DOUBTFUL = "cần kiểm tra"
PAGE = "tr."
TO_PLACE = "xem"

FIELDS = {
    "doc_type": "Tên loại",
    "number": "Số, ký hiệu",
    "symbol": "Ký hiệu",
    "date": "Ngày ban hành",
    "place": "Địa danh",
    "issuer": "Cơ quan ban hành",
    "issuer_parent": "Cơ quan chủ quản",
    "title": "Trích yếu",
    "signer": "Người ký",
    "signer_position": "Chức vụ người ký",
    "authority_chain": "Thể thức ký",
    "recipients": "Nơi nhận",
    "period": "Kỳ báo cáo",
    "urgency": "Độ khẩn",
    "secrecy": "Độ mật",
    "draft": "Dự thảo",
    "language": "Ngôn ngữ",
    "year": "Năm",
}
STATUSES = {
    "printed": "in trên văn bản",
    "partial": "in chưa đủ",
    "inferred": "suy ra từ chỗ khác",
    "blank": "để trống trên văn bản",
    "absent": "không thấy trên văn bản",
    "illegible": "không đọc được",
    "confirmed": "người dùng đã xác nhận",
    "corrected": "người dùng đã sửa",
}

# Search
SEARCH_TITLE = "Tìm trong kho văn bản"
SEARCH_LABEL = "Từ cần tìm"
SEARCH_BUTTON = "Tìm"
SEARCH_HINT = "Nội dung, số hiệu, cơ quan, người ký…"
FINDER = {
    "label": SEARCH_LABEL,
    "placeholder": SEARCH_HINT,
    "button": SEARCH_BUTTON,
    "suggestions": "Gợi ý",
    "count": "{n} gợi ý, dùng phím mũi tên để chọn",
    "save": "Lưu tìm kiếm",
    "copy": "Chép liên kết",
    "copied": "Đã chép liên kết.",
    "saved": "Tìm kiếm đã lưu",
    "recent": "Vừa tìm",
    "name": "Tên",
    "keep": "Lưu",
    "kept": "Đã lưu trong trình duyệt này.",
    "refused": "Trình duyệt không cho lưu.",
    "cancel": "Thôi",
    "rename": "Đổi tên",
    "remove": "Xóa",
    "removed": "Đã xóa.",
    "removeall": "Xóa tất cả",
}
SUGGESTIONS = {
    "number": "Số hiệu",
    "word": "Từ",
    "subject": "Trích yếu",
    "issuer": "Cơ quan",
    "signer": "Người ký",
}
SUGGESTED_COUNT = "{count} văn bản"
ANSWER = {"loading": "Đang lấy…", "failed": "Không lấy được. Thử lại sau."}
FILTERS = "Bộ lọc"
SKIP_FILTERS = "Bỏ qua bộ lọc, đến kết quả"
SHOW_FILTERS = "Hiện bộ lọc"
RESULTS = "Kết quả"
FACETS = {
    "issuer": "Cơ quan ban hành",
    "under": "Thuộc",
    "year": "Năm",
    "doc_type": "Tên loại",
    "signer": "Người ký",
    "period": "Kỳ báo cáo",
    "place": "Địa danh",
}
FIND = "Tìm trong danh sách"
FIND_VALUE = "Tìm trong danh sách {facet}"
EXCLUDE = "trừ"
UNTIL = "đến {day}"
WITH_FORMER = "gồm cơ quan tiền thân"
ALL_UNDER = "Cả các cơ quan trực thuộc"
WITH_UNDER = "{name} và các cơ quan trực thuộc"
VALUES = "{count} mục"
YEAR_COUNT = "{year}: {count} văn bản"
FIRST_YEAR, LAST_YEAR = "Từ năm", "Đến năm"
FILTER = "Lọc"
ONLY_WITH = "Chỉ văn bản có"
CERTAIN = {"so": "số, ký hiệu chắc chắn", "ngay": "ngày ban hành chắc chắn"}
MORE_VALUES = "Xem thêm"
CHOSEN = "Đang lọc"
DROP = "bỏ lọc"
DROP_EXCLUDED = "thôi trừ"
DROP_ALL = "Bỏ tất cả bộ lọc"
SORT = "Thứ tự"
SORTS = {"": "Liên quan", "moi": "Mới nhất", "cu": "Cũ nhất", "cq": "Cơ quan"}
ALL_WORDS = "Phải có đủ các từ"
IS_ON, IS_OFF = "đang bật", "đang tắt"
LIST = "Tải danh sách"
LIST_KINDS = {"csv": "CSV", "xlsx": "XLSX"}
LIST_NAME, LIST_SHEET = "danh-sach-van-ban", "Văn bản"
LIST_COLUMNS = (
    "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Tên loại", "Trích yếu", "Người ký", "Ghi chú", "Liên kết",
)  # fmt: skip
LIST_CUT = "Danh sách chỉ có {shown} văn bản đầu trong {count} văn bản tìm thấy. Lọc bớt rồi tải lại để có đủ."
NO_SUCH_LIST = "Chỉ có dạng csv và xlsx."
MORE_PASSAGES = "Xem thêm {count} đoạn"
STILL_MORE = "Xem thêm các đoạn khác"
WHY = "Vì sao có kết quả này"
FOUND_BY = {
    "number": "Đúng là văn bản số",
    "subject": "Trích yếu đúng là",
    "figure": "Có số liệu",
    "phrase": "Có đúng cụm",
    "near": "Có gần nhau các từ",
    "prefix": "Có từ bắt đầu bằng",
    "word": "Có",
    "short": "Có dạng khác của chữ viết tắt:",
    "as_typed": "Có đúng chữ đã gõ",
    "filter": "Thuộc",
    "told": "Khớp",
    "close": "{count} từ đã gõ đứng gần nhau trong một đoạn",
}
FOUND_BY_CITATION = "Có viện dẫn văn bản số"
FOUND_BY_TYPED = " (đã gõ “{typed}”)"
FOUND_IN = {
    "own_number": "số của văn bản",
    "cited": "{count} lần",
    "title": "{count} lần trong trích yếu",
    "body": "{count} lần trong nội dung",
    "bare": "{count} lần trong nội dung, khác dấu",
    "fact": "trong thông tin văn bản",
}
NOT_THERE = "Không có trong văn bản này"
FITS_FILTERS = "Văn bản này thuộc mọi bộ lọc đang chọn."
TWINS = "Còn {count} bản gần giống"
APART = "Hiện từng bản một"
FOLDED = "đã gộp {count} bản gần giống"
FOLDED_AGAIN = "Gộp các bản gần giống"
PAGES = "Trang kết quả"
PREVIOUS_PAGE, NEXT_PAGE = "Trang trước", "Trang sau"
FOUND = "{count} văn bản"
FOUND_PAGE = "{count} văn bản, trang {page}/{last}"
IN_ARCHIVE = "Trong kho có {count} văn bản"
EMPTY_ARCHIVE = "Kho chưa có văn bản nào."
EMPTY_ARCHIVE_HELP = "Vào trang Nạp tài liệu để đưa tệp vào kho."
RECENT = "Mới nạp vào kho"
ALL_DOCUMENTS = "Xem tất cả {count} văn bản"
HOW = "Cách tìm"
HOW_ROWS = (
    ("giải ngân đầu tư công", "gõ có dấu hay không dấu đều được"),
    ("52/NQ-HĐND", "số hiệu, viết cách nào cũng được"),
    ('"xây dựng nông thôn mới"', "đúng cụm từ trong ngoặc kép"),
    ("đầu tư -điện", "bỏ văn bản có từ đứng sau dấu trừ"),
    ("y tế HOẶC giáo dục", "có một trong hai (gõ OR cũng được)"),
    (
        "kế hoạch năm:2024 loại:báo cáo",
        "chỉ trong năm và loại đã ghi; cũng vậy với cơ quan:, người ký:, số:, trích yếu:",
    ),
)
SEARCHED, AS_TYPED = "Đang tìm", "tìm đúng chữ đã gõ"
EXACTLY, REPAIR = "Đang tìm đúng chữ đã gõ", "để kho sửa lỗi gõ"
ALSO_SEARCHED, NO_EXPANSION = "Cũng tìm", "không mở rộng chữ viết tắt"
NOT_EXPANDED, EXPAND = "Chữ viết tắt để nguyên như đã gõ", "tìm cả dạng đầy đủ"
NOTHING = "Không tìm thấy văn bản nào."
TRIED = "Đã tìm"
NEAR = "Có phải anh chị muốn tìm:"
LOOSEN = "Thử bớt điều kiện:"
WOULD_FIND = "({count} văn bản)"
NOT_ALL_WORDS = "Không cần đủ các từ"
DROP_FILTER = "Bỏ lọc {name}"
DROP_EXCLUSION = "Thôi trừ {name}"
AS_WORDS = "Tìm “{words}” như từ thường"
DROP_QUOTES = "Bỏ ngoặc kép quanh “{words}”"
DROP_PLUS = "Không bắt buộc có “{words}”"
DROP_MINUS = "Không loại “{words}”"
DROP_DEMANDS = "Chỉ tìm các từ, không kèm điều kiện nào"
NOTHING_HELP = (
    "Kiểm tra chính tả, hoặc gõ ít từ hơn.",
    "Thử từ khác cùng nghĩa; bỏ ngoặc kép nếu không cần đúng cả cụm.",
    "Nếu tìm theo số hiệu, chỉ gõ số và chữ viết tắt, ví dụ 52/NQ-HĐND.",
)
NOTHING_FILTERED = "Tìm không có bộ lọc"
PAST_THE_END = "Không còn kết quả ở trang này."
FIRST_PAGE = "Về trang đầu"
OPEN_BESIDE = "So sánh với…"

# Reader
NOT_FOUND = "Không có văn bản này trong kho."
NOT_FOUND_HELP = "Có thể địa chỉ đã gõ thiếu, hoặc văn bản được nạp vào kho khác."
TO_SEARCH = "Về trang tìm kiếm"
PART_SCANNED = "số, ngày đọc từ ảnh quét: cần đối chiếu với bản gốc"
PART_FOUND = "Trong tệp này có {title}"
OPEN_ORIGINAL = "Mở tệp gốc"
DOWNLOAD = "Tải tệp gốc"
NO_NUMBER_CITED = "không rõ số nên không tìm được trong kho"
WHO_CITES = "ai viện dẫn"
MISSING_HELP = "Kho chưa có văn bản này; biết đến nó qua các văn bản viện dẫn dưới đây."
CITED_IN = "{count} văn bản viện dẫn"
NOBODY_CITES = "Không có văn bản nào trong kho viện dẫn văn bản này."
CITES, CITED_BY = "Văn bản này viện dẫn", "Văn bản viện dẫn văn bản này"
SERIES, SIMILAR = "Cùng loại, kỳ khác", "Nội dung tương tự"
BATCH = "Cùng kỳ họp, cùng đợt"
WHY_RELATED = {
    "previous": "kỳ trước: {detail}",
    "next": "kỳ sau: {detail}",
    "nearest-before": "kỳ gần nhất trước đó: {detail}",
    "nearest-after": "kỳ gần nhất sau đó: {detail}",
    "year-before": "cùng kỳ năm trước: {detail}",
    "other-period": "kỳ khác: {detail}",
    "session": "cùng ngày, cùng nhắc {detail}",
    "consecutive": "cùng ngày, số liền nhau",
    "copy": "gần như cùng một bản (trùng {detail}% cụm từ)",
    "draft": "bản dự thảo của văn bản này (trùng {detail}% cụm từ)",
    "final": "bản chính thức của dự thảo này (trùng {detail}% cụm từ)",
    "version": "bản khác của cùng văn bản (trùng {detail}% cụm từ)",
}
WHERE_CITED = "xem chỗ viện dẫn"
NOT_IN_ARCHIVE = "chưa có trong kho"
CHECK_PAGES = "Kiểm tra, tách văn bản"
BOUND_IN, BOUND_HERE, CITES_PART = "trong tệp “{title}”", "trong chính tệp này", "dẫn {title} trong tệp này"
OPEN, BESIDE = "Mở", "Mở cạnh nhau"
LIKENESS = ((0.5, "rất giống"), (0.2, "gần giống"), (0.08, "cùng chủ đề"), (0.0, "ít giống"))
"""What the share of equal runs of words is called: two periods of one series share 0.1 to 0.4 in the samples, one
subject by two bodies 0.08 to 0.15, and other pairs less (docs/measurements.md)."""
NO_RELATED = "Chưa tìm thấy văn bản liên quan trong kho."

# Corrections
CORRECT = "Sửa thông tin của văn bản này"
CORRECT_HELP = "Ghi đúng như in trên văn bản. Để trống: không in trên văn bản. Tệp gốc không bị thay đổi."
CONFIRM = "Đã kiểm tra, đúng"
SAVE = "Lưu"
SAVED = "Đã lưu."
NOTHING_CHANGED = "Chưa có thay đổi nào để lưu."
READ_AS = "Trên văn bản: “{raw}”, tr. {page}"
READ_AS_PRINTED = "Trên văn bản: “{raw}”"
HINTS = {
    "number": "52/NQ-HĐND",
    "date": "05/03/2024, 3/2024 hoặc 2024",
    "doc_type": "Báo cáo, Quyết định…",
    "period": "tháng 2/2024, quý I/2024, 6 tháng đầu năm 2024, năm 2024",
    "draft": "có hoặc không",
    "signer": "nhiều người thì cách nhau bằng dấu chấm phẩy",
}

# Review
REVIEW = "Cần kiểm tra"
TO_REVIEW = "Có {count} văn bản cần người kiểm tra."
REVIEW_HELP = "Việc quan trọng đứng trước: số, ngày, cơ quan, rồi đến các thông tin khác."
REVIEW_DONE_HELP = "Văn bản mới nạp có chỗ chưa chắc chắn sẽ tự hiện ở đây."
BEGIN_REVIEW = "Bắt đầu kiểm tra"
PREVIOUS_PAPER, NEXT_PAPER, WHOLE_QUEUE = "Văn bản trước", "Văn bản sau", "Cả danh sách"
LEFT_OUT = "\n\n[…]\n\n"
REVIEWING = {
    "form": "Thông tin cần kiểm tra",
    "parts": "Văn bản trong tệp",
    "partshelp": "Bỏ đánh dấu (phím cách) chỗ không phải một văn bản riêng. Thông tin ở dưới là của văn bản thứ nhất.",
    "others": "Thông tin khác",
    "accept": "Đúng, lưu và sang văn bản sau",
    "last": "Đúng, lưu",
    "keys": "Enter: ô sau · Ctrl+Enter: lưu và sang văn bản sau · Esc: trả lại như cũ",
    "skip": "Để sau",
    "other": "Lấy điều vừa đọc: {value} (phím ↓)",
    "begins": "Một văn bản khác bắt đầu ở trang này",
    "begun": "Đang đọc lại tệp…",
    "savefirst": "Lưu hoặc trả lại các ô đã sửa trước đã.",
    "picture": "Trang gốc",
    "page": "Trang {n}",
    "pages": "Trang {n}/{all}",
    "previous": "Trang trước",
    "next": "Trang sau",
    "text": "Phần đầu và phần cuối văn bản",
    "nopicture": "Không hiện được ảnh trang; dưới đây là chữ đã đọc.",
    "waiting": "Còn {n} văn bản cần kiểm tra",
    "saving": "Đang lưu…",
    "empty": "Bản quét có thể in mà máy không đọc được: {fields}. Xem ảnh trang; đúng là không in thì lưu lần nữa.",
    "failed": "Chưa lưu được. Kiểm tra kết nối rồi thử lại.",
    "alike": "{n} văn bản khác cũng đọc {field} như vậy. Sửa thành “{value}” cho {n} văn bản ấy?",
    "alikeright": "{n} văn bản khác cũng suy ra {field} từ chỗ in như vậy. Xác nhận “{value}” cho {n} văn bản ấy?",
    "rightall": "Xác nhận cả {n} văn bản",
    "applyall": "Sửa cả {n} văn bản",
    "applynone": "Không, chỉ văn bản này (Esc)",
    "changed": "đã sửa",
}
NOTHING_TO_REVIEW = "Không còn văn bản nào cần kiểm tra."
REASONS = {
    "doubt": "{field}: {detail}",
    "changed": "{field}: đọc lại thấy khác, lần trước là “{detail}”.",
    "unseen": "{field}: đọc lại thấy khác, lần trước không thấy in.",
    "missing": "{field}: không đọc được",
    "page": "Trang {page}: chữ đọc kém",
    "parts": "Tệp có {detail} văn bản",
}

# Add
ADD_TITLE = "Nạp tài liệu vào kho"
ADD_HELP = (
    "Nhận tệp PDF (kể cả bản quét), Word (DOCX, DOC), RTF, ODT, HTML, MHTML, văn bản thường (TXT), "
    "ảnh (PNG, JPEG, TIFF) và ZIP chứa các loại đó. Tệp gốc được giữ nguyên. "
    "Văn bản có dấu Mật, Tối mật, Tuyệt mật không được nạp."
)
UPLOAD = {
    "choose": "Chọn tệp",
    "drop": "hoặc kéo thả tệp vào đây",
    "limit": "Mỗi tệp không quá {size} MB.",
    "sending": "Đang gửi {done}/{all} tệp",
    "sent": "Đã gửi",
    "toobig": "Tệp quá lớn (tối đa {size} MB), không gửi.",
    "empty": "Tệp rỗng, không gửi.",
    "toomany": "Chưa gửi: mỗi lần chỉ gửi {most} tệp.",
    "broken": "Không gửi được. Kiểm tra kết nối rồi thử lại.",
    "files": "Các tệp đang gửi",
}
OUTCOMES = {
    "added": "đã nạp",
    "unchanged": "đã có trong kho",
    "refused": "từ chối",
    "skipped": "bỏ qua",
    "failed": "không đọc được",
}
WORKING = "Đang đọc {done}/{count} tệp. Có thể rời trang này; việc nạp vẫn tiếp tục."
DONE = "Đã xong {count} tệp: {summary}."
NOTHING_DONE = "Không có tệp nào được nạp."
FIRST_COPY = "Xem bản đã có"
WAITING = "đang chờ"
FIX_FACTS = "Sửa thông tin"
NO_BATCH = "Không còn thông tin về lần nạp này. Các văn bản đã nạp vẫn ở trong kho."
OUTCOME_LIST = "Kết quả nạp"
