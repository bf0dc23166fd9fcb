import Records

/// What the page about the review agreement draws.
package struct ReviewAgreementDetails: Codable, Hashable, Sendable {
    package var agreement: ReviewAgreement
    package var met: Int
    package var answeredLate: Int
    /// Still open, closed or made a draft again after the time was over, without an answer.
    package var unanswered: Int
    /// Left out: still within the time.
    package var pending: Int
    /// Left out: taken back, closed or made a draft again within the time.
    package var withdrawn: Int
    /// A count of its own, neither met nor missed.
    package var withoutReview: Int
}
