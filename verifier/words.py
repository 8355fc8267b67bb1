"""The names of the checks and the sentences around them."""

LANGUAGES = ("vi", "en")
WORDS = {
    "archive": {"en": "form of the bundle", "vi": "dạng của gói dữ liệu"},
    "files": {"en": "list of files", "vi": "danh sách tệp"},
    "manifest": {"en": "manifest and election id", "vi": "bản niêm phong và mã cuộc lấy phiếu"},
    "transcript": {"en": "transcript of the key ceremony", "vi": "hồ sơ lễ tạo khóa"},
    "server_key": {"en": "the server's part of the key", "vi": "phần khóa của máy chủ"},
    "messages": {"en": "the members' messages, signed", "vi": "thông điệp có chữ ký của các thành viên"},
    "promises": {"en": "keys as promised, proved", "vi": "khóa đúng như đã cam kết, có chứng minh"},
    "boxes": {"en": "shares sent to all members", "vi": "phần khóa đã gửi đủ cho các thành viên"},
    "acceptance": {"en": "accepted and confirmed; code", "vi": "đã chấp nhận và xác nhận; mã lễ tạo khóa"},
    "box_key": {"en": "keys of the box", "vi": "khóa hòm phiếu"},
    "token_key": {"en": "token key", "vi": "khóa phát phiếu"},
    "ballots": {"en": "ballots read", "vi": "đọc các phiếu"},
    "taken": {"en": "ballots signed and issued", "vi": "phiếu có chữ ký và được phát hợp lệ"},
    "once": {"en": "no ballot twice", "vi": "không phiếu nào có hai lần"},
    "proofs": {"en": "proofs; valid + invalid", "vi": "chứng minh; số phiếu hợp lệ + không hợp lệ"},
    "fingerprint": {"en": "fingerprint of the box", "vi": "mã niêm phong hòm phiếu"},
    "sums": {"en": "sums of the valid ballots", "vi": "tổng của các phiếu hợp lệ"},
    "shares": {"en": "shares of the opening", "vi": "các phần mở hòm phiếu"},
    "share_server": {"en": "share of the server", "vi": "phần mở của máy chủ"},
    "share_member": {"en": "share of member", "vi": "phần mở của thành viên số"},
    "opening": {"en": "any t shares give the same", "vi": "mọi nhóm đủ người mở ra cùng một kết quả"},
    "result": {"en": "result file", "vi": "tệp kết quả"},
    "code": {"en": "ceremony code of the result", "vi": "mã lễ tạo khóa trong kết quả"},
    "counts": {"en": "opened counts are the result", "vi": "số mở ra đúng với kết quả"},
    "numbers": {"en": "numbers add up", "vi": "các số khớp nhau"},
    "statement": {"en": "what the minutes state; hash", "vi": "nội dung biên bản; mã băm"},
    "signatures": {"en": "signatures under the minutes", "vi": "chữ ký dưới biên bản của các thành viên số"},
    "expected": {"en": "fingerprint you gave", "vi": "mã niêm phong do người kiểm tra nhập"},
}
NOT_LOOKED_AT = {
    "en": "not looked at, because a check before it failed",
    "vi": "chưa kiểm tra được vì một mục trước không đạt",
}
COMPARE = {
    "en": "Compare this fingerprint with the one in the minutes signed on paper:",
    "vi": "So mã niêm phong này với mã in trong biên bản đã ký trên giấy:",
}
ALL_GOOD = {"en": "All {n} checks passed.", "vi": "Cả {n} mục kiểm tra đều đạt."}
NOT_GOOD = {
    "en": "{n} checks FAILED. Do not rely on this bundle.",
    "vi": "Có {n} mục KHÔNG ĐẠT. Không dùng gói dữ liệu này làm căn cứ.",
}
ARITHMETIC = {"en": "Arithmetic: {name}", "vi": "Thư viện tính toán: {name}"}
