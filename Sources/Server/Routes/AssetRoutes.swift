import Features
import HTTPTypes
import Hummingbird
import Interface
import NIOCore

/// Stylesheet, scripts and icon, from the binary. Names change with the content, so that browsers may keep them for ever.
struct AssetRoutes: Feature {
    private let files: [String: File]

    private struct File: Sendable {
        let plain: ByteBuffer
        let compressed: ByteBuffer?
        let contentType: String
        let tag: EntityTag
    }

    init() {
        let files = Asset.all.map { asset in
            let plain = ByteBuffer(bytes: asset.bytes)
            return (
                asset.path,
                File(
                    plain: plain, compressed: Gzip.compress(plain, level: 9), contentType: asset.contentType,
                    tag: EntityTag(asset.hash))
            )
        }
        self.files = Dictionary(files) { first, _ in first }
    }

    var routes: [Route] {
        [.get("/assets/{file}", handler: asset), .get("/favicon.ico", handler: icon)]
    }

    /// Looks the name up among those there are; there is no folder that a strange name could lead out of.
    @Sendable private func asset(_ request: Request, context: AppContext) async throws -> Response {
        guard let file = files[request.uri.path] else { throw Problem.notFound() }
        var headers: HTTPFields = [
            .contentType: file.contentType, .cacheControl: "public, max-age=31536000, immutable",
            .eTag: file.tag.header, .vary: "Accept-Encoding",
        ]
        guard let compressed = file.compressed, Compression.isWelcome(in: request),
            compressed.readableBytes < file.plain.readableBytes
        else { return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: file.plain)) }
        headers[.contentEncoding] = "gzip"
        headers[.eTag] = EntityTag(file.tag.value, isWeak: true).header
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: compressed))
    }

    /// For programs that ask for it by habit.
    @Sendable private func icon(_ request: Request, context: AppContext) async throws -> Response {
        .redirect(to: Asset.icon.path, type: .permanent)
    }
}
