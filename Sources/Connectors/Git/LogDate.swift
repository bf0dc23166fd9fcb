import Records

/// A date as git prints it raw: seconds, a space, and the offset in hours and minutes.
enum LogDate {
    /// What git cannot read is the first second of 1970, as git itself shows it.
    static func moment(in text: UnsafeRawBufferPointer) -> Moment {
        let end = text.firstIndex(of: UInt8(ascii: " ")) ?? text.count
        guard let seconds = number(in: text[..<end]) else { return Moment(seconds: 0) }
        let offset = end < text.count ? number(in: text[(end + 1)...]) ?? 0 : 0
        let minutes = offset / 100 * 60 + offset % 100
        return Moment(seconds: seconds, offset: Int16(clamping: minutes))
    }

    private static func number(in digits: Slice<UnsafeRawBufferPointer>) -> Int64? {
        var digits = digits
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits = digits.dropFirst() }
        // Eighteen digits fit; git prints no date that long.
        guard (1...18).contains(digits.count) else { return nil }
        var number: Int64 = 0
        for digit in digits {
            guard (48...57).contains(digit) else { return nil }
            number = number * 10 + Int64(digit - 48)
        }
        return isNegative ? -number : number
    }
}
