import BooksFixture
import Foundation
import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritStore
import MeritWorker
import Testing

/// A month is closed, its files are written and sealed, and nothing changes them any more.
struct SealingTests {
    private static let october = Period(year: 2026, month: 10) ?? .first
    private static func at(_ days: Int64) -> Timestamp { Story.begin.advanced(by: .days(days)) }

    /// Orders of October and November, a refund in November.
    private static let sold: [any Fact] =
        Story.openingWithBonds() + [
            Story.touch("t1", by: 1_001, customer: 1, at: at(-9)),
            Story.paid("A", customer: 1, at: at(-8), amounts: [700, 300]),
            Story.paid("B", customer: 2, at: at(-7), amounts: [11]),
            Story.paid("C", customer: 1, at: at(3), amounts: [500]),
            Story.refunded("A", "R", line: "1", amount: 100, at: at(4)),
        ]

    private static func closed() async throws -> Books {
        let books = try Books()
        try await books.record(sold)
        try await books.sealingWorker().catchUp()
        try await books.record(Story.close(october))
        try await books.sealingWorker().catchUp()
        return books
    }

    private static func bytes(_ file: SealedFile, of books: Books) throws -> [UInt8] {
        let path = "\(books.sealed.path)/\(october)/\(file.rawValue)"
        return [UInt8](try Data(contentsOf: URL(filePath: path)))
    }

    private static func all(of books: Books) throws -> [[UInt8]] {
        try SealedFile.allCases.map { try bytes($0, of: books) }
    }

    @Test func `a month that is closed gets its files and one seal`() async throws {
        let books = try await Self.closed()
        let seal = try #require(try books.store.seal(of: Self.october))
        #expect(try books.store.pendingSeal() == nil)
        #expect(seal.totals.map(\.netBase.value) == [1_011])
        #expect(seal.totals.map(\.entries) == [3])
        #expect(
            LedgerHead(number: seal.head.number, hash: seal.head.hash)
                == (try books.store.ledgerHead()))
        #expect(Set(seal.files.map(\.name)) == Set(SealedFile.allCases.map(\.rawValue)))
        let lines = try Self.bytes(.entriesJSONLines, of: books)
        let entries = try books.store.entries(period: Self.october, after: 0, limit: 100)
        #expect(lines == LedgerExport.jsonLines(entries))
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }

    @Test func `a month is sealed only when it is closed`() async throws {
        let books = try Books()
        try await books.record(Self.sold)
        try await books.record(Array(Story.close(Self.october).prefix(1)))
        try await books.sealingWorker().catchUp()
        #expect(try books.store.seals().isEmpty)
        #expect(try books.sealed.periods().isEmpty)
    }

    @Test func `what comes afterwards leaves the files and their seal alone`() async throws {
        let books = try await Self.closed()
        let (files, seal) = (try Self.all(of: books), try books.store.seal(of: Self.october))
        try await books.record([
            Story.refunded("A", "R2", line: "2", amount: 50, at: Self.at(-5)),
            Story.paid("D", customer: 3, at: Self.at(-4), amounts: [900]),
            Story.proposal("B", [(1_002, 1)]), Story.resolved(1),
        ])
        try await books.sealingWorker().catchUp()
        #expect(try Self.all(of: books) == files)
        #expect(try books.store.seal(of: Self.october) == seal)
        let november = Self.october.next
        let late = try books.store.entries(period: november, after: 0, limit: 100)
        #expect(late.contains { $0.amount.value == -50 && $0.period == november })
        #expect(late.contains { $0.amount.value == 900 })
        #expect(late.contains { $0.kind == .adjustment })
        #expect(try books.allDifferences().isEmpty)
    }

    @Test func `a rebuilt store makes the same bytes`() async throws {
        let books = try await Self.closed()
        let anew = try books.emptyStore("anew")
        defer { anew.close() }
        _ = try Rebuild.fill(anew, from: try books.disk)
        var rendered: [SealedFile: [UInt8]] = [:]
        _ = try anew.renderMonth(Self.october) { rendered[$0, default: []] += $1 }
        for file in SealedFile.allCases {
            #expect(try rendered[file] == Self.bytes(file, of: books))
        }
        #expect(try anew.faults(of: anew.seals(), awaiting: nil, in: books.sealed).isEmpty)
    }

    @Test(arguments: [WorkerPoint.sealAppended, .sealReadBack])
    func `a crash around the seal leaves one`(point: WorkerPoint) async throws {
        let books = try Books()
        try await books.record(Self.sold)
        try await books.sealingWorker().catchUp()
        try await books.record(Story.close(Self.october))
        let crashes = try await books.work(crashingAt: point)
        #expect(crashes == 1)
        #expect(try books.store.seals().count == 1)
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }

    @Test func `a crash between the files and the seal is harmless`() async throws {
        let books = try Books()
        try await books.record(Self.sold)
        try await books.sealingWorker().catchUp()
        try await books.record(Story.close(Self.october))
        // A worker that seals nothing, and a sealing that dies before its fact.
        try await books.worker().catchUp()
        let closing = try #require(try books.store.pendingSeal())
        let lost = try Sealing(books.sealed).seal(
            closing.period, closing: closing.recorded, of: books.store)
        let files = try Self.all(of: books)
        #expect(try books.allDifferences().isEmpty)
        try books.reopen()
        try await books.sealingWorker().catchUp()
        #expect(try books.store.seal(of: Self.october) == lost)
        #expect(try Self.all(of: books) == files)
        #expect(try books.allDifferences().isEmpty)
    }

    @Test func `files of other bytes are no hindrance, and verify names them`() async throws {
        let books = try Books()
        let folder = "\(books.sealed.path)/\(Self.october)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try Data("mine".utf8).write(to: URL(filePath: "\(folder)/staff.csv"))
        try await books.record(Self.sold)
        try await books.sealingWorker().catchUp()
        try await books.record(Story.close(Self.october))
        try await books.sealingWorker().catchUp()
        #expect(try books.store.seals().count == 1)
        #expect(try Self.bytes(.staff, of: books) == Array("mine".utf8))
        let found = try books.allDifferences()
        #expect(found.count == 1 && found[0].hasPrefix("seal_file_changed"), "\(found)")
    }

    @Test func `a file that was lost or changed is named by verify`() async throws {
        let books = try await Self.closed()
        let path = "\(books.sealed.path)/\(Self.october)/orders.csv"
        try FileManager.default.removeItem(atPath: path)
        let lost = try books.allDifferences()
        #expect(lost.count == 1 && lost[0].hasPrefix("seal_file_missing"), "\(lost)")
    }
}
