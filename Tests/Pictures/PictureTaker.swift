import BrowserKit
import Foundation
import Records

/// Serves a repository from a temporary folder and photographs its rooms.
struct PictureTaker {
    let program: String
    let repository: String
    let folder: URL

    func take() async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let data = FileManager.default.temporaryDirectory.appending(path: "tutti-pictures-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: data) }
        try run(["import", "git", repository, "--data", data.path()])

        let server = Process()
        server.executableURL = URL(filePath: program)
        server.arguments = ["serve", "--port", "8899", "--data", data.path()]
        try server.run()
        defer { server.terminate() }

        let browser = try Browser()
        defer { browser.close() }
        let page = try await browser.page()
        try await page.until("the server's answer") {
            (try? await page.open("http://127.0.0.1:8899/healthz")) != nil
        }
        let start = try await firstRoom(page)
        for room in ["today", "knowledge", "delivery", "people"] {
            let address = room == "today" ? start : "\(start)/\(room)"
            try await photograph(page, address, as: room)
        }
        try await photographReport(page)
    }

    /// Waits until the repository is measured.
    private func firstRoom(_ page: BrowserPage) async throws -> String {
        var address = ""
        try await page.until("numbers", seconds: 120) {
            try await page.open("http://127.0.0.1:8899/")
            address = try await page.evaluate("location.href").text ?? ""
            return try await page.evaluate("document.querySelectorAll('.signal').length > 0") == .bool(true)
        }
        return address
    }

    private func photograph(_ page: BrowserPage, _ address: String, as name: String) async throws {
        try await page.resize(width: 1280, height: 1100)
        try await page.open(address)
        try await page.picture(wholePage: false).write(to: folder.appending(path: "\(name).png"))
    }

    private func photographReport(_ page: BrowserPage) async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "tutti-report-\(UUID().uuidString).html")
        defer { try? FileManager.default.removeItem(at: file) }
        try run(["report", repository, "--html", file.path()])
        try await page.resize(width: 1000, height: 1300)
        try await page.open(file.absoluteString)
        try await page.picture(wholePage: false).write(to: folder.appending(path: "report.png"))
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
