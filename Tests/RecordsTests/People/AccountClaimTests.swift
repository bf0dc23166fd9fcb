import Records
import Testing

@Suite("Claimed accounts")
struct AccountClaimTests {
    private let one = Signature(name: "Ada", email: "ada@example.org")
    private let other = Signature(name: "Ada", email: "ada@home.net")

    @Test func `what was said last about a member and an account holds`() {
        let claims = AccountClaims([
            step(.claim, "ada", one), step(.claim, "eve", one), step(.confirm, "ada", one), step(.refuse, "eve", one),
            step(.claim, "ada", other),
        ])
        #expect(claims.holder(of: one) == "ada")
        #expect(claims.holder(of: other) == nil)
        #expect(claims.state(of: "eve", one) == .refused)
        #expect(claims.open.map(\.signature) == [other])
    }

    @Test func `a claim that is withdrawn is as if it had not been, and may be made again`() {
        let steps = [step(.claim, "ada", one), step(.prove, "ada", one), step(.withdraw, "ada", one)]
        #expect(AccountClaims(steps).all.isEmpty)
        #expect(AccountClaims(steps + [step(.claim, "ada", one)]).open.map(\.member) == ["ada"])
    }

    private func step(_ action: AccountClaim.Action, _ member: String, _ signature: Signature) -> AccountClaim {
        AccountClaim(action: action, member: member, signature: signature, decidedBy: "lead", decidedAt: 5)
    }
}
