import Foundation
import Surveys
import Testing

@Suite("Tables of text")
struct TextTableTests {
    @Test(arguments: [
        ("a,b\n1,x\n", [["1", "x"]]), ("a;b\r\n1;x\r\n", [["1", "x"]]), ("a\tb\r1\tx", [["1", "x"]]),
        ("\u{FEFF}a|b\n1|x\n\n", [["1", "x"]]), ("sep=;\na;b\n1,5;x\n", [["1,5", "x"]]),
        ("\"a\",\"b\"\n\"1\",\"x, \"\"y\"\"\nz\"\n", [["1", "x, \"y\"\nz"]]),
        ("a,b\n1,\n,2\n", [["1", ""], ["", "2"]]),
        ("a,b\n 1 , x\n", [[" 1 ", " x"]]), ("a;b\n\"1;2\";3\n", [["1;2", "3"]]), ("a\n1\n\n2\n", [["1"], ["2"]]),
        ("a,b\n1,x\n2", [["1", "x"], ["2", ""]]), ("a,b\n1,x,,\n", [["1", "x"]]),
    ])
    func `are read whatever stands between the fields`(_ text: String, _ rows: [[String]]) throws {
        let table = try TextTable(text: text)
        #expect(table.rows.map(\.fields) == rows)
    }

    @Test func `lines are those of the file`() throws {
        let table = try TextTable(text: "a,b\n\"1\n1\",2\n\n3,4,5\n6\n")
        #expect(table.rows.map(\.line) == [2, 5, 6])
        #expect(table.oddities.map(\.line) == [5, 6])
    }

    @Test func `names are made where there are none`() throws {
        #expect(try TextTable(text: "a,,a, b \n1,2,3,4").header == ["a", "column 2", "a (2)", "b"])
        let bare = try TextTable(text: "1,2\n3,4")
        #expect(bare.header == ["column 1", "column 2"] && bare.rows.count == 2 && bare.oddities.count == 1)
    }

    @Test func `other encodings`() throws {
        let latin = try TextTable(Data("größe,b\n1,2".unicodeScalars.map { UInt8($0.value) }))
        #expect(latin.header[0] == "größe")
        let wide = try TextTable(try #require("größe,b\n1,2".data(using: .utf16)))
        #expect(wide.header[0] == "größe" && wide.rows.count == 1)
    }

    @Test func `what is no table`() {
        #expect(throws: TableTrouble.empty) { try TextTable(text: "\n\n") }
        #expect(throws: TableTrouble.unclosedQuote(line: 2)) { try TextTable(text: "a,b\n\"1,2\n3,4\n") }
        #expect(throws: TableTrouble.notText) { try TextTable(Data([0x50, 0x4B, 3, 4, 0, 0])) }
    }
}
