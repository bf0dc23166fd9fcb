import Interface

/// The colours of `tokens.css`, read from the stylesheet as it is served.
enum Tokens {
    static let light = colours(in: 0)
    static let dark = colours(in: 1)

    /// How far two colours stand apart, by the formula of WCAG 2: from 1 to 21.
    static func contrast(_ one: [Double], _ other: [Double]) -> Double {
        let (a, b) = (luminance(one), luminance(other))
        return (max(a, b) + 0.05) / (min(a, b) + 0.05)
    }

    static func mix(_ top: [Double], _ share: Double, over bottom: [Double]) -> [Double] {
        zip(top, bottom).map { $0 * share + $1 * (1 - share) }
    }

    private static func colours(in block: Int) -> [String: [Double]] {
        let blocks = Stylesheet.all.split(separator: "color-scheme: light dark;")[1].split(
            separator: "prefers-color-scheme: dark")
        let found = blocks[block].prefix { $0 != "}" }.matches(of: /(--[a-z0-9-]+): #([0-9a-f]{6});/)
        return Dictionary(uniqueKeysWithValues: found.map { (String($0.1), rgb(String($0.2))) })
    }

    private static func rgb(_ hex: String) -> [Double] {
        let number = Int(hex, radix: 16) ?? 0
        return [number >> 16, number >> 8, number].map { Double($0 & 0xff) / 255 }
    }

    private static func luminance(_ colour: [Double]) -> Double {
        let linear = colour.map { $0 <= 0.04045 ? $0 / 12.92 : power(($0 + 0.055) / 1.055) }
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    // x to the power of 2.4 is x² times the fifth root of x².
    private static func power(_ x: Double) -> Double {
        var root = 0.5
        for _ in 0..<60 { root -= (root * root * root * root * root - x * x) / (5 * root * root * root * root) }
        return x * x * root
    }
}
