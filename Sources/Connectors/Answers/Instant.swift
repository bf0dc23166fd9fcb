/// A point in time as answers write it: `2018-07-25T08:19:30Z`, with any offset and any fraction of a second.
///
/// Read by hand: of a page of answers, dates are what a general reader would spend most of its time on.
struct Instant: Decodable, Hashable {
    /// Since 1970; a fraction is dropped.
    let seconds: Int64

    init(seconds: Int64) { self.seconds = seconds }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // Some webhooks give seconds where the same field of an answer is a text.
        guard let text = try? container.decode(String.self) else {
            seconds = try container.decode(Int64.self)
            return
        }
        guard let instant = Instant(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: text)
        }
        self = instant
    }

    init?(_ text: String) {
        var text = text
        guard let seconds = text.withUTF8(Self.seconds) else { return nil }
        self.seconds = seconds
    }

    private static func seconds(of text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard text.count >= 10, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            let year = number(text, 0, 4), let month = number(text, 5, 2), let day = number(text, 8, 2),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        let midnight = days(year, month, day) * 86_400
        if text.count == 10 { return midnight }
        guard text.count >= 19, let hour = number(text, 11, 2), let minute = number(text, 14, 2),
            let second = number(text, 17, 2), hour < 25, minute < 60, second < 61
        else { return nil }
        guard let offset = offset(text[19...]) else { return nil }
        return midnight + hour * 3_600 + minute * 60 + second - offset
    }

    /// What follows the seconds: perhaps a fraction, then `Z`, an offset, or nothing.
    private static func offset(_ rest: Slice<UnsafeBufferPointer<UInt8>>) -> Int64? {
        var rest = rest
        if rest.first == UInt8(ascii: ".") { rest = rest.dropFirst().drop { (48...57).contains($0) } }
        if rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
        guard let sign = rest.first else { return 0 }
        if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") || rest.elementsEqual("UTC".utf8) { return 0 }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
        let digits = rest.dropFirst().filter { $0 != UInt8(ascii: ":") }
        guard digits.count == 4 || digits.count == 2, digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let parts = digits.map { Int64($0 - 48) } + [0, 0]
        let seconds = (parts[0] * 10 + parts[1]) * 3_600 + (parts[2] * 10 + parts[3]) * 60
        return sign == UInt8(ascii: "-") ? -seconds : seconds
    }

    private static func number(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int) -> Int64? {
        var number: Int64 = 0
        for place in start..<(start + count) {
            let digit = text[place]
            guard (48...57).contains(digit) else { return nil }
            number = number * 10 + Int64(digit - 48)
        }
        return number
    }

    /// Days from 1970-01-01 in the Gregorian calendar. March begins the year, so that a leap day comes last.
    private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let year = month > 2 ? year : year - 1
        let era = (year >= 0 ? year : year - 399) / 400
        let yearOfEra = year - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }
}
