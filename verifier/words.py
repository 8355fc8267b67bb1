"""Names of the checks, and sentences of the report."""

LANGUAGES = ("vi", "en")
WORDS = {
    "archive": {"en": "form of the bundle", "vi": "hình thức của bộ dữ liệu"},
    "files": {"en": "list of files", "vi": "danh sách tệp"},
    "readme": {"en": "explanation for people", "vi": "tệp giải thích"},
    "manifest": {"en": "manifest and election id", "vi": "nội dung đã chốt và mã cuộc lấy phiếu"},
    "transcript": {"en": "transcript of the key ceremony", "vi": "hồ sơ lần khóa hòm phiếu"},
    "server_key": {"en": "the server's part of the key", "vi": "phần khóa của máy chủ"},
    "messages": {"en": "the members' messages, signed", "vi": "dữ liệu khóa của các thành viên"},
    "promises": {"en": "keys as promised, proved", "vi": "phần khóa đúng như đã ghi nhận, có chứng minh"},
    "boxes": {"en": "shares sent to all members", "vi": "dữ liệu khóa đã gửi đủ cho các thành viên"},
    "lots": {"en": "random values as promised", "vi": "số ngẫu nhiên đúng như đã ghi nhận"},
    "acceptance": {"en": "accepted and confirmed; code", "vi": "đã chấp nhận và xác nhận; mã đã đọc"},
    "box_key": {"en": "keys of the box", "vi": "khóa hòm phiếu"},
    "token_key": {"en": "token key", "vi": "khóa phát phiếu"},
    "ballots": {"en": "ballots read", "vi": "đọc các phiếu"},
    "taken": {"en": "ballots signed and issued", "vi": "phiếu được phát hợp lệ"},
    "once": {"en": "no ballot twice", "vi": "không phiếu nào có hai lần"},
    "proofs": {"en": "proofs; valid + invalid", "vi": "số phiếu hợp lệ + không hợp lệ"},
    "fingerprint": {"en": "fingerprint of the box", "vi": "mã niêm phong hòm phiếu"},
    "sums": {"en": "sums of the valid ballots", "vi": "kết quả tổng hợp của các phiếu hợp lệ"},
    "shares": {"en": "shares of the opening", "vi": "các phần khóa dùng để mở hòm phiếu"},
    "share_server": {"en": "share of the server", "vi": "phần khóa của máy chủ khi mở"},
    "share_member": {"en": "share of member", "vi": "phần khóa khi mở của thành viên số"},
    "opening": {"en": "any t shares give the same", "vi": "mọi nhóm đủ người mở ra cùng một kết quả"},
    "result": {"en": "result file", "vi": "tệp kết quả"},
    "code": {"en": "code in the result", "vi": "mã đã đọc trong kết quả"},
    "counts": {"en": "opened counts are the result", "vi": "số liệu mở ra đúng với kết quả"},
    "numbers": {"en": "numbers add up", "vi": "số liệu khớp nhau"},
    "statement": {"en": "what the minutes state; hash", "vi": "nội dung biên bản; mã xác nhận số liệu"},
    "head": {"en": "statements of the head, signed", "vi": "xác nhận của trưởng ban (tổ trưởng), đã ký"},
    "stated": {"en": "statements fit the minutes", "vi": "các xác nhận đó khớp với biên bản"},
    "signatures": {"en": "signatures under the minutes", "vi": "xác nhận số liệu của các thành viên"},
    "expected": {"en": "fingerprint you gave", "vi": "mã niêm phong do người kiểm tra nhập"},
    "expected_code": {"en": "election code you gave", "vi": "mã cuộc lấy phiếu do người kiểm tra nhập"},
}
VERDICTS = {"en": ("PASS", "FAIL"), "vi": ("ĐẠT", "KHÔNG ĐẠT")}
NOT_LOOKED_AT = {
    "en": "not looked at, because a check before it failed",
    "vi": "chưa kiểm tra được vì một mục trước không đạt",
}
COMPARE = {
    "en": "Compare this fingerprint with the one in the minutes signed on paper:",
    "vi": "So mã niêm phong này với mã in trong biên bản đã ký trên giấy:",
}
COMPARE_CODE = {
    "en": "Compare this election code with the one in the minutes signed on paper:",
    "vi": "So mã cuộc lấy phiếu này với mã in trong biên bản đã ký trên giấy:",
}
SIGNED = {
    "en": "signed: {signed}; not signed: {missing}",
    "vi": "đã xác nhận: {signed}; chưa xác nhận: {missing}",
}
ALL_GOOD = {"en": "All {n} checks passed.", "vi": "Cả {n} mục kiểm tra đều đạt."}
NOT_GOOD = {
    "en": "{n} checks FAILED. Do not rely on this bundle.",
    "vi": "Có {n} mục KHÔNG ĐẠT. Không sử dụng bộ dữ liệu này.",
}
ARITHMETIC = {"en": "Arithmetic: {name}", "vi": "Thư viện tính toán: {name}"}
