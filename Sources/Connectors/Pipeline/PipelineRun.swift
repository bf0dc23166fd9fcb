import Records

/// How runs and repositories are called that scripts tell of.
package enum PipelineRun {
    /// The key of a build: the same that telling of the build itself gives.
    package static func key(repository: String?, build: String, attempt: Int = 1) -> RecordKey {
        PipelineNames.key(.build, [repository, build, attempt == 1 ? nil : "\(attempt)"])
    }

    /// The key of a job of a build.
    package static func job(_ name: String, of build: RecordKey) -> RecordKey {
        build.other(.job, "\(build.id)/\(name)")
    }

    /// The key that stands for a repository of which only the name was told.
    package static func repository(_ name: String) -> RecordKey { PipelineNames.key(.repository, [name]) }

    /// The name, where that is all that was told.
    package static func name(of repository: RecordKey) -> String? {
        repository.source == PipelineNames.source && repository.kind == .repository ? repository.id : nil
    }
}
