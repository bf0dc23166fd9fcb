import Foundation
import TestKit
import Testing

@Suite("tutti import git and tutti people, as a shell starts them", .timeLimit(.minutes(40)))
struct ImportCommandTests {
    @Test func `says what was new, and nothing new the second time`() throws {
        let repository = try ScratchRepository.ensemble()
        let data = repository.folder + "/data"
        let first = try TuttiProgram.run("import", "git", repository.path, "--data", data)
        #expect(first.status == 0)
        #expect(first.output == "work: 26 new commits\n")
        #expect(first.errors == "")
        let second = try TuttiProgram.run("import", "git", repository.path, "--data", data, "--json")
        #expect(second.output.contains("\"newCommits\":0"))
    }

    @Test(
        arguments: [
            (["/nowhere/at/all"], 2, "There is no folder at /nowhere/at/all"),
            (["/"], 2, "is not a git repository"),
            (["ext::sh -c id"], 2, "neither a path nor a git URL"),
            (["ssh://127.0.0.1:1/x.git"], 3, "Cloning from 127.0.0.1:1 failed"),
        ] as [([String], Int32, String)])
    func `bad input is one sentence`(_ locations: [String], _ status: Int32, _ says: String) throws {
        let repository = try ScratchRepository()
        let answer = try BuiltProgram.run(
            BuiltProgram.path("tutti"), ["import", "git"] + locations + ["--data", repository.folder + "/data"],
            environment: ["GIT_SSH_COMMAND": "ssh -oBatchMode=yes"])
        #expect(answer.status == status)
        #expect(answer.errors.contains(says), "\(answer.errors)")
        #expect(answer.errors.filter { $0 == "\n" }.count == 1, "\(answer.errors)")
    }

    /// `safe.bareRepository` keeps git from coming upon a bare repository; here somebody names it.
    @Test func `a bare clone is read where the user's git wants those named`() throws {
        let repository = try ScratchRepository.ensemble()
        let home = repository.folder + "/home"
        try FileManager.default.createDirectory(atPath: home, withIntermediateDirectories: true)
        try "[safe]\n\tbareRepository = explicit\n".write(
            toFile: home + "/.gitconfig", atomically: true, encoding: .utf8)
        let bare = repository.folder + "/bare.git"
        try repository.git("clone", "--quiet", "--bare", repository.path, bare)
        for location in [bare, bare + "/objects", "file://" + repository.path] {
            let answer = try TuttiProgram.run(
                "import", "git", location, "--data", repository.folder + "/data-\(location.count)",
                environment: ["HOME": home])
            #expect(answer.status == 0, "\(answer.errors)")
            #expect(answer.output.contains(": 26 new commits"), "\(answer.output)")
        }
    }

    @Test func `a git that is too old, or none, is named`() throws {
        let repository = try ScratchRepository.ensemble()
        let folder = try Self.git(in: repository, "[ \"$1\" = --version ] && echo 'git version 2.29.3' && exit")
        for (path, says) in [(folder, "version 2.29; 2.30 or newer"), ("/nowhere", "git program was not found")] {
            let answer = try TuttiProgram.run(
                "import", "git", repository.path, "--data", repository.folder + "/data",
                environment: ["PATH": path])
            #expect(answer.status == 2)
            #expect(answer.errors.contains(says), "\(answer.errors)")
        }
    }

    /// A library that is still starting a program when its own ends complains where people read what went wrong.
    @Test func `every git that was begun has ended before the command does`() throws {
        let repository = try ScratchRepository.ensemble()
        let (begun, ended) = (repository.folder + "/begun", repository.folder + "/ended")
        let folder = try Self.git(
            in: repository, "[ \"$1\" = --version ] && echo >> '\(begun)' && sleep 0.3 && echo >> '\(ended)'")
        for (path, revision, status) in [
            ("/nowhere/at/all", "HEAD", 2), (repository.path, "nowhere", 2), (repository.path, "HEAD", 0),
        ] as [(String, String, Int32)] {
            let answer = try TuttiProgram.run(
                "report", path, "--rev", revision, environment: ["PATH": folder + ":/usr/bin:/bin"])
            #expect(answer.status == status, "\(answer.errors)")
            #expect(FileManager.default.contents(atPath: begun) == FileManager.default.contents(atPath: ended))
        }
        #expect(FileManager.default.fileExists(atPath: ended))
    }

    /// A folder with a git that does something before it is git.
    private static func git(in repository: ScratchRepository, _ first: String) throws -> String {
        let folder = repository.folder + "/bin"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try "#!/bin/sh\n\(first)\nexec /usr/bin/git \"$@\"\n".write(
            toFile: folder + "/git", atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/git")
        return folder
    }

    @Test func `a URL of ssh is copied by git with the user's own command`() throws {
        let repository = try ScratchRepository.ensemble()
        let wrapper = repository.folder + "/ssh"
        // What a server would do with the last argument.
        try "#!/bin/sh\nfor last; do :; done\nexec sh -c \"$last\"\n".write(
            toFile: wrapper, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: wrapper)
        let answer = try TuttiProgram.run(
            "import", "git", "ssh://git@example.org\(repository.path)", "--data", repository.folder + "/data", "--json",
            environment: ["GIT_SSH_COMMAND": wrapper, "GIT_SSH_VARIANT": "ssh"])
        #expect(answer.status == 0, "\(answer.errors)")
        #expect(answer.output.contains("\"newCommits\":26"))
        #expect(answer.output.contains("ssh:\\/\\/example.org") || answer.output.contains("ssh://example.org"))
        #expect(!answer.output.contains("git@"))
    }

    // Only root may mount the small disk that this fills.
    @Test(.enabled(if: getuid() == 0, "only root can mount a small disk"))
    func `a data folder on a disk that is full ends in a sentence that names it, and the next import has everything`()
        throws
    {
        let repository = try ScratchRepository.ensemble()
        let disk = repository.folder + "/disk"
        try FileManager.default.createDirectory(atPath: disk, withIntermediateDirectories: true)
        let mount = try BuiltProgram.run("/bin/mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", disk])
        // A container may forbid even root to mount.
        guard mount.status == 0 else { return }
        defer { _ = try? BuiltProgram.run("/bin/umount", [disk]) }
        #expect(try TuttiProgram.run("migrate", "--data", disk).status == 0)
        // All that is left, but for a page or two.
        let fill = try BuiltProgram.run("/bin/dd", ["if=/dev/zero", "of=\(disk)/ballast", "bs=4k"])
        #expect(fill.status != 0)
        let answer = try TuttiProgram.run("import", "git", repository.path, "--data", disk)
        #expect(answer.status == 2, "\(answer.errors)")
        #expect(answer.errors.contains("The disk that holds \(disk)/tutti.db is full."), "\(answer.errors)")
        try FileManager.default.removeItem(atPath: disk + "/ballast")
        #expect(try TuttiProgram.run("import", "git", repository.path, "--data", disk).status == 0)
        let again = try TuttiProgram.run("import", "git", repository.path, "--data", disk)
        #expect(again.output == "work: 0 new commits\n")
    }

    @Test func `a disk that is full ends in a sentence, and the next import has everything`() throws {
        let repository = try ScratchRepository.ensemble()
        let data = repository.folder + "/data"
        #expect(try TuttiProgram.run("migrate", "--data", data).status == 0)
        // No file may grow beyond 64 KiB: writing fails as it does on a full disk.
        let answer = try BuiltProgram.run(
            "/bin/bash",
            [
                "-c", "trap '' XFSZ; ulimit -f 64; exec \"$@\"", "bash", BuiltProgram.path("tutti"), "import", "git",
                repository.path, "--data", data,
            ])
        #expect(answer.status == 2, "\(answer.errors)")
        #expect(answer.errors.filter { $0 == "\n" }.count == 1, "\(answer.errors)")
        #expect(try TuttiProgram.run("import", "git", repository.path, "--data", data).status == 0)
        let again = try TuttiProgram.run("import", "git", repository.path, "--data", data)
        #expect(again.output == "work: 0 new commits\n")
    }

    @Test func `people are merged, split and classified, and every decision is undone by another`() throws {
        let repository = try ScratchRepository.ensemble()
        let data = repository.folder + "/data"
        _ = try TuttiProgram.run("import", "git", repository.path, "--data", data)
        func people(_ words: String...) throws -> String {
            let answer = try BuiltProgram.run(BuiltProgram.path("tutti"), ["people"] + words + ["--data", data])
            #expect(answer.status == 0, "\(words): \(answer.errors)")
            return answer.output
        }
        let before = try people("list", "--json")
        _ = try people("merge", "Ada <ada@example.org>", "Bo <bo@example.org>", "--why", "one person")
        #expect(try people("list", "--json") != before)
        #expect(try people("explain", "bo@example.org").contains("one person"))
        _ = try people("split", "Ada <ada@example.org>", "Bo <bo@example.org>", "--why", "two after all")
        #expect(try people("list", "--json") == before)
    }
}
