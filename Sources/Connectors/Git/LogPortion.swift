/// A stretch of the log on its way through the stages: which contents to compare, and, at the end of a batch, the
/// batch itself.
struct LogPortion: Sendable {
    var contents: ArraySlice<ChangedContents>
    /// The batch that this portion is the last of.
    var finished: LogDraft?
}

/// The same with the contents loaded.
struct LoadedPortion: Sendable {
    var sides: [(old: BlobContent, new: BlobContent)]
    /// What was asked for, side by side with what came.
    var contents: ArraySlice<ChangedContents>
    var finished: LogDraft?
}
