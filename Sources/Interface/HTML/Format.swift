/// Numbers as people read them: thousands parted by commas, a space before the per cent sign.
package enum Format {
    /// A number with at most `decimals` digits after the point: "45,200", "3.4", "−2".
    package static func number(_ value: Double, decimals: Int = 1) -> String {
        guard value.isFinite else { return "–" }
        let plain = fixed(abs(value), decimals: decimals)
        let parts = plain.split(separator: ".", maxSplits: 1)
        let whole = grouped(parts[0])
        let sign = value < 0 && plain != "0" ? "−" : ""
        return parts.count > 1 ? "\(sign)\(whole).\(parts[1])" : sign + whole
    }

    package static func number(_ value: Int) -> String {
        (value < 0 ? "−" : "") + grouped(Substring(String(value.magnitude)))
    }

    /// A share from 0 to 1 as per cent: "81 %".
    package static func percent(_ share: Double, decimals: Int = 0) -> String {
        number(share * 100, decimals: decimals) + "\u{A0}%"
    }

    /// "1 file", "1,204 files".
    package static func count(_ count: Int, _ one: String, _ many: String) -> String {
        "\(number(count))\u{A0}\(count == 1 ? one : many)"
    }

    /// A short time for people who wait: "less than a second", "40 seconds", "3 minutes", "2 hours".
    package static func duration(seconds: Double) -> String {
        switch seconds.rounded() {
        case ..<1: "less than a second"
        case ..<91: count(Int(seconds.rounded()), "second", "seconds")
        case ..<5400: count(Int((seconds / 60).rounded()), "minute", "minutes")
        default: count(Int((min(seconds, 1e12) / 3600).rounded()), "hour", "hours")
        }
    }

    /// "5.3 months"; from two years on "2.5 years".
    package static func months(_ months: Double) -> String {
        let text = number(months)
        if text == "1" { return "1 month" }
        return months < 24 ? "\(text) months" : "\(number(months / 12)) years"
    }

    /// At most two decimals, no exponent: a length in a drawing.
    static func coordinate(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let text = fixed(abs(value), decimals: 2)
        return value < 0 && text != "0" ? "-" + text : text
    }

    private static func fixed(_ value: Double, decimals: Int) -> String {
        let scale = (0..<max(0, decimals)).reduce(1.0) { scale, _ in scale * 10 }
        let scaled = (value * scale).rounded()
        // Beyond this a double holds no decimals, and an integer could not hold it.
        guard scaled < 9e15 else { return String(Int(exactly: value.rounded()) ?? Int.max) }
        let whole = Int(scaled) / Int(scale)
        let rest = Int(scaled) % Int(scale)
        guard rest != 0 else { return String(whole) }
        var digits = String(rest)
        digits = String(repeating: "0", count: decimals - digits.count) + digits
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }

    private static func grouped(_ digits: Substring) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += "," }
            result.append(digit)
        }
        return result
    }
}
