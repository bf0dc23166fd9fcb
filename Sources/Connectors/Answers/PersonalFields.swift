import Foundation

/// What answers say about people that no signal needs. It is dropped before an answer is archived.
///
/// Names, logins and e-mail addresses stay: by them it is decided who is who. So do the texts of titles, bodies and comments,
/// which signals read.
package enum PersonalFields {
    /// Wherever they stand.
    private static let everywhere: Set<String> = [
        "avatar_url", "avatarUrl", "gravatar_id", "user_avatar", "twitter_username", "hireable", "skype", "linkedin",
        "discord",
        "job_title", "work_information", "pronouns", "phone", "birthday", "last_sign_in_at", "current_sign_in_at",
        "current_sign_in_ip", "last_sign_in_ip", "last_activity_on", "confirmed_at", "local_time", "followers",
        "following",
        "verification", "ip_address",
    ]
    /// Where they stand in an object that is about somebody; elsewhere the same word may mean another thing.
    private static let ofPeople: Set<String> = [
        "bio", "bio_html", "blog", "company", "location", "organization", "website_url", "twitter",
        "two_factor_authentication", "two_factor_enabled",
    ]
    private static let marksPeople: Set<String> = ["login", "username"]

    /// The same JSON without those fields, and without spaces between its parts.
    ///
    /// What is no JSON comes back as it was. Doing it twice changes nothing more.
    package static func dropped(from json: Data) -> Data {
        json.withUnsafeBytes { bytes in
            var copy = Copy(bytes)
            return copy.run() ? Data(copy.output) : json
        }
    }

    /// Copies JSON token by token. Objects are kept on a stack of their own, so that depth is no matter of memory we lack.
    private struct Copy {
        private struct Open {
            let isObject: Bool
            var isPerson = false
            /// Fields of the output that go once it is known that the object is about somebody.
            var doubtful: [Range<Int>] = []
            var pending: Int?
        }

        private let input: UnsafeRawBufferPointer
        private(set) var output: [UInt8] = []
        private var place = 0
        private var stack: [Open] = []

        init(_ input: UnsafeRawBufferPointer) {
            self.input = input
            output.reserveCapacity(input.count)
        }

        /// Whether it was JSON.
        mutating func run() -> Bool {
            while true {
                skipSpace()
                guard place < input.count else { return stack.isEmpty && !output.isEmpty }
                if stack.isEmpty, !output.isEmpty { return false }
                switch input[place] {
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    stack.append(Open(isObject: input[place] == UInt8(ascii: "{")))
                    take()
                case UInt8(ascii: "}"), UInt8(ascii: "]"): guard close() else { return false }
                case UInt8(ascii: ","):
                    endField()
                    separate()
                    place += 1
                case UInt8(ascii: ":"): take()
                case UInt8(ascii: "\""): guard takeText() else { return false }
                default: guard takeWord() else { return false }
                }
            }
        }

        private mutating func take() {
            output.append(input[place])
            place += 1
        }

        private mutating func skipSpace() {
            while place < input.count, [0x20, 0x0A, 0x0D, 0x09].contains(input[place]) { place += 1 }
        }

        /// A comma, unless nothing stands before it any more.
        private mutating func separate() {
            guard let last = output.last, ![UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ",")].contains(last)
            else {
                return
            }
            output.append(UInt8(ascii: ","))
        }

        private mutating func endField() {
            guard let start = stack.last?.pending else { return }
            stack[stack.count - 1].doubtful.append(start..<output.count)
            stack[stack.count - 1].pending = nil
        }

        private mutating func close() -> Bool {
            endField()
            guard let open = stack.popLast(), open.isObject == (input[place] == UInt8(ascii: "}")) else { return false }
            if output.last == UInt8(ascii: ",") { output.removeLast() }
            if open.isPerson { for range in open.doubtful.reversed() { remove(range) } }
            take()
            return true
        }

        /// With the comma that parts it from its neighbours.
        private mutating func remove(_ range: Range<Int>) {
            var range = range.clamped(to: 0..<output.count)
            if range.upperBound < output.count, output[range.upperBound] == UInt8(ascii: ",") {
                range = range.lowerBound..<(range.upperBound + 1)
            } else if range.lowerBound > 0, output[range.lowerBound - 1] == UInt8(ascii: ",") {
                range = (range.lowerBound - 1)..<range.upperBound
            }
            output.removeSubrange(range)
        }

        private mutating func takeText() -> Bool {
            guard let text = self.text() else { return false }
            guard stack.last?.isObject == true, isName else {
                output.append(contentsOf: text)
                return true
            }
            let name = String(decoding: text.dropFirst().dropLast(), as: UTF8.self)
            if everywhere.contains(name) { return skipValue() }
            if marksPeople.contains(name) { stack[stack.count - 1].isPerson = true }
            if ofPeople.contains(name) { stack[stack.count - 1].pending = output.count }
            output.append(contentsOf: text)
            return true
        }

        /// Whether a colon follows, so that the text just read is a field's name.
        private var isName: Bool {
            var next = place
            while next < input.count, [0x20, 0x0A, 0x0D, 0x09].contains(input[next]) { next += 1 }
            return next < input.count && input[next] == UInt8(ascii: ":")
        }

        private mutating func text() -> UnsafeRawBufferPointer.SubSequence? {
            let start = place
            place += 1
            while place < input.count, input[place] != UInt8(ascii: "\"") {
                place += input[place] == UInt8(ascii: "\\") ? 2 : 1
            }
            guard place < input.count else { return nil }
            place += 1
            return input[start..<place]
        }

        private mutating func takeWord() -> Bool {
            let start = place
            while place < input.count, !Self.ends.contains(input[place]) { take() }
            return place > start
        }

        private static let ends = Set(",:]}[{\" \t\r\n".utf8)

        /// From the colon to the end of the value, and the comma before the field with it.
        private mutating func skipValue() -> Bool {
            skipSpace()
            place += 1
            var depth = 0
            repeat {
                skipSpace()
                guard place < input.count else { return false }
                switch input[place] {
                case UInt8(ascii: "\""): guard text() != nil else { return false }
                case UInt8(ascii: "{"), UInt8(ascii: "["):
                    depth += 1
                    place += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if depth == 0 { return false }
                    depth -= 1
                    place += 1
                case UInt8(ascii: ","), UInt8(ascii: ":"):
                    if depth == 0 { return false }
                    place += 1
                default:
                    let start = place
                    while place < input.count, !Self.ends.contains(input[place]) { place += 1 }
                    if place == start { return false }
                }
            } while depth > 0
            return true
        }
    }
}
