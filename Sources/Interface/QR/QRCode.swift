/// A text as a QR code (ISO/IEC 18004): bytes, error correction level M, as small as it fits, up to version 10.
package struct QRCode: Hashable, Sendable {
    /// Modules along one side, without the quiet zone.
    package let side: Int
    /// Dark modules, row by row.
    private let modules: [Bool]

    /// Nil for a text of more than 213 bytes.
    package init?(_ text: String) {
        guard let version = QRVersion.smallest(for: text.utf8.count) else { return nil }
        let codewords = QRCodewords.of(Array(text.utf8), version)
        var best: (penalty: Int, grid: QRGrid)?
        for mask in 0..<8 {
            var grid = QRGrid(version)
            grid.fill(codewords, mask: mask)
            let penalty = grid.penalty
            if best.map({ penalty < $0.penalty }) ?? true { best = (penalty, grid) }
        }
        guard let grid = best?.grid else { return nil }
        side = grid.side
        modules = grid.dark
    }

    package func isDark(row: Int, column: Int) -> Bool { modules[row * side + column] }
}

/// The sizes a code comes in, with what each holds at level M.
struct QRVersion {
    let number: Int
    /// Codewords of correction in each block.
    let correction: Int
    /// Codewords of data in each block.
    let blocks: [Int]
    /// Rows and columns in which alignment patterns have their middle.
    let alignment: [Int]

    var side: Int { 17 + 4 * number }
    var countBits: Int { number < 10 ? 8 : 16 }
    var dataCount: Int { blocks.reduce(0, +) }

    static func smallest(for bytes: Int) -> QRVersion? {
        all.first { 4 + $0.countBits + 8 * bytes <= 8 * $0.dataCount }
    }

    private init(_ number: Int, _ correction: Int, _ blocks: [Int], _ alignment: [Int]) {
        self.number = number
        self.correction = correction
        self.blocks = blocks
        self.alignment = alignment
    }

    private static let all: [QRVersion] = [
        QRVersion(1, 10, [16], []),
        QRVersion(2, 16, [28], [6, 18]),
        QRVersion(3, 26, [44], [6, 22]),
        QRVersion(4, 18, [32, 32], [6, 26]),
        QRVersion(5, 24, [43, 43], [6, 30]),
        QRVersion(6, 16, [27, 27, 27, 27], [6, 34]),
        QRVersion(7, 18, [31, 31, 31, 31], [6, 22, 38]),
        QRVersion(8, 22, [38, 38, 39, 39], [6, 24, 42]),
        QRVersion(9, 22, [36, 36, 36, 37, 37], [6, 26, 46]),
        QRVersion(10, 26, [43, 43, 43, 43, 44], [6, 28, 50]),
    ]
}
