import Records

/// The numbers that a fragment's signatures and paths have in the database, by their place in the fragment; -1 where
/// no new commit needs one.
struct FragmentNames {
    var signatures: [Int32]
    var paths: [Int32]
}

extension Connection {
    /// Finds or gives out a number for everything that the new commits name.
    func internNames(
        _ fragment: History, of new: [Int], repository: Int32, _ session: inout ImportSession
    ) throws -> FragmentNames {
        let needed = NeededNames(fragment, of: new)
        let signatures = needed.signatures.map { fragment.signatures[$0] }
        let paths = needed.paths.map { fragment.paths[$0] }
        try intern(signatures, repository: repository, &session)
        try intern(paths, repository: repository, &session)

        var names = FragmentNames(
            signatures: [Int32](repeating: -1, count: fragment.signatures.count),
            paths: [Int32](repeating: -1, count: fragment.paths.count))
        for (place, signature) in zip(needed.signatures, signatures) {
            names.signatures[place] = session.number(of: signature) ?? -1
        }
        for (place, path) in zip(needed.paths, paths) { names.paths[place] = session.number(ofPath: path) ?? -1 }
        return names
    }

    private func intern(_ paths: [String], repository: Int32, _ session: inout ImportSession) throws {
        var missing = paths.filter { session.number(ofPath: $0) == nil }
        if !session.isComplete {
            for chunk in missing.chunks(of: 256) {
                let found = try rows(
                    "SELECT name, number FROM path WHERE repository = \(repository) AND name IN \(list: chunk)"
                ) { (try $0.text(0), try $0.get(1, as: Int32.self)) }
                for (path, number) in found { session.know(path: path, as: number) }
            }
            missing = missing.filter { session.number(ofPath: $0) == nil }
        }
        if missing.isEmpty { return }
        try insert(into: "path", ["repository", "number", "name"]) { writer in
            for path in missing where session.number(ofPath: path) == nil {
                try writer.add(repository)
                try writer.add(session.nextPath)
                try writer.add(path)
                try writer.endRow()
                session.know(path: path, as: session.nextPath)
                session.nextPath += 1
            }
        }
    }

    fileprivate func intern(_ signatures: [Signature], repository: Int32, _ session: inout ImportSession) throws {
        var missing = signatures.filter { session.number(of: $0) == nil }
        if !session.isComplete {
            for chunk in missing.chunks(of: 256) {
                let emails = Set(chunk.map(\.email))
                let found = try rows(
                    """
                    SELECT name, email, number FROM signature
                    WHERE repository = \(repository) AND email IN \(list: emails)
                    """
                ) { (Signature(name: try $0.text(0), email: try $0.text(1)), try $0.get(2, as: Int32.self)) }
                for (signature, number) in found { session.know(signature, as: number) }
            }
            missing = missing.filter { session.number(of: $0) == nil }
        }
        missing = try withoutErased(missing, repository: repository, &session)
        if missing.isEmpty { return }
        try insert(into: "signature", ["repository", "number", "name", "email"]) { writer in
            for signature in missing where session.number(of: signature) == nil {
                try writer.add(repository)
                try writer.add(session.nextSignature)
                try writer.add(signature.name)
                try writer.add(signature.email)
                try writer.endRow()
                session.know(signature, as: session.nextSignature)
                session.nextSignature += 1
            }
        }
    }
}

extension Connection {
    /// Gives erased signatures the number of who stands there instead, and returns the others.
    private func withoutErased(
        _ signatures: [Signature], repository: Int32, _ session: inout ImportSession
    ) throws -> [Signature] {
        if signatures.isEmpty { return [] }
        let erasures = try Erasures(self)
        return try signatures.filter { signature in
            guard let standIn = erasures.standIn(for: signature) else { return true }
            try intern([standIn], repository: repository, &session)
            if let number = session.number(of: standIn) { session.know(signature, as: number) }
            return false
        }
    }
}

/// The places of what the new commits name; the rest of a fragment that was seen before is not stored again.
private struct NeededNames {
    var signatures: [Int]
    var paths: [Int]

    init(_ fragment: History, of new: [Int]) {
        var signatures = [Bool](repeating: false, count: fragment.signatures.count)
        var paths = [Bool](repeating: false, count: fragment.paths.count)
        for place in new {
            let commit = fragment.commits[place]
            signatures[Int(commit.author)] = true
            signatures[Int(commit.committer)] = true
            for trailer in commit.trailers { signatures[Int(trailer.signature)] = true }
            for change in fragment.changes(of: commit) {
                paths[Int(change.path)] = true
                if let old = change.oldPath { paths[Int(old)] = true }
            }
        }
        self.signatures = signatures.indices.filter { signatures[$0] }
        self.paths = paths.indices.filter { paths[$0] }
    }
}
