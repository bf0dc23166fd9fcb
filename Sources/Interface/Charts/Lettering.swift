/// How much room words take, estimated: the server has no font. Rather too wide than too narrow.
enum Lettering {
    static func width(_ text: String, isStrong: Bool = false) -> Double {
        text.unicodeScalars.reduce(0) { $0 + em($1) } * (isStrong ? 13.4 : 12)
    }

    /// The words if they fit, else as much of them as does, with a mark where something was left out.
    ///
    /// Of a path the end is kept: it tells files apart.
    static func fitted(_ text: String, in room: Double, isStrong: Bool = false) -> String? {
        if width(text, isStrong: isStrong) <= room { return text }
        let keepsEnd = text.contains("/")
        var kept = text
        while kept.count > 3 {
            if keepsEnd { kept.removeFirst() } else { kept.removeLast() }
            let candidate = keepsEnd ? "…" + kept : kept + "…"
            if width(candidate, isStrong: isStrong) <= room { return candidate }
        }
        return nil
    }

    private static func em(_ scalar: Unicode.Scalar) -> Double {
        switch scalar.value {
        case 0x20, 0x27, 0x2c, 0x2e, 0x3a, 0x3b, 0x69, 0x6a, 0x6c, 0x7c: 0.34
        case 0x57, 0x4d, 0x6d, 0x77, 0x40, 0x25: 0.92
        case 0x41...0x5a: 0.7
        case 0x300...0x36f, 0x200b...0x200f, 0xfe00...0xfe0f: 0
        case 0x1100...0x11ff, 0x2e80...0xd7a3, 0xf900...0xfaff, 0xff00...0xff60, 0x1f000...0x1ffff: 1.05
        default: 0.62
        }
    }
}
