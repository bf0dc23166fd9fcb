import Records
import Testing

@testable import Features

@Suite("Who stands behind accounts of code hosts")
struct DeliveryIdentitiesTests {
    private static let host = "code.example.org"

    private func account(
        _ id: String, _ login: String, at source: String = host, name: String? = nil, email: String? = nil,
        kind: Account.Kind = .person
    ) -> Account {
        Account(key: RecordKey(source, .account, id), login: login, name: name, email: email, kind: kind)
    }

    private func someone(_ name: String, _ emails: String...) -> WhoIsWho.Someone {
        WhoIsWho.Someone(
            person: Person(id: emails[0], name: name, email: emails[0], kind: .human),
            accounts: emails.map { .init(signature: Signature(name: name, email: $0), rule: .alone) })
    }

    private func identities(_ set: (inout DeliveryIdentities.Known) -> Void) -> DeliveryIdentities {
        var known = DeliveryIdentities.Known()
        set(&known)
        return DeliveryIdentities(known)
    }

    private func person(_ account: Account, _ found: DeliveryIdentities) -> Person? {
        found.personOfAccount[account.key].flatMap { id in found.people.first { $0.id == id } }
    }

    @Test func `an address ties an account to a history and to accounts of other hosts, a name never`() {
        let (ana, other) = (account("1", "ana", name: "Ana Čech"), account("2", "anac", name: "Ana Čech"))
        let (shown, elsewhere) = (
            account("3", "a", name: "A", email: "Ana@Example.org"),
            account("9", "cech", at: "other.example.org", email: "ana@example.org")
        )
        let found = identities {
            $0.accounts = [ana, other, shown, elsewhere]
            $0.histories = [WhoIsWho(people: [someone("Ana Čech", "ana@example.org", "ana@old.example.org")])]
        }
        #expect(person(shown, found)?.id == "ana@example.org")
        #expect(person(elsewhere, found)?.id == "ana@example.org")
        #expect(person(shown, found)?.name == "Ana Čech")
        #expect(Set([ana, other, shown].compactMap { person($0, found)?.id }).count == 3)
    }

    @Test func `a private address names the account of that login on that host alone`() {
        let (here, there) = (account("77", "Ana"), account("77", "ana", at: "other.example.org"))
        let byName = account("@ana", "ana")
        let found = identities {
            $0.accounts = [here, there, byName]
            $0.histories = [
                WhoIsWho(people: [someone("Ana", "ana@example.org", "77+ana@users.noreply.code.example.org")])
            ]
        }
        #expect(person(here, found)?.id == "ana@example.org")
        #expect(person(byName, found)?.id == "ana@example.org")
        #expect(person(there, found)?.id != "ana@example.org")
    }

    @Test func `what members claimed or proved ties them, and a decision of the team goes before`() {
        let (ana, ben) = (account("1", "ana", email: "ana@example.org"), account("2", "ben"))
        let claimed = ben.privateSignature
        func known(_ decisions: [IdentityDecision]) -> DeliveryIdentities {
            identities {
                $0.accounts = [ana, ben]
                $0.members = ["a", "b"].map {
                    Member(id: $0, login: "x\($0)", name: "Member \($0)", isAdministrator: false, joinedAt: 0)
                }
                $0.provenAddresses = ["ana@example.org": "a"]
                $0.claims =
                    AccountClaims([
                        AccountClaim(action: .confirm, member: "b", signature: claimed, decidedBy: "a", decidedAt: 0)
                    ]).all
                $0.objecting = ["b"]
                $0.decisions = decisions
            }
        }
        let found = known([])
        #expect(found.member(of: ana.key) == "a")
        #expect(found.member(of: ben.key) == "b")
        #expect(person(ben, found)?.kind == .withheld)
        #expect(person(ana, found)?.kind == .human)
        let split = IdentityDecision(
            action: .merge, first: Signature(name: "ana", email: "ana@example.org"), second: claimed, why: "one",
            decidedBy: "a", decidedAt: 1)
        let joined = known([split])
        #expect(person(ana, joined)?.id == person(ben, joined)?.id)
    }

    @Test func `machines are known by what the host or their name says, and who is gone is nobody's account`() {
        let bot = account("1", "release-helper", kind: .bot)
        let (named, agent) = (account("2", "sync-bot"), account("3", "copilot-swe-agent[bot]", kind: .bot))
        let gone = account("4", "ghost", kind: .deleted)
        let found = identities { $0.accounts = [bot, named, agent, gone] }
        #expect([bot, named, agent].map { person($0, found)?.kind } == [.bot, .bot, .agent])
        #expect(person(gone, found) == nil)
        let decided = identities {
            $0.accounts = [bot]
            $0.decisions = [
                IdentityDecision(
                    action: .classify, first: bot.privateSignature, kind: .human, why: "", decidedBy: "a", decidedAt: 1)
            ]
        }
        #expect(person(bot, decided)?.kind == .human)
    }
}
