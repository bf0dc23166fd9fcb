/// Whether a README tells how to get the project running.
enum RunSteps {
    /// A heading that promises it with something below, or a block of code with a command.
    static func isTold(in text: String) -> Bool {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        var promised = false
        var isFenced = false
        for (place, line) in lines.enumerated() {
            let trimmed = line.drop(while: \.isWhitespace)
            if trimmed.hasPrefix("```") || trimmed.hasPrefix("~~~") || trimmed.hasPrefix("----") && isFenced {
                isFenced.toggle()
                continue
            }
            if (isFenced || line.isIndented) && isCommand(trimmed) { return true }
            if isFenced { continue }
            let next = place + 1 < lines.count ? lines[place + 1] : ""
            if let heading = heading(line, next) {
                // A heading right below one that promises is part of what was promised.
                promised = promised || words(of: heading).contains(where: promises.contains)
            } else if promised, trimmed.contains(where: \.isLetter) {
                return true
            }
        }
        return false
    }

    /// Of Markdown, AsciiDoc or, underlined, of Markdown and reStructuredText.
    private static func heading(_ line: Substring, _ next: Substring) -> Substring? {
        for mark in ["#", "="] where line.hasPrefix(mark) {
            let text = line.drop { String($0) == mark }
            if text.hasPrefix(" ") { return text.dropFirst() }
        }
        guard let mark = next.first, "=-~^\"*+#".contains(mark), line.contains(where: \.isLetter) else { return nil }
        return next.count >= 3 && next.allSatisfy { $0 == mark || $0.isWhitespace } ? line : nil
    }

    private static func words(of heading: Substring) -> [String] {
        heading.lowercased().split { !$0.isLetter }.map(String.init)
    }

    private static let promises: Set = [
        "install", "installing", "installation", "setup", "start", "started", "starting", "quickstart", "run",
        "running", "build", "building", "compile", "compiling", "test", "testing", "tests", "develop", "development",
        "developing", "deploy", "deployment", "launch",
    ]

    private static func isCommand(_ line: Substring) -> Bool {
        if line.hasPrefix("$ ") || line.hasPrefix("./") || line.hasPrefix("> ") && line.count > 2 { return true }
        let first = line.prefix { !$0.isWhitespace }
        let program = first == "sudo" ? line.dropFirst(5).prefix { !$0.isWhitespace } : first
        return programs.contains(String(program)) && line.count > program.count
    }

    private static let programs: Set = [
        "npm", "npx", "yarn", "pnpm", "bun", "deno", "node", "make", "docker", "docker-compose", "podman", "swift",
        "cargo", "go", "pip", "pip3", "pipx", "uv", "poetry", "python", "python3", "pytest", "tox", "mvn", "gradle",
        "bundle", "rake", "rails", "gem", "dotnet", "cmake", "ninja", "meson", "bazel", "composer", "php", "mix",
        "sbt", "stack", "cabal", "brew", "apt", "apt-get", "dnf", "git", "curl", "kubectl", "helm", "just", "task",
        "nix", "conda", "java", "ruby", "zig", "flutter", "dart", "vagrant", "terraform",
    ]
}

extension Substring {
    /// By a tab or four spaces, as code is without a fence.
    fileprivate var isIndented: Bool { hasPrefix("\t") || hasPrefix("    ") }
}
