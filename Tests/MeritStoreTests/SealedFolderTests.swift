import Foundation
import MeritCore
import MeritLedger
import Testing

@testable import MeritStore

/// Sealed months on disk: written once, found again to the byte, checked against fact and ledger.
struct SealedFolderTests {
    private static let november = Period(index: 2026 * 12 + 10)
    private let temporary: TemporaryFolder
    private let store: Store
    private let folder: SealedFolder
    /// Everything the store was made of, decisions and postings included.
    private let told: Tape

    init() throws {
        temporary = try TemporaryFolder()
        store = try Store.open(folder: temporary.store, access: .readWrite)
        var tape = Self.tape()
        try tape.settle(store, at: Shop.minutes(5))
        told = tape
        folder = SealedFolder(temporary.path + "/sealed")
    }

    /// What makes entries in two months.
    private static func tape() -> Tape {
        var tape = Shop.opening()
        let touched = [Shop.alias(.unionid, 1), Shop.alias(.unionid, 2)]
        for (number, alias) in touched.enumerated() {
            let staff = number == 0 ? Shop.anna : Shop.bert
            tape.add(
                Shop.imported("T\(number)", staff, at: Shop.minutes(-10), aliases: [alias]),
                at: Shop.minutes(-9))
        }
        for number in 1...20 {
            tape.add(
                Shop.event(
                    "E\(number)", of: "A\(number)",
                    lines: [("1", Int64(number) * 101), ("2", 99)],
                    buyer: [touched[number % 2]]), at: Shop.noon)
        }
        let december = Shop.noon.advanced(by: .days(20))
        tape.add(
            Shop.event(
                "R1", of: "A1", .refunded, version: 2, at: december,
                refund: Shop.refund("R1", "1", 50)), at: Shop.noon)
        return tape
    }

    private func sealed() throws -> PeriodSealed {
        let written = try folder.write(Self.november, of: store)
        #expect(written.others == [])
        return try sealedAgain(written)
    }

    private func sealedAgain(_ written: SealedWriting) throws -> PeriodSealed {
        PeriodSealed(written.summary, closing: Sequence(1), head: try store.ledgerHead())
    }

    private func path(_ file: SealedFile) -> String {
        "\(folder.path)/2026-11/\(file.rawValue)"
    }

    private func bytes(_ file: SealedFile) throws -> [UInt8] {
        [UInt8](try Data(contentsOf: URL(filePath: path(file))))
    }

    private func put(_ bytes: [UInt8], _ path: String) throws {
        try Data(bytes).write(to: URL(filePath: path))
    }

    private func faults(_ seals: [PeriodSealed], awaiting: Period? = nil) throws -> [String] {
        try store.faults(of: seals, awaiting: awaiting, in: folder).map(\.code)
    }

    // MARK: Writing

    @Test func `a month's files hold its entries and agree with their seal`() throws {
        let seal = try sealed()
        let entries = try store.entries(period: Self.november, after: 0, limit: 1_000)
        #expect(entries.count == 40)
        #expect(try bytes(.entriesJSONLines) == LedgerExport.jsonLines(entries))
        #expect(seal.totals.map(\.entries) == [40])
        let sum = entries.reduce(0) { $0 + $1.amount.value }
        #expect(seal.totals.map(\.netBase.value) == [sum])
        #expect(try store.faults(of: [seal], awaiting: nil, in: folder) == [])
        #expect(try folder.periods() == [Self.november])
    }

    @Test func `nothing but the files stays behind, and only their owner reads them`() throws {
        _ = try sealed()
        let names = try FileManager.default.contentsOfDirectory(
            atPath: "\(folder.path)/2026-11")
        #expect(Set(names) == Set(SealedFile.allCases.map(\.rawValue)))
        for name in names {
            let attributes = try FileManager.default.attributesOfItem(
                atPath: "\(folder.path)/2026-11/\(name)")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    @Test func `writing again leaves the files that are there`() throws {
        let seal = try sealed()
        let inodes = try SealedFile.allCases.map { try inode(path($0)) }
        #expect(try sealed() == seal)
        #expect(try SealedFile.allCases.map { try inode(path($0)) } == inodes)
    }

    @Test(arguments: 0...SealedFile.allCases.count)
    func `writing that was interrupted ends in the same files`(done: Int) throws {
        let seal = try sealed()
        let whole = try SealedFile.allCases.map { try bytes($0) }
        // As a crash leaves it: some files in place, the others half written beside it.
        for file in SealedFile.allCases.dropFirst(done) {
            let half = try bytes(file).dropLast(3)
            try FileManager.default.removeItem(atPath: path(file))
            try put(Array(half), path(file) + ".next")
        }
        #expect(try sealed() == seal)
        #expect(try SealedFile.allCases.map { try bytes($0) } == whole)
    }

    @Test(arguments: SealedFile.allCases)
    func `a file of other bytes is left alone and named`(file: SealedFile) throws {
        let seal = try sealed()
        try put(Array("other".utf8), path(file))
        let again = try folder.write(Self.november, of: store)
        #expect(again.others == [file])
        #expect(try bytes(file) == Array("other".utf8))
        #expect(try sealedAgain(again) == seal)
    }

    @Test func `where no folder can be made, that is said`() throws {
        try put([], folder.path)
        let error = #expect(throws: StoreError.self) {
            try folder.write(Self.november, of: store)
        }
        #expect(error?.code == "store_io")
    }

    @Test func `a folder that is not there has no month and no file`() throws {
        #expect(try folder.periods() == [])
        #expect(try folder.mark(of: .staff, in: Self.november) == nil)
        #expect(try folder.read(.staff, in: Self.november) { _ in } == false)
    }

    // MARK: Finding again

    @Test func `a store computed anew makes the same bytes`() throws {
        let seal = try sealed()
        let again = try Store.open(folder: temporary.path + "/again", access: .readWrite)
        for batch in told.batches([3, 1, 7]) { _ = try again.apply(batch) }
        var rendered: [SealedFile: [UInt8]] = [:]
        _ = try again.renderMonth(Self.november) { rendered[$0, default: []] += $1 }
        for file in SealedFile.allCases { #expect(try rendered[file] == bytes(file)) }
        #expect(try again.faults(of: [seal], awaiting: nil, in: folder) == [])
    }

    @Test func `a file is read in pieces`() throws {
        _ = try sealed()
        let large = [UInt8]((0..<(5 << 19)).map { UInt8(truncatingIfNeeded: $0 / 251) })
        try put(large, path(.entriesCSV))
        var pieces: [[UInt8]] = []
        #expect(try folder.read(.entriesCSV, in: Self.november) { pieces.append($0) })
        #expect(pieces.map(\.count) == [1 << 20, 1 << 20, 1 << 19])
        #expect(Array(pieces.joined()) == large)
    }

    // MARK: Checking

    @Test(arguments: SealedFile.allCases)
    func `a changed byte is found, and a missing file`(file: SealedFile) throws {
        let seal = try sealed()
        var changed = try bytes(file)
        changed[changed.count / 2] ^= 1
        try put(changed, path(file))
        #expect(try faults([seal]) == ["seal_file_changed"])
        try FileManager.default.removeItem(atPath: path(file))
        #expect(try faults([seal]) == ["seal_file_missing"])
    }

    @Test func `a seal that says something else than the ledger is found`() throws {
        let seal = try sealed()
        let files = seal.files.map { file in
            PeriodSealed.File(
                name: file.name, bytes: file.bytes,
                digest: file.name == "staff.csv" ? .zero : file.digest)
        }
        let forged = PeriodSealed(
            period: seal.period, closing: seal.closing, head: seal.head, totals: seal.totals,
            files: files)
        #expect(try faults([forged]) == ["seal_file_changed", "seal_recomputed_otherwise"])
        let poorer = PeriodSealed(
            period: seal.period, closing: seal.closing, head: seal.head, totals: [],
            files: seal.files)
        #expect(try faults([poorer]) == ["seal_recomputed_otherwise"])
        let elsewhere = PeriodSealed(
            period: seal.period, closing: seal.closing,
            head: PeriodSealed.Head(number: seal.head.number, hash: .zero), totals: seal.totals,
            files: seal.files)
        #expect(try faults([elsewhere]) == ["seal_head_not_found"])
        let beyond = PeriodSealed(
            period: seal.period, closing: seal.closing,
            head: PeriodSealed.Head(number: seal.head.number + 1, hash: seal.head.hash),
            totals: seal.totals, files: seal.files)
        #expect(try faults([beyond]) == ["seal_head_not_found"])
    }

    @Test func `an entry more in the month is found`() throws {
        let seal = try sealed()
        var tape = Self.tape()
        tape.add(
            Shop.event("E99", of: "A99", lines: [("1", 5)], buyer: []), at: Shop.minutes(9))
        let other = try Store.open(folder: temporary.path + "/other", access: .readWrite)
        try tape.settle(other, at: Shop.minutes(5))
        let found = try other.faults(of: [seal], awaiting: nil, in: folder)
        #expect(found.contains(.recomputedOtherwise(Self.november, "entries.jsonl")))
        #expect(found.contains(.recomputedOtherwise(Self.november, "the totals")))
    }

    @Test func `files of a month that is not sealed are found, unless its seal is on the way`()
        throws
    {
        _ = try sealed()
        #expect(try faults([]) == ["seal_unknown"])
        #expect(try faults([], awaiting: Self.november) == [])
    }

    private func inode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int
    }
}
