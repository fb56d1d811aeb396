"""Sentences of the invented province, enough of them for an archive to have habits."""

from __future__ import annotations

from archive.text.tokens import syllables
from archive.text.usage import Tally, Usage

SENTENCES = (
    "Tình hình kinh tế - xã hội quý I tiếp tục chuyển biến tích cực; thu ngân sách nhà nước đạt khá.",
    "Giải ngân vốn đầu tư công đạt thấp so với kế hoạch; nhiều dự án chậm giải phóng mặt bằng.",
    "Ủy ban nhân dân tỉnh Vân Lĩnh báo cáo tình hình kinh tế - xã hội và nhiệm vụ trọng tâm.",
    "Sở Nông nghiệp và Môi trường hướng dẫn trồng rừng, chăm sóc và bảo vệ rừng phòng hộ.",
    "Chương trình mục tiêu quốc gia xây dựng nông thôn mới được triển khai ở các xã vùng cao.",
    "Tăng cường công tác cải cách hành chính, kỷ luật, kỷ cương; sửa chữa trụ sở làm việc.",
    "Hỗ trợ hộ nghèo xóa nhà tạm, nhà dột nát; bảo đảm an sinh xã hội cho người có công.",
    "Sản xuất công nghiệp phục hồi; xuất khẩu chè và sắn tăng so với cùng kỳ năm trước.",
    "Công tác quốc phòng, an ninh được giữ vững; trật tự an toàn xã hội được bảo đảm.",
    "Giáo dục và đào tạo tiếp tục được quan tâm; tỷ lệ huy động trẻ đến trường đạt kế hoạch.",
    "Kế hoạch đầu tư công trung hạn được Hội đồng nhân dân tỉnh thông qua tại kỳ họp.",
    "Ban hành kế hoạch phòng chống thiên tai và tìm kiếm cứu nạn trên địa bàn tỉnh.",
    "Chủ tịch Ủy ban nhân dân tỉnh Lò Văn Thạch chủ trì cuộc họp về giải ngân vốn đầu tư công.",
    "Chuyển đổi số trong cơ quan nhà nước; thủ tục hành chính được giải quyết đúng hạn.",
)


def usage_of(*sentences: str) -> Usage:
    """How these sentences use words."""
    tally = Tally()
    for sentence in sentences:
        tokens = syllables(sentence)
        tally.add(tokens)
    return Usage().grown(tally)
