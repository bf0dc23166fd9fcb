import BrowserKit
import Foundation
import Records

/// Serves the invented team from a temporary folder and photographs its rooms, as the lead sees them.
struct PictureTaker {
    let program: String
    let folder: URL

    private static let rooms = [
        ("today", "/today"), ("knowledge", "/r/bookings/knowledge"), ("people", "/r/bookings/people"),
        ("releases", "/r/bookings/delivery"), ("flow", "/delivery/flow?team=crossings"),
        ("sprint", "/delivery/sprint?team=crossings"),
    ]

    func take() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let data = FileManager.default.temporaryDirectory.appending(path: "tutti-pictures-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: data) }
        let (server, told) = (Process(), data.appending(path: "told"))
        server.executableURL = URL(filePath: program)
        server.arguments = ["demo", "--port", "0", "--no-open", "--keep", data.appending(path: "demo").path()]
        try Data().write(to: told)
        server.standardOutput = try FileHandle(forWritingTo: told)
        try server.run()
        defer { server.terminate() }

        let browser = try Browser()
        defer { browser.close() }
        let page = try await browser.page()
        var link: Substring?
        try await page.until("the lead's link", seconds: 300) {
            let lines = try String(contentsOf: told, encoding: .utf8).split(separator: "\n")
            link = lines.first { $0.contains("Lead") }?.split(separator: " ").last
            return link != nil
        }
        guard let link, let address = link.range(of: "/demo/").map({ link[..<$0.lowerBound] }) else { return }
        try await page.open(String(link))
        for (name, path) in Self.rooms {
            try await page.until("numbers of \(name)", seconds: 300) {
                try await page.open(address + path)
                return try await page.evaluate("document.querySelectorAll('.card, figure, .signal').length > 0")
                    == .bool(true)
            }
            try await photograph(page, address + path, as: name, width: 1280, height: 1000)
        }
        let file = data.appending(path: "report.html")
        try run(["report", data.appending(path: "demo/bookings").path(), "--html", file.path()])
        try await photograph(page, file.absoluteString, as: "report", width: 1280, height: 1000)
    }

    private func photograph(
        _ page: BrowserPage, _ address: String, as name: String, width: Int, height: Int
    ) async throws {
        try await page.resize(width: width, height: height)
        try await page.open(address)
        try await page.picture(wholePage: false).write(to: folder.appending(path: "\(name).png"))
    }

    private func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
    }
}
