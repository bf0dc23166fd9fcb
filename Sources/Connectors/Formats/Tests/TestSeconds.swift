/// How runners write how long a test took.
enum TestSeconds {
    /// Reads `1.5`, `1,234.5`, `1.234,5`, `0,25` and `00:01:02.5`; nil for anything else, and for less than nothing.
    ///
    /// A comma alone, with three digits behind it, separates thousands: `1,234` is a good twenty minutes.
    static func read(_ text: String?) -> Double? {
        guard let text else { return nil }
        let trimmed = text.filter { !$0.isWhitespace }
        let seconds = trimmed.contains(":") ? clock(trimmed) : Double(plain(trimmed))
        guard let seconds, seconds.isFinite, seconds >= 0 else { return nil }
        return seconds
    }

    private static func plain(_ text: String) -> String {
        guard let comma = text.lastIndex(of: ",") else { return text }
        if let point = text.lastIndex(of: "."), point > comma { return text.filter { $0 != "," } }
        let behind = text[text.index(after: comma)...].count
        let isAlone = text.firstIndex(of: ",") == comma
        let isThousands = !text.contains(".") && (behind == 3 || !isAlone)
        if isThousands { return text.filter { $0 != "," } }
        return text.filter { $0 != "." }.replacing(",", with: ".")
    }

    /// `[days.]hours:minutes:seconds`.
    private static func clock(_ text: String) -> Double? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 3, let minutes = Double(parts[1]), let seconds = Double(parts[2]) else {
            return nil
        }
        let front = parts[0].split(separator: ".")
        guard let hours = front.last.flatMap({ Double($0) }) else { return nil }
        let days = front.count == 2 ? Double(front[0]) ?? 0 : 0
        return ((days * 24 + hours) * 60 + minutes) * 60 + seconds
    }
}
