import Features
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Store
import TestKit
import Testing

@testable import Server

@Suite("The second factor")
struct SecondFactorTests {
    @Test(arguments: Backend.all)
    func `is on once the app has shown a code, and then signing in takes one`(_ backend: Backend) async throws {
        try await Enrolled.with(backend) { ada in
            try await ada.ask { client async throws in
                let step = try await client.post("/sign-in", ada.login(next: "/connections")) { response in
                    #expect(response.status == .seeOther)
                    #expect(response.headers[.location] == "/sign-in/second-step?next=/connections")
                    #expect(response.headers[values: .setCookie].count == 1)
                    return response.cookie
                }
                try await client.execute(
                    uri: "/me", method: .get, headers: [.cookie: step]
                ) { #expect($0.status == .seeOther, "the password alone opened /me") }
                ada.clock.pass(30)
                let fields = ["code": ada.code, "next": "/connections"]
                let session = try await client.post("/sign-in/second-step", fields, cookie: step) { response in
                    #expect(response.status == .seeOther && response.headers[.location] == "/connections")
                    return response.cookie
                }
                try await client.execute(
                    uri: "/me", method: .get, headers: [.cookie: session]
                ) { #expect(String(buffer: $0.body).contains("with ten recovery codes left")) }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `a code that was used lets nobody in again`(_ backend: Backend) async throws {
        try await Enrolled.with(backend) { ada in
            try await ada.ask { client async throws in
                // The code that confirmed the enrolment is used too.
                #expect(try await ada.signIn(client, code: ada.code) == .unprocessableContent)
                ada.clock.pass(30)
                let code = ada.code
                #expect(try await ada.signIn(client, code: code) == .seeOther)
                #expect(try await ada.signIn(client, code: code) == .unprocessableContent)
            }
        }
    }

    @Test(arguments: Backend.all)
    func `a recovery code lets in once, however it is typed`(_ backend: Backend) async throws {
        try await Enrolled.with(backend) { ada in
            try await ada.ask { client async throws in
                let code = ada.recoveryCodes[3].uppercased().replacing("-", with: " ")
                #expect(try await ada.signIn(client, code: code) == .seeOther)
                #expect(try await ada.signIn(client, code: code) == .unprocessableContent)
            }
            #expect(try await ada.actions().contains("used a recovery code"))
        }
    }

    @Test func `five wrong codes ask for the password again`() async throws {
        try await Enrolled.with(.sqlite) { ada in
            ada.clock.pass(30)
            try await ada.ask { client async throws in
                let step = try await client.post("/sign-in", ada.login()) { $0.cookie }
                for _ in 0..<5 {
                    try await client.post("/sign-in/second-step", ["code": "000000"], cookie: step) {
                        #expect($0.status == .unprocessableContent)
                    }
                }
                try await client.post("/sign-in/second-step", ["code": ada.code], cookie: step) { response in
                    #expect(response.status == .seeOther && response.headers[.location] == "/sign-in")
                }
            }
        }
    }

    @Test func `wrong codes slow down like wrong passwords`() async throws {
        try await Enrolled.with(.sqlite) { ada in
            try await ada.ask { client async throws in
                for _ in 0..<5 { #expect(try await ada.signIn(client, code: "nothing") == .unprocessableContent) }
                #expect(try await ada.signIn(client, code: "nothing") == .tooManyRequests)
                ada.clock.pass(30)
                #expect(try await ada.signIn(client, code: ada.code) == .seeOther)
            }
        }
    }

    @Test func `the first step ends after ten minutes`() async throws {
        try await Enrolled.with(.sqlite) { ada in
            try await ada.ask { client async throws in
                let step = try await client.post("/sign-in", ada.login()) { $0.cookie }
                ada.clock.pass(601)
                try await client.post("/sign-in/second-step", ["code": ada.code], cookie: step) {
                    #expect($0.headers[.location] == "/sign-in")
                }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `the database holds neither the secret nor a recovery code`(_ backend: Backend) async throws {
        try await Enrolled.with(backend) { ada in
            let (sealed, hashes) = try await ada.database.read { db in
                (
                    try db.value("SELECT sealed_secret FROM second_factor", as: [UInt8].self),
                    try db.rows("SELECT code_hash FROM recovery_code") { try $0.get(0, as: [UInt8].self) }
                )
            }
            let bytes = try #require(sealed)
            #expect(bytes.count == 12 + 20 + 16)
            #expect(SealingKey.other?.open(bytes, for: "second factor of \(ada.id)") == nil)
            #expect(SealingKey.test?.open(bytes, for: "second factor of \(ada.id)") == ada.secret)
            let plain = ada.recoveryCodes.map { Array($0.utf8) }
            #expect(hashes.count == 10 && hashes.allSatisfy { $0.count == 32 && !plain.contains($0) })
        }
    }

    @Test func `with another key file recovery codes still let in, and the page says why`() async throws {
        try await Enrolled.with(.sqlite) { ada in
            let another = try ada.restarted(key: .other)
            ada.clock.pass(30)
            try await another.application().test(.router) { client in
                let step = try await client.post("/sign-in", ada.login()) { $0.cookie }
                try await client.post("/sign-in/second-step", ["code": ada.code], cookie: step) { response in
                    #expect(response.status == .unprocessableContent)
                    #expect(String(buffer: response.body).contains("key file is missing, or it is another one"))
                }
                try await client.post("/sign-in/second-step", ["code": ada.recoveryCodes[0]], cookie: step) {
                    #expect($0.status == .seeOther)
                }
            }
        }
    }

    @Test func `a reset link chooses a password, and the code is still asked for`() async throws {
        try await Enrolled.with(.sqlite) { ada in
            let link = try await Cast.link(ada.server, .reset(ada.id))
            try await ada.ask { client async throws in
                try await client.post(link.path, ["password": "other good words"]) { response in
                    #expect(response.headers[.location] == "/sign-in/second-step")
                }
            }
        }
    }

    @Test func `switching it on takes the password, ends other sessions, and is said in the list of changes`()
        async throws
    {
        try await TestServer.with(features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            try await server.ask { client in
                let other = try await client.post("/sign-in", ["login": "ada", "password": Cast.password]) { $0.cookie }
                let form = try Enrolled.formToken(cookie)
                try await client.post("/me/second-factor", ["form": form, "password": "wrong words"], cookie: cookie) {
                    response in
                    #expect(response.status == .unprocessableContent)
                    #expect(!String(buffer: response.body).contains("otpauth"))
                }
                let ada = try await Enrolled(server, TestClock(), cookie, client)
                #expect(try await ada.actions().contains("switched on the second factor"))
                try await client.execute(uri: "/me", method: .get, headers: [.cookie: other]) {
                    #expect($0.status == .seeOther, "a session begun with the password alone went on")
                }
            }
        }
    }

    @Test(arguments: Backend.all)
    func `its owner switches it off with a code, an administrator without one`(_ backend: Backend) async throws {
        try await Enrolled.with(backend) { ada in
            let form = try Enrolled.formToken(ada.cookie)
            try await ada.ask { client async throws in
                let wrong = ["form": form, "code": "nothing"]
                try await client.post("/me/second-factor/removal", wrong, cookie: ada.cookie) {
                    #expect($0.status == .unprocessableContent)
                }
                let right = ["form": form, "code": ada.recoveryCodes[0]]
                try await client.post("/me/second-factor/removal", right, cookie: ada.cookie) {
                    #expect($0.status == .seeOther)
                }
                try await client.post("/sign-in", ada.login()) { #expect($0.headers[.location] == "/") }
            }
            #expect(try await ada.actions().contains("switched off the second factor"))
        }
        try await Enrolled.with(backend) { ada in
            let form = try Enrolled.formToken(ada.cookie)
            try await ada.ask { client async throws in
                try await client.post(
                    "/members/\(ada.id)/second-factor/removal", ["form": form], cookie: ada.cookie
                ) { #expect($0.status == .seeOther) }
                try await client.post("/sign-in", ada.login()) { #expect($0.headers[.location] == "/") }
            }
            #expect(try await ada.actions().contains("removed the second factor"))
        }
    }

    @Test func `new recovery codes make the old ones worthless`() async throws {
        try await Enrolled.with(.sqlite) { ada in
            let form = try Enrolled.formToken(ada.cookie)
            try await ada.ask { client async throws in
                let asked = ["form": form, "code": ada.recoveryCodes[0]]
                let codes = try await client.post("/me/second-factor/recovery-codes", asked, cookie: ada.cookie) {
                    Enrolled.codes(in: String(buffer: $0.body))
                }
                #expect(codes.count == 10 && Set(codes).isDisjoint(with: ada.recoveryCodes))
                #expect(try await ada.signIn(client, code: ada.recoveryCodes[1]) == .unprocessableContent)
                #expect(try await ada.signIn(client, code: codes[1]) == .seeOther)
            }
        }
    }

    @Test func `without a key file nobody can set one up, and the page says so`() async throws {
        try await TestServer.with(key: nil, features: { .all($0) }) { server in
            let cookie = try await Cast.join(server, "ada", .firstAdministrator)
            let form = try Enrolled.formToken(cookie)
            try await server.ask { client in
                try await client.execute(uri: "/me", method: .get, headers: [.cookie: cookie]) {
                    #expect(String(buffer: $0.body).contains("--key-file"))
                }
                let asked = ["form": form, "password": Cast.password]
                try await client.post("/me/second-factor", asked, cookie: cookie) {
                    #expect($0.status == .unprocessableContent)
                }
            }
        }
    }
}
