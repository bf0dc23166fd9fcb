import Foundation
import HTTPTypes
import Hummingbird
import Records

extension Response {
    /// JSON with sorted keys: the same value always gives the same bytes.
    package static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        .json(bytes: try JSONValue.canonical(value), status: status)
    }

    /// JSON that is already written.
    package static func json(
        bytes: Data, status: HTTPResponse.Status = .ok, type: String = "application/json"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
