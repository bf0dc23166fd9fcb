import Foundation
import Store
import TestKit
import Testing

@Suite("Database location")
struct DatabaseLocationTests {
    @Test(arguments: [
        ("/var/lib/tutti/tutti.db", "/var/lib/tutti/tutti.db"),
        ("data.db", "data.db"),
        ("postgres://lee:secret@db:5432/tutti", "postgresql://lee@db:5432/tutti"),
        ("POSTGRESQL://lee:sec@ret@db/tutti?sslmode=require", "postgresql://lee@db/tutti?sslmode=require"),
        ("postgres://lee:se/cret@db/tutti", "postgresql://lee@db/tutti"),
        ("postgres:///tutti?host=/run&password=secret&user=x", "postgresql:///tutti?host=/run&password=…&user=x"),
        ("postgres://db/tutti?sslpassword=secret", "postgresql://db/tutti?sslpassword=…"),
    ])
    func `prints without the password`(_ text: String, _ printed: String) throws {
        let location = try DatabaseLocation(parse: text)
        #expect(location.description == printed)
        var dumped = ""
        dump(location, to: &dumped)
        #expect(!dumped.contains("secret") && !"\(String(reflecting: location))".contains("secret"))
    }

    @Test(arguments: ["", "mysql://lee:secret@db/x", "https://example.org"])
    func `refuses what is neither`(_ text: String) {
        let error = #expect(throws: DatabaseTrouble.self) { try DatabaseLocation(parse: text) }
        #expect(error.map { !"\($0)".contains("secret") } == true)
    }
}
