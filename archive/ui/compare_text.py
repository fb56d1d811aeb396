"""Every word that the page of comparisons says, in Vietnamese; see `text`."""

from __future__ import annotations

CHOOSE_FIRST = "Chọn văn bản thứ nhất"
CHOOSE_SECOND = "Chọn văn bản để đặt bên cạnh"
CHOOSE_LABEL = "Tìm theo trích yếu hoặc số hiệu"
SUGGESTED = "Nên đặt cạnh"
SWAP = "Đổi bên"
CHANGE_SIDE = "Chọn văn bản khác"
SAME_DOCUMENT = "Hai bên là cùng một văn bản."
MODES = {"sections": "Theo mục", "redline": "Sửa đổi", "originals": "Bản gốc"}
COMPARING = "Đang so sánh hai văn bản: {share}%"
COMPARE_FAILED = "Không so sánh được."
TRY_AGAIN = "Thử lại"
COMPARISON = {
    "title": "So sánh hai văn bản",
    "left": "Bên trái",
    "right": "Bên phải",
    "modes": "Cách xem",
    "layouts": "Cách trình bày",
    "beside": "Song song",
    "inline": "Nội dòng",
    "filter": "Xem những đoạn nào",
    "all": "Tất cả",
    "different": "Chỉ xem khác biệt",
    "shared": "Có ở cả hai bên",
    "missing": "Không có đoạn này",
    "none": "Không có đoạn nào thuộc loại đang xem.",
    "removed": "bỏ: ",
    "added": "thêm: ",
    "endchange": " (hết chỗ khác) ",
    "read": "Mở để đọc",
    "change": CHANGE_SIDE,
    "steps": "Đi qua các chỗ khác nhau",
    "next": "Chỗ khác sau (n)",
    "previous": "Chỗ khác trước (p)",
    "differences": "{n} chỗ khác",
    "difference": "{i}/{n} chỗ khác",
    "nodifference": "Không có chỗ khác",
    "fold": "Hiện thêm {n} đoạn {kind}",
    "list": "Danh sách chỗ khác",
    "movedto": "Đã chuyển xuống dưới: xem đoạn ở chỗ mới",
    "movedup": "Đã chuyển lên trên: xem đoạn ở chỗ mới",
    "movedfrom": "Chuyển từ chỗ khác: xem chỗ cũ",
    "pages": "Xem trang gốc",
    "link": "Liên kết đến đoạn này",
    "copied": "Đã chép liên kết",
    "figures": "Số liệu thay đổi",
    "footnotes": "Chú thích cuối trang",
    "row": "Đoạn {n}",
    "up": "tăng",
    "down": "giảm",
    "was": "trước",
    "now": "nay",
    "about": "Nội dung",
    "changed": "Chênh lệch",
    "page": "Trang {n}",
    "of": "/ {n}",
    "pagenumber": "Số trang, {side}",
    "nextpage": "Trang sau, {side}",
    "previouspage": "Trang trước, {side}",
    "together": "Cuộn cùng nhau",
    "nopages": "Tệp này không có ảnh trang; đây là chữ đã đọc.",
    "nopicture": "Không hiện được ảnh trang này.",
}
KINDS = {
    "head": "phần đầu",
    "same": "giống hệt",
    "figures": "chỉ khác số liệu",
    "renumbered": "chỉ khác số thứ tự",
    "reworded": "sửa lời",
    "rewritten": "viết lại",
    "moved": "chuyển chỗ",
    "added": "chỉ có bên phải",
    "removed": "chỉ có bên trái",
}
