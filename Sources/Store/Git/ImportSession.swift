import Records

/// What one import has learned about the numbers that its repository gives out, so that it need not ask again.
///
/// A value: a transaction that fails or is repeated starts from the one it was given, and `Database.save` keeps the
/// new one only after the commit. When somebody else wrote to the repository meanwhile, the next save forgets all and
/// asks again.
package struct ImportSession: Sendable {
    package let repository: Repository.ID
    /// Nil for a fragment that is saved on its own.
    package let run: ImportRun.ID?
    /// The revision of the repository that the numbers below belong to; nil before the first save.
    var revision: Int64?
    /// Nothing is stored that is not known here.
    var isComplete = false
    /// The next free numbers.
    var nextCommit: Int32 = 0
    var nextPath: Int32 = 0
    var nextSignature: Int32 = 0
    private var settled = Names()
    private var fresh = Names()

    init(repository: Repository.ID, run: ImportRun.ID?) {
        self.repository = repository
        self.run = run
    }

    private struct Names {
        var paths: [ExactText: Int32] = [:]
        var signatures: [Signature: Int32] = [:]
    }

    func number(ofPath path: String) -> Int32? {
        fresh.paths[ExactText(path)] ?? settled.paths[ExactText(path)]
    }

    func number(of signature: Signature) -> Int32? {
        fresh.signatures[signature] ?? settled.signatures[signature]
    }

    mutating func know(path: String, as number: Int32) { fresh.paths[ExactText(path)] = number }
    mutating func know(_ signature: Signature, as number: Int32) { fresh.signatures[signature] = number }

    mutating func forget() {
        settled = Names()
        fresh = Names()
        isComplete = false
    }

    /// Moves what the last transaction added to the rest, in place, so that copies of a session stay cheap.
    mutating func settle() {
        settled.paths.merge(fresh.paths) { $1 }
        settled.signatures.merge(fresh.signatures) { $1 }
        fresh = Names()
    }
}
