import HTTPTypes
import Hummingbird
import Interface
import NIOCore
import Records

/// What stands around every page of this installation.
package struct Frame: Sendable {
    let version: String
    /// What is kept and where, for the footer.
    let stored: String
    /// What holds for everything on every page.
    package var notice: String?

    package init(version: String, stored: String, notice: String? = nil) {
        self.version = version
        self.stored = stored
        self.notice = notice
    }

    /// A page as an answer.
    package func answer(_ page: some Page, of repository: Repository? = nil, among count: Int = 1) -> Response {
        Self.answer(document(page, of: repository, among: count))
    }

    /// A page within its layout, ready to be sent.
    ///
    /// - Parameter scope: what the menu keeps to.
    func document(
        _ page: some Page, of repository: Repository? = nil, among count: Int = 1, in scope: Scope = .everything
    ) -> ByteBuffer {
        let layout = Layout(
            rooms: RoomMenu.rooms(of: repository?.id, in: scope), place: repository.map { place($0, among: count) },
            version: version, stored: stored, you: Link.me.path, notice: notice)
        return ByteBuffer(string: layout.document(page).text)
    }

    static func answer(_ document: ByteBuffer) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: document))
    }

    private func place(_ repository: Repository, among count: Int) -> Layout.Place {
        let others = count > 1 ? "one of \(Wording.count(count, "repository", "repositories"))" : "the only repository"
        return Layout.Place(repository.name, detail: others, href: Link.connections.path)
    }
}
