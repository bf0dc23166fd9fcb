import Foundation
import Interface
import TestKit
import Testing

@Suite("QR codes")
struct QRCodeTests {
    // Needs the Python package qrcode, which `make test` installs; TUTTI_PYTHON names the interpreter that has it.
    private static let python = ProcessInfo.processInfo.environment["TUTTI_PYTHON"]

    /// Of every version, just full and one byte over, and with letters of more than one byte.
    private static let texts: [String] =
        [14, 26, 42, 62, 84, 106, 122, 152, 180].flatMap { [filled($0), filled($0 + 1)] }
        + [filled(213), "", "7", "Ärger, naïve 音楽", "otpauth://totp/Tutti:ada?secret=GEZDGNBVGY3TQOJQ&issuer=Tutti"]

    private static func filled(_ count: Int) -> String {
        String((0..<count).map { Character(Unicode.Scalar(UInt8(33 + $0 * 37 % 94))) })
    }

    @Test(.enabled(if: python != nil, "skipped: TUTTI_PYTHON names no Python with qrcode"))
    func `are, module by module, what another encoder draws`() throws {
        let script = """
            import json, sys, qrcode
            from qrcode.util import QRData, MODE_8BIT_BYTE
            def drawn(text, mask):
                code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0, mask_pattern=mask)
                code.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE))
                code.make(fit=True)
                return [''.join('1' if dark else '0' for dark in row) for row in code.get_matrix()]
            print(json.dumps([[drawn(text, mask) for mask in range(8)] for text in json.loads(sys.argv[1])]))
            """
        let texts = Self.texts.filter { !$0.isEmpty }
        let asked = String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)
        let answer = try BuiltProgram.run(try #require(Self.python), ["-c", script, asked])
        try #require(answer.status == 0, "\(answer.errors)")
        let drawn = try JSONDecoder().decode([[[String]]].self, from: Data(answer.output.utf8))
        for (text, masks) in zip(texts, drawn) {
            let code = try #require(QRCode(text))
            let rows = (0..<code.side).map { row in
                (0..<code.side).map { code.isDark(row: row, column: $0) ? "1" : "0" }.joined()
            }
            let isDrawnAlike = masks.contains(rows)
            #expect(isDrawnAlike, "\(text)")
        }
    }

    @Test func `more than 213 bytes are refused`() {
        #expect(QRCode(Self.filled(213))?.side == 57)
        #expect(QRCode(Self.filled(214)) == nil)
        #expect(QRCode("")?.side == 21)
    }

    @Test func `the picture has as many dark modules as the code, and room around them`() throws {
        let code = try #require(QRCode("Tutti"))
        let text = QRPicture(code, label: "A code").html.text
        let lengths = text.matches(of: /h([0-9]+)v1/).compactMap { Int($0.output.1) }
        let dark = (0..<code.side).flatMap { row in (0..<code.side).map { code.isDark(row: row, column: $0) } }
        #expect(lengths.reduce(0, +) == dark.count { $0 })
        #expect(text.contains("viewBox=\"0 0 29 29\"") && text.contains("aria-label=\"A code\""))
    }
}
