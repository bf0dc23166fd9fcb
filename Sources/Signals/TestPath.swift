/// Whether a path holds tests, by the names that most languages' tools agree on.
enum TestPath {
    static func matches(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        guard let name = parts.last else { return false }
        return parts.dropLast().contains(where: isFolder) || isFile(name)
    }

    private static let folders: Set<String> = ["test", "tests", "spec", "specs", "__tests__", "testing", "e2e", "t"]

    private static func isFolder(_ part: Substring) -> Bool {
        folders.contains(part.lowercased()) || part.hasSuffix("Tests") || part.hasSuffix("-tests")
            || part.hasSuffix("_tests")
    }

    private static func isFile(_ name: Substring) -> Bool {
        let stem = name.firstIndex(of: ".").map { name[..<$0] } ?? name
        let endings = ["Test", "Tests", "Spec", "Specs", "_test", "_tests", "_spec", "-test", "-spec", "TestCase"]
        return stem.hasPrefix("test_") || endings.contains { stem.hasSuffix($0) } || name.contains(".test.")
            || name.contains(".spec.")
    }
}
