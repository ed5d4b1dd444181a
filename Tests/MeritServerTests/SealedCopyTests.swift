import Foundation
import MeritCore
import MeritLedger
import MeritStore
import SystemPackage
import Testing

@testable import MeritServer

/// What a backup takes of the sealed months, and a restore brings back.
@Suite struct SealedCopyTests {
    private let root = FileManager.default.temporaryDirectory.appending(
        path: "merit-sealed-\(UUID().uuidString)")

    /// Two months, and beside their files what an interruption and somebody else left.
    private func source() throws -> SealedFolder {
        let folder = root.appending(path: "sealed")
        for month in ["2026-10", "2026-11"] {
            let place = folder.appending(path: month)
            try FileManager.default.createDirectory(
                at: place, withIntermediateDirectories: true)
            for file in SealedFile.allCases {
                try Data("\(month) \(file.rawValue)".utf8)
                    .write(to: place.appending(path: file.rawValue))
            }
            try Data("half".utf8).write(to: place.appending(path: "staff.csv.next"))
            try Data("mine".utf8).write(to: place.appending(path: "notes.txt"))
        }
        return SealedFolder(folder.path)
    }

    private func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(
            atPath: root.appending(path: path).path
        ).sorted()
    }

    @Test func `the months that are wanted are copied, file by file`() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let target = FilePath(root.appending(path: "copy").path)
        try SealedCopy.run(from: try source(), to: target) { $0.description == "2026-11" }
        #expect(try names("copy") == ["2026-11"])
        let files = SealedFile.allCases.map(\.rawValue).sorted()
        #expect(try names("copy/2026-11") == files)
        let copy = SealedFolder(target.string)
        for file in SealedFile.allCases {
            var bytes: [UInt8] = []
            try copy.read(file, in: Period(index: 2026 * 12 + 10)) { bytes += $0 }
            #expect(bytes == Array("2026-11 \(file.rawValue)".utf8))
        }
        let attributes = try FileManager.default.attributesOfItem(
            atPath: target.appending("2026-11").string)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
    }

    @Test func `without a month nothing is made`() throws {
        defer { try? FileManager.default.removeItem(at: root) }
        let target = FilePath(root.appending(path: "copy").path)
        try SealedCopy.run(from: try source(), to: target) { _ in false }
        #expect(FileKind.of(target).isMissing)
        let missing = SealedFolder(root.appending(path: "nowhere").path)
        try SealedCopy.run(from: missing, to: target)
        #expect(FileKind.of(target).isMissing)
    }
}
