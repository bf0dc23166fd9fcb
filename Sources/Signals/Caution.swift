import Records

extension Evidence {
    /// A signal's `why`, with what the kind of clone adds to it: in a shallow one the early authors are unknown.
    func why(_ sentence: String) -> String {
        repository.isShallow
            ? "\(sentence) The clone is shallow: who wrote and changed things before it begins is not known." : sentence
    }
}
