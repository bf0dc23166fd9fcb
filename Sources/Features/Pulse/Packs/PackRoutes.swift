import Foundation
import Hummingbird
import NIOCore
import Store
import Surveys

/// Packs: what is asked and why, for everybody to read; and those of a team's own.
extension PulseRoom {
    var packRoutes: [Route] {
        [
            .get("/pulse/packs") { _, context in try await packs(context) },
            Route(.post, "/pulse/packs", handler: keepPack),
            .get("/pulse/packs/{pack}", handler: pack),
            .get("/pulse/packs/{pack}/text", handler: packText),
            Route(.post, "/pulse/packs/{pack}/removal", handler: removePack),
        ]
    }

    private func packs(_ context: AppContext, typed: String = "", error: String? = nil) async throws -> Response {
        let token = try await mayAnnounce(context) ? context.formToken : nil
        return try await services.framed(isRefused: error != nil) { db in
            PacksPage(own: try db.ownPacks(), typed: typed, formToken: token, error: error)
        }
    }

    @Sendable private func keepPack(_ request: Request, context: AppContext) async throws -> Response {
        let (member, sent) = try await context.signedForm(request)
        let text = sent.exact("text")
        let now = Int64(services.now().timeIntervalSince1970)
        do {
            let pack = try await services.database.write { try $0.keepPack(text, by: .member(member.id), at: now) }
            return .redirect(to: Link.pack(pack.id).path, type: .normal)
        } catch let trouble as OwnPackTrouble {
            return try await packs(context, typed: text, error: trouble.description)
        }
    }

    @Sendable private func pack(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("pack")
        let token = try await mayAnnounce(context) ? context.formToken : nil
        return try await services.framed { db in
            guard let pack = try db.packs().first(where: { $0.id == id }) else { throw Self.noSuchPack }
            return PackPage(
                pack: pack, removal: Pack.builtInText(id) == nil ? token : nil,
                past: try db.questionPast(asking: []))
        }
    }

    /// As it was written, to start a pack of one's own from.
    @Sendable private func packText(_ request: Request, context: AppContext) async throws -> Response {
        let id = try context.parameter("pack")
        guard let text = try await services.database.read({ try $0.packText(id) }) else { throw Self.noSuchPack }
        return Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    @Sendable private func removePack(_ request: Request, context: AppContext) async throws -> Response {
        let (member, _) = try await context.signedForm(request)
        let id = try context.parameter("pack")
        let now = Int64(services.now().timeIntervalSince1970)
        do {
            try await services.database.write { try $0.removePack(id, by: .member(member.id), at: now) }
            return .redirect(to: Link.packs.path, type: .normal)
        } catch let trouble as OwnPackTrouble { throw Problem.notFound(trouble.description) }
    }

    static let noSuchPack = Problem.notFound("There is no such pack. /pulse/packs lists them all.")
}

extension Link {
    static let packs = Link("pulse", "packs")
    static func pack(_ id: Pack.ID) -> Link { Link("pulse", "packs", id) }
    static func packText(_ id: Pack.ID) -> Link { Link("pulse", "packs", id, "text") }
}
