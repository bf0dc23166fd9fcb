import Connectors
import Foundation
import Records

// Reads a large invented file of a format, made while it is read, to measure what the reader holds.
// usage: formats FORMAT COUNT

let arguments = CommandLine.arguments
guard arguments.count == 3, let count = Int(arguments[2]), let format = FileFormat.named(arguments[1]),
    let file = LargeFile(format.id, count: count)
else {
    FileHandle.standardError.write(Data("usage: formats junit|lcov|cobertura|sarif|csv COUNT\n".utf8))
    exit(2)
}
let clock = ContinuousClock()
var records = 0
var bytes = 0
var pending: [UInt8] = []
var next = 0
let mapping = TableMapping(
    record: .deployment, source: "s", columns: ["id": "Nr", "service": "App", "finishedAt": "End"], dates: .unix)
var reader = format.reader(.init(mapping: mapping))
var summary: FormatSummary?
let took = try clock.measure {
    summary = try reader.read(
        from: { buffer in
            while pending.count < buffer.count, let piece = file.piece(next) {
                pending += piece.utf8
                next += 1
            }
            let size = min(pending.count, buffer.count)
            buffer.copyBytes(from: pending[..<size])
            pending.removeFirst(size)
            bytes += size
            return size
        }, into: { _ in records += 1 })
}
let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?.filter(\.isNumber) ?? "?"
print("\(format.id): \(bytes / 1_000_000) MB, \(records) records, \(took), at most \(peak) kB resident")
